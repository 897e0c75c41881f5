"""Layers, light imports, and the names and docstrings of modules and packages."""

import ast
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

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


@pytest.mark.parametrize(
    ("offender", "offence", "contract"),
    [
        ("model/report.py", "import briefing_app.database.columns", "Nothing imports upwards"),
        ("database/columns.py", "from briefing_app import gui", "Nothing imports upwards"),
        ("not_in_a_layer.py", "", "Nothing imports upwards"),
        (
            "errors.py",
            "def late():\n    import briefing_app.model.report",
            "Nothing imports upwards",
        ),
        (
            "gui/panes/finding_page.py",
            "from briefing_app.gui.panes import findings_pane",
            "Panes do not know each other",
        ),
        (
            "gui/widgets/keys.py",
            "from briefing_app.gui.panes import findings_pane",
            "Nothing in gui imports upwards",
        ),
        ("model/report.py", "import PySide6.QtCore", "Qt only in gui"),
        ("cli/main.py", "def late():\n    from PySide6 import QtGui", "Qt only in gui"),
        ("files/atomic.py", "import secrets", "OpenSSL is not loaded"),
        ("gui/look.py", "import pyqtgraph", "pyqtgraph only in gui.charts"),
        ("gui/look.py", "import sqlite3", "SQL only in database"),
        ("database/columns.py", "import sqlite_utils", "sqlite-utils only in database.builder"),
    ],
)
def test_forbidden_import_is_reported(
    tmp_path: Path, offender: str, offence: str, contract: str
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "briefing_app",
        tmp_path / "briefing_app",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    with (tmp_path / "briefing_app" / offender).open("a", encoding="utf-8") as file:
        file.write(f"\n{offence}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout


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


def test_slideshow_and_running_order_load_no_chart_library() -> None:
    modules = (
        "import briefing_app.gui.slideshow.launcher, briefing_app.gui.running_order.dialog, "
        "briefing_app.gui.slideshow.presenter.overview"
    )
    assert loaded_by(modules) & {"pyqtgraph", "numpy"} == set()


def test_authoring_loads_spreadsheet_libraries_only_when_used() -> None:
    modules = "import briefing_app.authoring.source, briefing_app.authoring.template"
    assert loaded_by(modules) & {"xlsxwriter", "sqlite_utils"} == set()


def test_every_module_has_a_docstring() -> None:
    without = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert without == []


def test_every_module_and_package_is_named_for_what_it_holds() -> None:
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert names & EMPTY_NAMES == set()


def test_every_package_says_in_one_line_what_belongs_there() -> None:
    for package in sorted({path.parent for path in MODULES}):
        docstring = ast.get_docstring(
            ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
        )
        assert docstring, package
        assert len(docstring.splitlines()) == 1, package


def test_no_module_can_open_a_network_connection() -> None:
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = {part for alias in node.names for part in alias.name.split(".")}
            elif isinstance(node, ast.ImportFrom):
                names = {*(node.module or "").split("."), *(alias.name for alias in node.names)}
            else:
                continue
            found |= {(path.name, name) for name in names & NETWORK_MODULES}
    # Tries the socket of a Wayland compositor, which is a file.
    assert found == {("start_up.py", "socket")}


@cache
def attributes() -> frozenset[tuple[str, str]]:
    """Return each module with each name that it looks up in an object."""
    return frozenset(
        (path.relative_to(ROOT / "briefing_app").as_posix(), node.attr)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    )


def modules_that_use(name: str) -> set[str]:
    """Return the modules in which an attribute of this name is used."""
    return {module for module, used in attributes() if used == name}


def test_program_is_started_again_in_one_place() -> None:
    assert modules_that_use("executable") == {"files/own_process.py"}
    assert modules_that_use("Popen") == {"files/own_process.py", "gui/personal/private_session.py"}
    assert modules_that_use("startDetached") == set()


def test_archives_from_elsewhere_are_opened_in_one_place() -> None:
    own = {"export/data_package.py", "files/archive.py"}  # what this program has made
    assert modules_that_use("ZipFile") - own == {"authoring/archive.py"}


ASKING_METHODS = {
    *("absolute", "exists", "glob", "is_dir", "is_file", "is_junction", "is_mount", "is_symlink"),
    *("iterdir", "lstat", "readlink", "resolve", "rglob", "samefile", "stat"),
}
"""The methods of `Path` that ask the system, and raise if a drive or share refuses to answer."""


def test_only_files_asks_the_system_about_a_path() -> None:
    asking = {
        (module, name)
        for module, name in attributes()
        if name in ASKING_METHODS and not module.startswith("files/")
    }
    # The program's own file: each error that it causes becomes a message.
    assert asking == {("database/personal/store.py", "exists")}
