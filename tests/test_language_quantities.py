"""Quantities: what the words say, no more."""

import pytest

from sandtable.language.quantities import number, quantity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("80 percent", (80, 80, 80, "percent")),
        ("25%", (25, 25, 25, "percent")),
        ("more than 60", (60, 60, None, "")),
        ("at least 12 people", (12, 12, None, "people")),
        ("60-plus", (60, 60, None, "")),
        ("1,500+ fighters", (1500, 1500, None, "fighters")),
        ("up to 500 men", (None, 500, 500, "men")),
        ("nearly 200", (None, 200, 200, "")),
        ("some 3,000 troops", (None, 3000, None, "troops")),
        ("about 40 to 50", (40, 45, 50, "")),
        ("between 200 and 300 fighters", (200, 250, 300, "fighters")),
        ("20-30 vehicles", (20, 25, 30, "vehicles")),
        ("hundreds of", (200, None, 999, "")),
        ("the hundreds of elite troops", (200, None, 999, "elite")),
        ("tens of thousands of civilians", (20_000, None, 99_999, "civilians")),
        ("dozens", (24, None, 99, "")),
        ("several hundred men", (300, None, 999, "men")),
        ("a few", (3, None, None, "")),
        ("two", (2, 2, 2, "")),
        ("more than two dozen", (24, 24, None, "")),
        ("two million people", (2e6, 2e6, 2e6, "people")),
        ("£1.1bn", (1.1e9, 1.1e9, 1.1e9, "£")),
        ("$4.5 million", (4.5e6, 4.5e6, 4.5e6, "$")),
        ("two and a half years", (2.5, 2.5, 2.5, "years")),
        ("three of its soldiers", (3, 3, 3, "soldiers")),
        ("no survivors", (0, 0, 0, "survivors")),
    ],
)
def test_quantity(text: str, expected: tuple[float | None, float | None, float | None, str]) -> None:
    assert quantity(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "Syria", "of", "the town", "%"])
def test_no_quantity(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("one hundred and fifty", 150),
        ("twenty-five", 25),
        ("2.5 million", 2.5e6),
        ("a dozen", 12),
        ("brigade", None),
    ],
)
def test_number(words: str, value: float | None) -> None:
    assert number(words) == value
