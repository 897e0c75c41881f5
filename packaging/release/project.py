"""Folders, version, date, authors and addresses of the release."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from briefing_app import __version__

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGING: Final = ROOT / "packaging"
BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"
VERSION: Final = __version__
IT_NOTES: Final = ROOT / "docs" / "it.md"
DOCUMENTS: Final = (IT_NOTES, ROOT / "CHANGELOG.md")
"""The notes for IT departments and the changes, which each bundle has beside the guide."""

PYPROJECT: Final[dict[str, Any]] = tomllib.loads(
    (ROOT / "pyproject.toml").read_text(encoding="utf-8")
)
PROJECT: Final[dict[str, Any]] = PYPROJECT["project"]
SUMMARY: Final[str] = PROJECT["description"]
AUTHORS: Final[str] = PROJECT["authors"][0]["name"]
MAIL: Final[str] = PROJECT["authors"][0].get("email", "")
"""Their email address; empty if they have none."""

URLS: Final[dict[str, str]] = PROJECT["urls"]
"""Where the project lives, as ``Homepage`` and ``Issues``; empty if it has no address."""


@cache
def source_date() -> int:
    """Return the time of every file in an archive, in seconds since 1970.

    It is ``SOURCE_DATE_EPOCH`` if that is set, and else the time of the last commit.
    """
    if stated := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(stated)
    require(["git"], "package")
    if not (ROOT / ".git").exists():
        sys.exit("No commit says the date of the files: build in a clone or set SOURCE_DATE_EPOCH.")
    return int(run("git", "-C", ROOT, "log", "-1", "--format=%ct"))


def run(*command: str | Path, folder: Path = ROOT, **variables: str) -> str:
    """Run a program that must succeed and return its standard output.

    Args:
        command: The program and its arguments.
        folder: The folder that it runs in.
        variables: What to add to its environment.
    """
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}ended with {done.returncode}")
    return done.stdout


def require(programs: Sequence[str], system_packages: str) -> None:
    """Stop with the remedy if a program is not installed.

    Args:
        programs: The programs that are needed.
        system_packages: The argument of ``.ci/system-packages`` that installs them.
    """
    if missing := [name for name in programs if shutil.which(name) is None]:
        sys.exit(f"Missing: {', '.join(missing)}. Run: bash .ci/system-packages {system_packages}")


def empty_folder(path: Path) -> Path:
    """Remove what is in a folder, or create it, and return it."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def write_documents(folder: Path, readme: Path, newline: str = "\n") -> None:
    """Write the texts for people who unpack a bundle into its folder.

    Args:
        folder: The bundle's folder.
        readme: The text that says how to start it.
        newline: How a line ends.
    """
    for source in (readme, *DOCUMENTS):
        text = source.read_text(encoding="utf-8")
        (folder / source.name).write_text(text, encoding="utf-8", newline=newline)


def report_size(path: Path, limit_mb: int) -> None:
    """Print the size of a file.

    Args:
        path: The file.
        limit_mb: The most that it may have, in millions of bytes; a larger one ends the program.
    """
    size = path.stat().st_size / 1e6
    print(f"{path.relative_to(ROOT)}: {size:.1f} MB (limit {limit_mb} MB)")
    if size > limit_mb:
        sys.exit(f"{path} is too large.")
