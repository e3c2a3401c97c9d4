# Two commands set everything up: `make demo` shows the main job on the examples, `make test` passes the tests.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= out

.PHONY: demo desk test bench model clean

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sandtable needs Python 3.11 or newer; set PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml hatch_build.py package-lock.json
	@echo "Installing sandtable and what it needs; this takes some minutes."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[web]'
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,dev]'
	@touch $@

demo: $(VENV)/.installed  ## read the example reports, answer, and write the brief
	@mkdir -p $(OUT)
	$(BIN)/sandtable ingest --ledger $(OUT)/demo.db examples
	$(BIN)/sandtable holds --ledger $(OUT)/demo.db --on 2017-11-20 "Abu Kamal"
	$(BIN)/sandtable timeline --ledger $(OUT)/demo.db "Abu Kamal"
	$(BIN)/sandtable brief --ledger $(OUT)/demo.db --on 2017-12-10 --output $(OUT)/brief.html
	@echo "Open $(OUT)/brief.html in a browser. To review the claims: make desk"

desk: $(VENV)/.installed  ## the desk over the demo's ledger, at http://127.0.0.1:8000/
	@test -f $(OUT)/demo.db || { echo "there is no $(OUT)/demo.db yet: run make demo first" >&2; exit 1; }
	$(BIN)/sandtable serve --ledger $(OUT)/demo.db

test: $(VENV)/.installed-test  ## run the tests, the linter and the type checker
	$(BIN)/ruff check src tests bench training
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

bench: $(VENV)/.installed-test  ## every scoreboard in reach, with floors
	$(BIN)/python -m bench

model: $(VENV)/.installed  ## train the language model anew on ../shared/data
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python -m training.model

clean:
	rm -rf $(OUT) build dist
