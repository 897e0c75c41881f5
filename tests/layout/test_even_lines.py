"""Breaking a paragraph into lines of about the same width."""

from functools import partial

import pytest

from briefing_app.layout.even_lines import even_lines
from briefing_app.layout.measurer import TextStyle
from tests.layout.fixed_measurer import FixedMeasurer

_WIDTH = 1000.0
_WORDS_IN_LINE = 33  # of five letters, each 5 pixels wide


def _widths(lines: int) -> tuple[list[float], list[float]]:
    """Return the widths of full lines and a last one of a word, and those of its even lines."""
    words = " ".join(["words"] * ((lines - 1) * _WORDS_IN_LINE + 1))
    break_lines = partial(FixedMeasurer().break_lines, words, TextStyle(10))
    full = [line.width for line in break_lines(_WIDTH)]
    assert len(full) == lines
    return full, [line.width for line in even_lines(break_lines, _WIDTH)]


@pytest.mark.parametrize("lines", [2, 8])
def test_even_lines_are_as_many_and_narrower(lines: int) -> None:
    full, even = _widths(lines)
    assert len(even) == lines
    assert max(even) < max(full)


@pytest.mark.parametrize("lines", [1, 9])
def test_single_line_and_a_long_text_stay_as_they_are(lines: int) -> None:
    full, even = _widths(lines)
    assert even == full
