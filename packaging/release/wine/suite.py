"""Runs the tests that need no window under Wine."""

import shutil
import sys
from pathlib import Path
from typing import Final

from release.project import PACKAGING, ROOT, empty_folder, run
from release.windows_folder import PYTHON, PYTHON_NAME, WHEELS
from release.wine.checks import CheckError
from release.wine.prefix import Wine

_FOLDERS: Final = ("files", "cli", "database", "model", "export")
_LIMIT_S: Final = 3600


def run_tests(wine: Wine, runtime: Path, work: Path) -> None:
    """Run the tests with a copy of Python, and the versions of libraries that they are pinned to.

    Args:
        wine: A Windows with the shims.
        runtime: The folder with Python for Windows.
        work: An empty folder for what is needed.

    Raises:
        CheckError: A test failed.
    """
    packages = work / "packages"
    install = (
        *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps"),
        *("--only-binary", ":all:", "--link-mode", "copy", "--target", packages),
        *("--python-platform", "x86_64-pc-windows-msvc"),
        *("--python-version", ".".join(map(str, PYTHON))),
    )
    pins = PACKAGING / "constraints-dev.txt"
    run(*install, "--require-hashes", "--requirements", pins)
    run(*install, *WHEELS.glob("*.whl"))
    python = shutil.copytree(runtime, work / "python")
    # The checkout comes before the installed program, of which only the metadata are used.
    paths = (f"{PYTHON_NAME}.zip", ".", _windows_path(ROOT), _windows_path(packages))
    (python / f"{PYTHON_NAME}._pth").write_text("\n".join(paths) + "\n", encoding="utf-8")
    temporary = empty_folder(wine.drive / "temporary")
    report = work / "report.txt"
    with report.open("wb") as file:
        code = wine.start(
            *(python / "python.exe", "-X", "utf8", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            f"--basetemp={_windows_path(temporary / 'pytest')}",
            *(f"{_windows_path(ROOT)}\\tests\\{name}" for name in _FOLDERS),
            output=file,
            errors=file,
            folder=ROOT,
            QT_QPA_PLATFORM="offscreen",
        ).wait(_LIMIT_S)
    lines = report.read_text(encoding="utf-8", errors="replace").splitlines()
    if code:
        failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
        raise CheckError("\n".join((*failed, f"Tests failed: {lines[-1]} More is in {report}.")))
    print(f"Tests: {lines[-1]}")


def _windows_path(path: Path) -> str:
    """Return the path that Windows has for a file of this computer."""
    return f"Z:{path}".replace("/", "\\")
