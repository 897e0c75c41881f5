"""The results as a table to read in a terminal, or in Markdown for the README."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.results import Result, Unit, quantile

_HEAD: Final = ("Measure", "Program", "Floor", "Ratio", "Of pairs", "Target", "Verdict")


def machine() -> str:
    """What kind of machine this is, in a line: processor, system and versions, but no name."""
    parts = [
        f"{os.cpu_count()} cores, {_processor()}",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"Qt for Python {version('PySide6-Essentials')}",
        f"pyqtgraph {version('pyqtgraph')}",
        "Xvfb",
    ]
    return "; ".join(parts)


def plain(results: Sequence[Result]) -> str:
    """The table in columns."""
    rows = [_HEAD, *map(_cells, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, "", *_notes(results)])


def markdown(results: Sequence[Result]) -> str:
    """The table in Markdown."""
    rows = [_HEAD, ("---",) * len(_HEAD), *map(_cells, results)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", *(f"- {note}" for note in _notes(results))])


def _cells(result: Result) -> tuple[str, ...]:
    return (
        result.what,
        f"{_spread(result.program, result.unit)}{_judged(result, result.program)}",
        f"{_spread(result.floor, result.unit)}{_judged(result, result.floor)}, {result.floor_name}",
        _ratio(result.ratio),
        _ratio(result.pair_ratio),
        _target(result),
        {True: "met", False: "not met", None: "–"}[result.met],
    )


def _spread(values: Sequence[float], unit: Unit) -> str:
    """Median, and in brackets the lowest and the highest figure."""
    low, high = unit.text(min(values)), unit.text(max(values))
    suffix = f" {unit.label}" if unit is not Unit.WAKE_UPS else ""
    return f"{unit.text(median(values))}{suffix} ({low}–{high})"


def _judged(result: Result, values: Sequence[float]) -> str:
    """The figure that the target is about, where that isn't the median."""
    share = 0.5 if result.target is None else result.target.share
    if share == 0.5:
        return ""
    return f", {_percentile(share)} {result.unit.text(quantile(values, share))}"


def _percentile(share: float) -> str:
    return f"p{100 * share:g}"


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _target(result: Result) -> str:
    target = result.target
    if target is None:
        return "–"
    if target.of_ratio:
        return f"ratio ≤ {target.most:g}"
    if target.most == 0:
        return "none"
    name = "" if target.share == 0.5 else f"{_percentile(target.share)} "
    return f"{name}≤ {target.most:g} {result.unit.label}"


def _notes(results: Sequence[Result]) -> list[str]:
    notes = [f"{result.what}: {result.note}." for result in results if result.note]
    figures = (
        "Each figure is a median, with the lowest and the highest in brackets. Program and floor "
        "were taken in turns; the ratio is of the two medians, and beside it the median of the "
        "ratios within the pairs."
    )
    return [figures, *notes, f"Machine: {machine()}."]


def _processor() -> str:
    """The processor's model as Linux names it."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() in {"model name", "Model"}:
            return " ".join(value.split())
    return platform.machine()
