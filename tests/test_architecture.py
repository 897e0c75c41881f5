"""Layers, light imports, and the names and docstrings of modules and packages."""

import ast
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "briefing_app").rglob("*.py"))

# Names that say nothing about the content, so that anything ends up there.
EMPTY_NAMES = {"base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}

NETWORK_MODULES = {
    *("QtNetwork", "asyncio", "ftplib", "http", "imaplib", "poplib", "requests", "smtplib"),
    *("socket", "socketserver", "ssl", "urllib", "xmlrpc"),
}


def run_python(code: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that imports from the folder first."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=None,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts in ``pyproject.toml`` of the folder."""
    return run_python(
        "import sys; sys.argv = ['lint-imports', '--no-cache', '--no-logo']\n"
        "from importlinter.cli import lint_imports_command\n"
        "lint_imports_command()",
        folder,
    )


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that the code loads in a fresh interpreter."""
    done = run_python(
        "import sys\n"
        "before = set(sys.modules)\n"
        f"{code}\n"
        "print('\\n'.join({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_every_import_keeps_to_the_layers() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


UPWARDS = "Nothing imports upwards"
FORBIDDEN = [
    (
        UPWARDS,
        "model/report.py",
        "import briefing_app.database.columns",
        "briefing_app.model.report -> briefing_app.database.columns",
    ),
    (UPWARDS, "not_in_a_layer.py", "", "briefing_app.not_in_a_layer"),
    (
        "Panes do not know each other",
        "gui/panes/finding_page.py",
        "from briefing_app.gui.panes import findings_pane",
        "briefing_app.gui.panes.finding_page -> briefing_app.gui.panes.findings_pane",
    ),
    (
        "Nothing in gui imports upwards",
        "gui/widgets/keys.py",
        "from briefing_app.gui.panes import findings_pane",
        "briefing_app.gui.widgets.keys -> briefing_app.gui.panes.findings_pane",
    ),
    (
        "Qt only in gui",
        "cli/main.py",
        "def late():\n    from PySide6 import QtGui",
        "briefing_app.cli.main -> PySide6",
    ),
    (
        "pyqtgraph only in gui.charts",
        "gui/look.py",
        "import pyqtgraph",
        "briefing_app.gui.look -> pyqtgraph",
    ),
    (
        "SQL only in database",
        "gui/look.py",
        "import sqlite3",
        "briefing_app.gui.look -> sqlite3",
    ),
    (
        "sqlite-utils only in database.builder",
        "database/columns.py",
        "import sqlite_utils",
        "briefing_app.database.columns -> sqlite_utils",
    ),
]
"""Contracts; a module and what is added to it, which breaks the contract; and what is reported."""


def test_every_forbidden_import_is_reported_by_its_contract(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "briefing_app",
        tmp_path / "briefing_app",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for _, offender, offence, _ in FORBIDDEN:
        with (tmp_path / "briefing_app" / offender).open("a", encoding="utf-8") as file:
            file.write(f"\n{offence}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    report = done.stdout.partition("\nBroken contracts\n")[2]
    sections = re.split(r"(?m)^(.+)\n-+$", report)
    by_contract = dict(zip(sections[1::2], sections[2::2], strict=True))
    for contract, _, _, expected in FORBIDDEN:
        reported = " ".join(by_contract[contract].split())  # long lines are wrapped
        assert f"- {expected} " in reported, expected


def test_package_itself_imports_only_what_lazy_imports_need() -> None:
    needed = loaded_by("import importlib.machinery, importlib.util, typing")
    assert loaded_by("import briefing_app") - needed == {"briefing_app"}


@pytest.mark.parametrize(
    "module",
    ["briefing_app.cli.main", "briefing_app.database.reader", "briefing_app.export.handout"],
)
def test_commands_and_reader_load_no_heavy_library(module: str) -> None:
    heavy = {
        *("PySide6", "shiboken6", "numpy", "pyqtgraph", "sqlite_utils"),
        *("xlsxwriter", "typst", "pptx", "jinja2"),
    }
    assert loaded_by(f"import {module}") & heavy == set()


def test_slideshow_running_order_and_figures_load_no_chart_library() -> None:
    modules = (
        "import briefing_app.gui.slideshow.launcher, briefing_app.gui.running_order.dialog, "
        "briefing_app.gui.slideshow.presenter.overview, briefing_app.gui.panes.figures_pane"
    )
    assert loaded_by(modules) & {"pyqtgraph", "numpy"} == set()


def test_authoring_loads_spreadsheet_libraries_only_when_used() -> None:
    modules = "import briefing_app.authoring.source, briefing_app.authoring.template"
    assert loaded_by(modules) & {"xlsxwriter", "sqlite_utils"} == set()


class Module(NamedTuple):
    """What the code of a module has.

    Args:
        docstring: Its docstring, or None.
        imported: Each part of each name that it imports, and of the modules they are from.
        attributes: The names that it looks up in objects.
    """

    docstring: str | None
    imported: frozenset[str]
    attributes: frozenset[str]


@cache
def modules() -> dict[str, Module]:
    """Return all modules by their paths in the package, such as `files/paths.py`."""
    found = {}
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        imported, attributes = set(), set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                attributes.add(node.attr)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                imported |= {part for alias in node.names for part in alias.name.split(".")}
                if isinstance(node, ast.ImportFrom):
                    imported |= set((node.module or "").split("."))
        name = path.relative_to(ROOT / "briefing_app").as_posix()
        found[name] = Module(ast.get_docstring(tree), frozenset(imported), frozenset(attributes))
    return found


def test_every_module_and_package_is_named_for_what_it_holds() -> None:
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert names & EMPTY_NAMES == set()


def test_every_package_says_in_one_line_what_belongs_there() -> None:
    for package in {Path(name).parent for name in modules()}:
        docstring = modules()[(package / "__init__.py").as_posix()].docstring
        assert docstring, package
        assert len(docstring.splitlines()) == 1, package


def test_no_module_can_open_a_network_connection() -> None:
    found = {
        (name, imported)
        for name, module in modules().items()
        for imported in module.imported & NETWORK_MODULES
    }
    # Tries the socket of a Wayland compositor, which is a file.
    assert found == {("gui/os_integration/start_up.py", "socket")}


def modules_that_use(attribute: str) -> set[str]:
    """Return the modules in which an attribute of this name is used."""
    return {name for name, module in modules().items() if attribute in module.attributes}


def test_program_is_started_again_in_one_place() -> None:
    assert modules_that_use("executable") == {"files/own_process.py"}
    assert modules_that_use("Popen") == {"files/own_process.py", "gui/controllers/privacy.py"}
    assert modules_that_use("startDetached") == set()


def test_archives_from_elsewhere_are_opened_in_one_place() -> None:
    own = {"export/data.py", "files/archive.py"}  # what this program has made
    assert modules_that_use("ZipFile") - own == {"authoring/archive.py"}


ASKING_METHODS = {
    *("absolute", "exists", "glob", "is_dir", "is_file", "is_junction", "is_mount", "is_symlink"),
    *("iterdir", "lstat", "readlink", "resolve", "rglob", "samefile", "stat"),
}
"""The methods of `Path` that ask the system, and raise if a drive or share refuses to answer."""


def test_only_files_asks_the_system_about_a_path() -> None:
    asking = {
        (name, attribute)
        for name, module in modules().items()
        for attribute in module.attributes & ASKING_METHODS
        if not name.startswith("files/")
    }
    # The program's own file: each error that it causes becomes a message.
    assert asking == {("database/personal/store.py", "exists")}
