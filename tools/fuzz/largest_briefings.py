"""Briefings of any size whose exports are as demanding as the file format allows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from briefing_app.database.builder import build
from briefing_app.database.columns import COLUMNS, MAX_FORCES
from briefing_app.database.source_rows import BriefingRows, SourceRow
from briefing_app.problems import FileLocation

_LONG: Final = 20_000  # characters of the longest text
_SHORT: Final = 500  # of the longest title or name
_NAME: Final = 150  # of the longest name of a force or a period
_LINES: Final = 300  # of the longest text
_TOTAL: Final = 19_000_000  # of all texts; leaves room for those that are the same in each briefing

_WORDS: Final = ("evidence of care " * _LONG)[:_LONG].strip()
_LETTERS: Final = "a" * _LONG
_CHINESE: Final = "警" * _LONG  # no bundled font has it
_LINES_OF_LETTERS: Final = "\n".join("a" * _LINES)
_MARKS: Final = ("e" + "\u0301" * 30) * (_LONG // 31)
_HEBREW: Final = ("עדות " * _LONG)[:_LONG].strip()
_FORMULAS: Final = "=1+1,\n" * (_LINES - 1)

Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def write_briefing(tables: Tables, path: Path) -> Path:
    """Build a briefing from its rows, apart from the columns that each row needs anyway."""
    rows = {
        name: [
            SourceRow(FileLocation(name, number), _row(name, number, row))
            for number, row in enumerate(tables.get(name, _SINGLE_ROWS.get(name, ())), 1)
        ]
        for name in COLUMNS
    }
    build(BriefingRows(path, rows), path)
    return path


_SINGLE_ROWS: Final[Tables] = {
    "report": [{"title": "A made-up briefing", "language": "en-GB"}],
    "sources": [{"title": "A made-up source"}],
    "speakers": [{"name": "A made-up speaker"}],
    "forces": [{"name": "A made-up force", "short_name": "Made-up"}],
}


def _row(table: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with a value in each column that must have one."""
    columns = COLUMNS[table]
    needed: dict[str, Any] = {
        "id": number,
        "position": number,
        "key": f"finding-{number}",
        "kind": "concern",
        "headline": "A made-up finding",
        "source_id": 1,
        "speaker_id": 1,
    }
    return {name: value for name, value in needed.items() if name in columns} | dict(row)


def _findings(**texts: str) -> Callable[[int], Tables]:
    return lambda count: {"findings": [texts] * count}


def _quotes(text: str) -> Callable[[int], Tables]:
    return lambda count: {"quotes": [{"text": text}] * count}


def _texts(**texts: str) -> Callable[[int], Tables]:
    return lambda count: {"slides": [{"kind": "text", **texts}] * count}


def _figures(
    count: int, forces: Iterable[int], periods: Iterable[str]
) -> list[Mapping[str, object]]:
    cells = [(force, period) for force in forces for period in periods]
    return [
        {"measure_id": measure, "force_id": force, "period": period, "value": number % 977}
        for measure in range(1, count + 1)
        for number, (force, period) in enumerate(cells)
    ]


def _charts(count: int, name_length: int = 20) -> Tables:
    """Return measures with all forces that there may be, and a slide for each."""
    names = [f"Force {number} {_WORDS}"[:name_length].strip() for number in range(MAX_FORCES)]
    texts = {"title": _WORDS[:_SHORT], "message": _WORDS[:_SHORT], "caveat": _WORDS}
    return {
        "forces": [{"name": name, "short_name": name} for name in names],
        "measures": [texts] * count,
        "figures": _figures(count, range(1, MAX_FORCES + 1), ["2016"]),
        "slides": [{"kind": "chart", "measure_id": number} for number in range(1, count + 1)],
    }


def _small_charts(count: int, bars: int = 1) -> Tables:
    names = [f"Force {number}" for number in range(bars)]
    return {
        "forces": [{"name": name, "short_name": name} for name in names],
        "measures": [{"title": "A made-up measure"}] * count,
        "figures": _figures(count, range(1, bars + 1), ["2016"]),
        "slides": [{"kind": "chart", "measure_id": number} for number in range(1, count + 1)],
    }


def _charts_of_finding(count: int, caution: str = "") -> Tables:
    """Return a finding that goes on for pages, with charts that may not fit on one."""
    finding = {"kind": "figures", "detail": _WORDS, "caution": caution}
    return {**_small_charts(count, bars=5), "findings": [finding]}


def _rows(count: int) -> Tables:
    """Return as many rows as there may be, in all tables that grow."""
    numbers = range(1, count + 1)
    return {
        "findings": [{}] * count,
        "quotes": [{"text": "Words"}] * count,
        "finding_quotes": [{"finding_id": number, "quote_id": number} for number in numbers],
        "finding_forces": [{"finding_id": number, "force_id": 1} for number in numbers],
        "quote_forces": [{"quote_id": number, "force_id": 1} for number in numbers],
        "measures": [{"title": "A made-up measure"}],
        "figures": _figures(1, [1], [str(number) for number in numbers]),
        "slides": [{"kind": "finding", "finding_id": number} for number in numbers],
    }


def _periods(count: int) -> Tables:
    """Return one force with a figure for each of many periods."""
    periods = [f"{number} {_WORDS}"[: _TOTAL // count][:_NAME].strip() for number in range(count)]
    return {
        "measures": [{"title": _WORDS[:_SHORT], "caveat": _WORDS}],
        "figures": _figures(1, [1], periods),
    }


BRIEFINGS: Final[Mapping[str, Callable[[int], Tables]]] = {
    "headlines": _findings(),
    "full findings": _findings(
        headline=_WORDS[:_SHORT], detail=_WORDS, excerpt=_WORDS, caution=_WORDS, prompt=_WORDS
    ),
    "cautions": _findings(detail=_WORDS[:6_000], caution=_WORDS[:500]),
    "long cautions": _findings(detail=_WORDS, excerpt=_WORDS, caution=_WORDS),
    "details": _findings(detail=_WORDS),
    "letters": _findings(detail=_LETTERS),
    "Chinese": _findings(detail=_CHINESE),
    "lines": _findings(detail=_LINES_OF_LETTERS, prompt=_LINES_OF_LETTERS),
    "marks": _findings(detail=_MARKS),
    "Hebrew": _findings(detail=_HEBREW),
    "quotes": _quotes("A few words."),
    "long quotes": _quotes(_WORDS),
    "charts": _charts,
    "charts of long names": partial(_charts, name_length=_NAME),
    "small charts": _small_charts,
    "charts of five": partial(_small_charts, bars=5),
    "charts of a finding": _charts_of_finding,
    "charts below a caution": partial(_charts_of_finding, caution="A made-up caution"),
    "titles": _texts(title="A title"),
    "texts": _texts(title=_WORDS[:_SHORT], text=_WORDS, notes=_WORDS),
    "texts of letters": _texts(text=_LETTERS),
    "texts of lines": _texts(text=_LINES_OF_LETTERS),
    "texts of marks": _texts(text=_MARKS),
    "Hebrew texts": _texts(text=_HEBREW),
    "notes": _texts(title="A title", notes=_LINES_OF_LETTERS),
    "formulas": _texts(notes=_FORMULAS),
    "rows": _rows,
    "periods": _periods,
}
"""What a briefing is full of, and a function that returns so many of its rows."""

MOST_LONG_TEXTS: Final = _TOTAL // _LONG
"""How many texts of the largest size a briefing may have."""
