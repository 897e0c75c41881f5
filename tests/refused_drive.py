"""A drive, a share or a folder about which the system refuses to say anything."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

REFUSALS: Final = {
    "permission": PermissionError(errno.EACCES, "Permission denied"),
    "drive": OSError(errno.EIO, "The device is not ready"),  # as error 21 of Windows
    "share": OSError(errno.EHOSTDOWN, "Host is down"),
}

any_refusal = pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)


def refuse(monkeypatch: pytest.MonkeyPatch, place: Path, refusal: OSError) -> None:
    """Let the system refuse everything about a path and all below it."""

    def is_refused(path: object) -> bool:
        return isinstance(path, str | Path) and Path(path).is_relative_to(place)

    def refusing(ask: Callable[..., Any]) -> Callable[..., Any]:
        def ask_or_refuse(path: Any, *arguments: Any, **named: Any) -> Any:
            if is_refused(path):
                raise refusal
            return ask(path, *arguments, **named)

        return ask_or_refuse

    def denying(ask: Callable[[Any], bool]) -> Callable[[Any], bool]:
        return lambda path: not is_refused(path) and ask(path)

    for name in ("listdir", "lstat", "open", "scandir", "stat"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))
    for name in ("exists", "isdir", "isfile"):  # on Windows they call none of those
        monkeypatch.setattr(os.path, name, denying(getattr(os.path, name)))
    monkeypatch.setattr(Path, "resolve", refusing(Path.resolve))
    monkeypatch.setattr("io.open", refusing(open))
