"""Breaks a paragraph into lines of about the same width."""

from collections.abc import Callable, Sequence
from typing import Final

from briefing_app.layout.measurer import MeasuredLine

_MAX_LINES: Final = 8  # a longer paragraph looks even as it is
_BISECTIONS: Final = 6


def even_lines(
    break_lines: Callable[[float], list[MeasuredLine]], width: float
) -> list[MeasuredLine]:
    """Return the lines of a paragraph in the smallest width that takes no more of them.

    Args:
        break_lines: Returns the lines in a width, in virtual pixels.
        width: The largest width.
    """
    lines = best = break_lines(width)
    if not 1 < len(lines) <= _MAX_LINES:
        return lines
    least, most = sum(line.width for line in lines) / len(lines), _widest(lines)
    for _ in range(_BISECTIONS):
        middle = (least + most) / 2
        tried = break_lines(middle)
        if len(tried) > len(lines) or _divided_words(tried) > _divided_words(lines):
            least = middle
        else:
            best, most = tried, _widest(tried)
    return best


def _widest(lines: Sequence[MeasuredLine]) -> float:
    return max(line.width for line in lines)


def _divided_words(lines: Sequence[MeasuredLine]) -> int:
    """Return how many lines end inside a word."""
    return sum(not line.text[-1:].isspace() for line in lines[:-1])
