"""A current folder with modules that must not be imported from it, as on a memory stick."""

from pathlib import Path

import pytest

_MODULES = ("briefing_app", "json", "logging", "os", "PySide6", "sqlite3", "subprocess", "typst")


def enter_hostile_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make such a folder the current one. Return a file that exists once a module was imported."""
    mark = folder / "imported"
    hostile = folder / "stick"
    for name in _MODULES:
        (hostile / name).mkdir(parents=True)
        (hostile / name / "__init__.py").write_text(
            f"open({str(mark)!r}, 'w').close()\nraise SystemExit('wrong module')\n"
        )
    monkeypatch.chdir(hostile)
    return mark
