"""Names of files that every system accepts, made from what people write."""

from pathlib import PurePath
from typing import Final

from briefing_app.files.atomic import is_windows_name
from briefing_app.model.text import single_line

_DEFAULT_NAME: Final = "Briefing"
_DEFAULT_ENDING: Final = ".briefing"
_INVALID_IN_NAMES: Final = '<>:"/\\|?*'
_MAX_TITLE_LENGTH: Final = 80  # characters
_MAX_TITLE_BYTES: Final = 200  # of the 255 that most systems allow; kind and ending follow


def file_name(title: str) -> str:
    """Return a briefing's title as the start of a file name that is valid on every system."""
    valid = "".join(
        letter if letter.isprintable() and letter not in _INVALID_IN_NAMES else " "
        for letter in title
    )
    short = single_line(valid)[:_MAX_TITLE_LENGTH].encode()[:_MAX_TITLE_BYTES]
    return short.decode(errors="ignore").strip(" .") or _DEFAULT_NAME


def portable_name(name: str) -> str:
    """Return the name of a briefing's file, changed only if Windows or a USB stick refuses it."""
    if is_windows_name(name):
        return name
    path = PurePath(name)
    ending = path.suffix if path.suffix[1:].isalnum() else _DEFAULT_ENDING
    changed = f"{file_name(path.stem)}{ending}"
    return changed if is_windows_name(changed) else f"{_DEFAULT_NAME}{_DEFAULT_ENDING}"
