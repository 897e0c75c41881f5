"""The results as a table for a terminal."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

from tools.bench.results import Result, Unit, quantile

_HEAD: Final = ("Measure", "Program", "Floor", "Ratio", "Of pairs", "Target", "Verdict")


def machine() -> str:
    """Describe this machine in a line: processor, system and versions, without a host name."""
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
    """Return the results as a table of aligned columns."""
    rows = [_HEAD, *map(_cells, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, "", *_notes(results)])


def _cells(result: Result) -> tuple[str, ...]:
    return (
        result.what,
        _figures(result, result.program),
        f"{_figures(result, result.floor)}, {result.floor_name}",
        _ratio(result.ratio),
        _ratio(result.pair_ratio),
        _target(result),
        {True: "met", False: "not met", None: "–"}[result.is_met],
    )


def _figures(result: Result, values: Sequence[float]) -> str:
    return f"{_spread(values, result.unit)}{_judged_quantile(result, values)}"


def _spread(values: Sequence[float], unit: Unit) -> str:
    """Return the median, followed by the lowest and the highest figure in brackets."""
    return f"{median(values):.1f} {unit.value} ({min(values):.1f}–{max(values):.1f})"


def _judged_quantile(result: Result, values: Sequence[float]) -> str:
    """Return the figure that the target applies to, unless it is the median."""
    fraction = 0.5 if result.target is None else result.target.fraction
    if fraction == 0.5:
        return ""
    return f", {_percentile(fraction)} {quantile(values, fraction):.1f}"


def _percentile(fraction: float) -> str:
    return f"p{100 * fraction:g}"


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _target(result: Result) -> str:
    target = result.target
    if target is None:
        return "–"
    name = "" if target.fraction == 0.5 else f"{_percentile(target.fraction)} "
    if target.is_ratio:
        return f"{name}ratio ≤ {target.limit:g}"
    return f"{name}≤ {target.limit:g} {result.unit.value}"


def _notes(results: Sequence[Result]) -> list[str]:
    notes = [f"{result.what}: {result.note}." for result in results if result.note]
    figures = (
        "Each figure is a median, with the lowest and the highest figure in brackets. Program and "
        "floor were measured alternately. Ratio compares the two medians, or the percentiles that "
        "are given; Of pairs is the median of the ratios of all pairs."
    )
    return [figures, *notes, f"Machine: {machine()}."]


def _processor() -> str:
    """Return the model of the processor from ``/proc/cpuinfo``."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() in {"model name", "Model"}:
            return " ".join(value.split())
    return platform.machine()
