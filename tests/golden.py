"""Compares texts with files that `pytest --update-golden` writes."""

from difflib import ndiff
from pathlib import Path

import pytest


class GoldenFiles:
    """What tests expect, in a folder of text files.

    Args:
        folder: The folder.
        is_updating: Whether the files are written instead of compared.
    """

    def __init__(self, folder: Path, *, is_updating: bool) -> None:
        self._folder = folder
        self._is_updating = is_updating

    def check(self, name: str, text: str) -> None:
        """Fail with the lines that differ if the file of this name has another text."""
        path = self._folder / f"{name}.txt"
        if self._is_updating:
            self._folder.mkdir(exist_ok=True)
            path.write_text(f"{text}\n", "utf-8", newline="\n")
        expected = path.read_text("utf-8") if path.exists() else ""
        if expected != f"{text}\n":
            lines = ndiff(expected.splitlines(), text.splitlines())
            changes = "\n".join(line.rstrip() for line in lines if not line.startswith("  "))
            advice = "If this is intended, run pytest with --update-golden."
            pytest.fail(f"{path.name} has other lines:\n{changes}\n{advice}", pytrace=False)

    def names(self) -> set[str]:
        """Return the names of all files."""
        return {path.stem for path in self._folder.glob("*.txt")}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> GoldenFiles:
    """Return the files with the results that tests of this folder expect."""
    is_updating = bool(request.config.getoption("--update-golden"))
    return GoldenFiles(request.path.with_name("golden"), is_updating=is_updating)
