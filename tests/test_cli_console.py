"""What a terminal shows: marks in colour or between asterisks, and nothing that could steer it."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from sandtable.brief.console import Screen, open_screen, sentence, visible


@given(st.text())
def test_nothing_that_steers_a_terminal_is_shown(text: str) -> None:
    shown = visible(text)
    assert not [
        c
        for c in shown
        if unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in {"RLO", "LRO", "PDF", "RLI"}
    ]
    assert visible(shown) == shown


@given(st.text(max_size=30), st.text(min_size=1, max_size=10), st.text(max_size=30))
def test_the_trigger_is_marked_whatever_stands_around_it(before: str, words: str, after: str) -> None:
    exact, start, end = before + words + after, len(before), len(before) + len(words)
    assert (
        sentence(exact, start, end, marked=False).plain
        == f'"{visible(before)}**{visible(words)}**{visible(after)}"'
    )
    marked = sentence(exact, start, end, marked=True)
    assert "**" not in marked.plain.replace(visible(exact), "") and marked.spans[0].style == "bold yellow"
    assert marked.plain[marked.spans[0].start : marked.spans[0].end] == Text(visible(words)).plain


@pytest.mark.parametrize(("no_colour", "marked"), [(False, True), (True, False)])
def test_marks_are_in_colour_only_where_colour_is_wanted(
    monkeypatch: pytest.MonkeyPatch, no_colour: bool, marked: bool
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1") if no_colour else monkeypatch.delenv("NO_COLOR", raising=False)
    assert open_screen().marked is marked


def test_lines_for_a_file_are_neither_wrapped_nor_filled() -> None:
    out = io.StringIO()
    screen = Screen(Console(file=out, width=100_000, color_system=None), marked=False)
    screen.put([Text("word " * 100), Text("[bold]not markup[/bold]")])
    first, second = out.getvalue().splitlines()
    assert first == ("word " * 100).rstrip() and second == "[bold]not markup[/bold]"
