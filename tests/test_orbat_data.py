"""The data files and their compiled form: every entry sourced, no name of two actors, no cache that is stale."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sandtable.orbat import ActorKind, Registry, RegistryError, Tie, folded
from sandtable.orbat.catalogue import cache_path, data_files, digest_of, from_json, load, to_json
from sandtable.orbat.compile import actor_of, compile_catalogue
from sandtable.orbat.when import day_of


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def test_every_entry_and_tie_has_a_source(registry: Registry) -> None:
    for actor in registry:
        assert actor.source, actor.id
        assert all(r.source for r in actor.relations), actor.id


def test_no_two_actors_share_a_name_unless_listed(registry: Registry) -> None:
    owner: dict[str, str] = {}
    for actor in registry:
        for name in (actor.name, *actor.aliases):
            form = folded(name)
            assert form, (actor.id, name)
            if form not in registry.catalogue.choices:
                assert owner.setdefault(form, actor.id) == actor.id, name


def test_a_shared_name_is_refused(tmp_path: Path) -> None:
    for source in data_files():
        (tmp_path / source.name).write_bytes(source.read_bytes())
    extra = '[another]\nname = "Another"\naliases = ["Hizballah"]\nkind = "armed-group"\nsource = "test"\n'
    (tmp_path / "extra.toml").write_text(extra)
    with pytest.raises(RegistryError, match="hizballah"):
        compile_catalogue(sorted(tmp_path.iterdir()))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"name": "X", "kind": "unit"}, "source"),
        ({"name": "X", "kind": "unit", "source": "s", "colour": "red"}, "colour"),
        ({"name": "X", "kind": "unit", "source": "s", "founded": "last year"}, "not a date"),
        (
            {"name": "X", "kind": "unit", "source": "s", "ties": [["parent", "y", "2010", "2009", ""]]},
            "ends before",
        ),
    ],
)
def test_a_bad_entry_is_refused_with_a_reason(raw: dict[str, object], says: str) -> None:
    with pytest.raises(RegistryError, match=says):
        actor_of("x", raw)


def test_a_tie_to_nobody_is_refused(tmp_path: Path) -> None:
    for source in data_files():
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "extra.toml").write_text(
        '[lone]\nname = "Lone"\nkind = "unit"\nsource = "test"\nties = [["parent", "nobody", "", "", ""]]\n'
    )
    with pytest.raises(RegistryError, match="nobody"):
        compile_catalogue(sorted(tmp_path.iterdir()))


def test_dates_widen_to_their_span() -> None:
    assert str(day_of("2016", False)) == "2016-01-01" and str(day_of("2016", True)) == "2016-12-31"
    assert str(day_of("2016-02", True)) == "2016-02-29" and str(day_of("2016-02-03", True)) == "2016-02-03"


def test_the_cached_form_equals_what_was_compiled() -> None:
    catalogue = compile_catalogue(data_files())
    assert from_json(to_json(catalogue)) == catalogue


def test_a_broken_cache_is_rebuilt_and_a_foreign_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = cache_path(digest_of(data_files()))
    first = load()
    assert path.exists()
    path.write_text("{broken")
    assert load() == first
    assert from_json(path.read_text(encoding="utf-8")) == first
    with pytest.raises(RegistryError):
        from_json('{"form": "other"}')
    for broken in ("[]", '{"form": "sandtable.orbat/4"}', '{"form": "sandtable.orbat/4", "actors": [1]}'):
        path.write_text(broken)
        assert load() == first


def test_a_cache_that_cannot_be_written_costs_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert load().actors


def test_parents_make_no_circle(registry: Registry) -> None:
    for actor in registry:
        assert actor.id not in registry.ties.above(actor.id), actor.id
        assert not any(r.actor == actor.id for r in actor.relations), actor.id


def test_leaders_are_persons_or_commands(registry: Registry) -> None:
    for actor in registry:
        for r in actor.relations:
            other = registry.get(r.actor)
            assert other is not None
            if r.kind is Tie.COMMANDER:
                assert other.kind in (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.UNIT), (
                    actor.id,
                    other.id,
                )
            if r.kind is Tie.LEADS:
                assert actor.kind in (ActorKind.PERSON, ActorKind.OFFICE), actor.id


def test_load_time_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    Registry.load()
    start = time.perf_counter()
    registry = Registry.load()
    loaded = time.perf_counter() - start
    registry.scan("Hezbollah")
    with capsys.disabled():
        print(
            f"\norbat: load {loaded * 1000:.0f} ms, first scan by {(time.perf_counter() - start) * 1000:.0f} ms"
        )
    assert len(registry) > 0


def test_every_tie_points_at_an_id_in_its_one_form(registry: Registry) -> None:
    for actor in registry:
        assert registry.get(actor.id) == actor
        for r in actor.relations:
            other = registry.get(r.actor)
            assert other is not None and other.id == r.actor, (actor.id, r.actor)
