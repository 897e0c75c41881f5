"""Modules that load when they are first used."""

import importlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from briefing_app.lazy_imports import LAZY_MODULES

ROOT = Path(__file__).resolve().parents[1]


def _output(code: str, home: Path | None = None) -> str:
    """Return what a fresh interpreter prints; in a home folder of its own, if one is given."""
    names = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "LOCALAPPDATA")
    own = dict.fromkeys(names, str(home)) if home is not None else {}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", sorted(LAZY_MODULES))
def test_listed_module_exists(name: str) -> None:
    assert find_spec(name) is not None
    assert not hasattr(importlib.import_module(name), "__path__"), "a package loads its modules"


def test_listed_module_runs_when_a_name_is_looked_up() -> None:
    printed = _output(
        "import sys\n"
        "from briefing_app.export import typst_calls\n"
        "print('typst' in sys.modules)\n"
        "typst_calls.typeset\n"
        "print('typst' in sys.modules, typst_calls.__name__)"
    )
    assert printed.split() == ["False", "True", "briefing_app.export.typst_calls"]


def test_other_modules_run_at_once() -> None:
    name = "briefing_app.errors"
    assert name not in LAZY_MODULES
    printed = _output(
        "import sys\n"
        "from types import ModuleType\n"
        "from briefing_app import errors\n"
        "print(type(errors) is ModuleType)"
    )
    assert printed.strip() == "True"


_START = """
import os, sys
from types import ModuleType
from briefing_app.cli.main import main
from {module} import {name}

def report(*_):
    print(*(name for name, of in sys.modules.items() if type(of) is ModuleType), flush=True)
    os._exit(0)

{name}.{method} = report
main({arguments})
"""
_OF_A_WINDOW = {
    "briefing_app.cli.main",
    "briefing_app.cli.open",
    "briefing_app.gui.application",
    "briefing_app.gui.main_window.messages",
    "briefing_app.gui.main_window.window",
}
_LATER = tuple(
    f"briefing_app.{package}."
    for package in (
        *("authoring", "export", "gui.authoring", "gui.controllers", "gui.dialogs"),
        *("gui.export", "gui.running_order"),
    )
)
"""How the names begin of what the first paint doesn't show, in or out of the list."""
_OF_SLIDESHOWS = {
    "briefing_app.database.personal.copies",
    "briefing_app.database.personal.store",
    "briefing_app.files.atomic",
    "briefing_app.gui.os_integration.sleep",
    "briefing_app.gui.personal.personal_data",
    "briefing_app.gui.slideshow.launcher",
    "briefing_app.layout.type_sizes",
}


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("draw_bars", _OF_A_WINDOW),  # called after the first paint
        (
            "fill_menus",  # called when all controllers have been built
            {
                *_OF_A_WINDOW,
                *_OF_SLIDESHOWS,
                "briefing_app.database.personal.notes_table",
                "briefing_app.gui.charts.bar_chart",
                "briefing_app.gui.controllers.wiring",
                "briefing_app.model.notes",
            },
        ),
    ],
)
def test_start_runs_only_the_listed_modules_that_it_needs(
    method: str, expected: set[str], tmp_path: Path
) -> None:
    start = _START.format(
        module="briefing_app.gui.main_window.window", name="MainWindow", method=method, arguments=[]
    )
    loaded = set(_output(start, tmp_path).split())
    assert loaded & LAZY_MODULES == expected
    if method == "draw_bars":
        assert "sqlite3" in loaded
        assert loaded & {"PySide6.QtDBus", "numpy", "pyqtgraph"} == set()
        assert [name for name in loaded if name.startswith(_LATER)] == []


def test_chart_of_the_window_loads_nothing_of_slideshows() -> None:
    printed = _output(
        "import sys\n"
        "from briefing_app.gui.charts.bar_chart import BarChartView\n"
        "print(BarChartView.__module__, *sys.modules)"
    )
    loaded = printed.split()
    assert "briefing_app.gui.charts.bar_chart" in loaded
    of_slides = (
        "briefing_app.layout.bars",
        "briefing_app.layout.slide",
        "briefing_app.model.slideshow",
    )
    assert not [name for name in loaded if name.startswith(of_slides)]


def test_first_slide_runs_only_the_listed_modules_that_it_needs(tmp_path: Path) -> None:
    start = _START.format(
        module="briefing_app.gui.slideshow.windows",
        name="SlideshowWindows",
        method="build_presenter_view",  # called after the first paint
        arguments=["present"],
    )
    assert set(_output(start, tmp_path).split()) & LAZY_MODULES == {
        *_OF_SLIDESHOWS,
        "briefing_app.cli.main",
        "briefing_app.cli.open",
        "briefing_app.cli.present",
        "briefing_app.gui.application",
    }
