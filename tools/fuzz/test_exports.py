"""The largest exports that are accepted, each within a time and a memory limit."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from pptx import Presentation

from briefing_app.database.columns import MAX_ROWS
from briefing_app.database.reader import open_briefing
from briefing_app.export.handout import handout_data
from briefing_app.export.options import Options
from briefing_app.export.request import Material
from briefing_app.export.size_limits import MAX_BARS, MAX_HANDOUT_SIZE, MAX_PAGES, handout_size
from tools.fuzz.largest_briefings import BRIEFINGS, MOST_LONG_TEXTS, write_briefing

_ROOT: Final = Path(__file__).resolve().parents[2]
_MAX_SECONDS: Final = 60.0  # of CPU time
_MAX_MEMORY_MIB: Final = 1000.0
_GIVEN_UP_SECONDS: Final = 600  # by the clock


class LargestExport(NamedTuple):
    """An export of a briefing that is as large as it may be.

    Args:
        kind: The kind of export.
        briefing: What the briefing is full of, a key of `BRIEFINGS`.
        options: Options of the command.
        times: How much of that it has; 0 for as much as the export accepts.
        max_memory: The memory limit in MiB.
    """

    kind: str
    briefing: str
    options: tuple[str, ...] = ()
    times: int = 0
    max_memory: float = _MAX_MEMORY_MIB

    def __str__(self) -> str:
        return " ".join((self.kind, *self.options, "of", self.briefing))


_HANDOUTS: Final = (
    *("headlines", "full findings", "cautions", "long cautions"),
    *("details", "letters", "Chinese", "lines", "marks", "Hebrew"),
    *("quotes", "long quotes", "charts", "small charts", "charts of five"),
    *("charts of a finding", "charts below a caution"),
)
_SLIDES: Final = (
    *("titles", "texts", "texts of letters", "texts of lines", "Hebrew texts"),
    *("notes", "charts", "small charts"),
)

LARGEST_EXPORTS: Final = (
    *(LargestExport("handout", name) for name in _HANDOUTS),
    *(LargestExport("handout", name, ("--large-print",)) for name in ("headlines", "lines")),
    *(LargestExport("slides", name) for name in _SLIDES),
    LargestExport("slides", "texts of marks", times=MOST_LONG_TEXTS),
    *(LargestExport("pictures", name, ("--width", "1920")) for name in ("texts", "charts")),
    LargestExport("page", "full findings", times=118),
    LargestExport("page", "headlines", times=30_000),
    LargestExport("page", "charts", times=12),
    LargestExport("data", "rows", times=MAX_ROWS, max_memory=475.0),  # less than 500 MB
    LargestExport("data", "texts", times=MOST_LONG_TEXTS // 2 - 20),
    LargestExport("data", "formulas", times=MOST_LONG_TEXTS),
    LargestExport("chart", "charts of long names", ("--width", "7680"), times=1),
    LargestExport("chart", "periods", ("--over-time", "Made-up"), times=MAX_BARS),
)


@pytest.mark.parametrize("export", LARGEST_EXPORTS, ids=str)
def test_largest_export_stays_within_its_limits(tmp_path: Path, export: LargestExport) -> None:
    """Build a briefing that is as large as this export accepts, and export it."""
    run_export(export, tmp_path)


def run_export(export: LargestExport, folder: Path) -> None:
    """Make an export of a briefing, both in a folder. Fail if it needs too much."""
    count = export.times or _largest_count(export, folder)
    path = write_briefing(BRIEFINGS[export.briefing](count), folder / "a.db")
    _measure(export, path, _target(export, folder))


def _target(export: LargestExport, folder: Path) -> Path:
    endings = {
        "handout": ".pdf",
        "slides": ".pptx",
        "chart": ".svg",
        "page": ".html",
        "data": ".zip",
    }
    return folder / f"out{endings.get(export.kind, '')}"


def _measure(export: LargestExport, briefing: Path, target: Path) -> None:
    words = [export.kind, str(briefing), "-o", str(target), *export.options]
    done = subprocess.run(
        [sys.executable, "-m", "tools.fuzz.measured_export", *words],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        errors="backslashreplace",
        check=False,
        timeout=_GIVEN_UP_SECONDS,
    )
    assert not done.returncode, done.stderr
    seconds, memory = map(float, done.stdout.splitlines()[-1].split())
    assert seconds <= _MAX_SECONDS, f"{seconds} seconds <= {_MAX_SECONDS}"
    assert memory <= export.max_memory, f"{memory} MiB of memory <= {export.max_memory}"


def _largest_count(export: LargestExport, folder: Path) -> int:
    """Return how often the briefing may repeat what it is full of.

    Each repetition is the same, so the limit is found by proportion.
    """
    make = BRIEFINGS[export.briefing]
    if export.kind == "handout":
        options = Options(large_print="--large-print" in export.options)

        def size(count: int) -> int:
            path = write_briefing(make(count), folder / f"{count}.db")
            with open_briefing(path) as briefing:
                return handout_size(handout_data(Material(briefing.path, briefing.report), options))

        first, second = size(1), size(2)
        count = 1 + (MAX_HANDOUT_SIZE - first) // (second - first)
        assert count
        return count * MAX_HANDOUT_SIZE // max(MAX_HANDOUT_SIZE, size(count))
    one = write_briefing(make(1), folder / "1.db")
    target = folder / "one.pptx" if export.kind == "slides" else folder / "one"
    _measure(LargestExport(export.kind, export.briefing), one, target)
    if export.kind == "slides":
        return MAX_PAGES // len(Presentation(str(target)).slides)
    return MAX_PAGES // len(list(target.glob("*.png")))
