"""What makes the program known to a Linux desktop and to shells, in the user's own folders.

A record beside the user's data lists what was made. Only that is ever replaced or removed.
"""

import json
import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefing_app.errors import OptionError, OutputError
from briefing_app.files.atomic import output_error, write_file
from briefing_app.files.hashing import sha256
from briefing_app.files.own_process import own_command
from briefing_app.files.paths import ICONS, PROGRAM_FOLDER, RESOURCES, user_data_folder
from briefing_app.files.private import make_private_folder

DESKTOP: Final = RESOURCES / "desktop"
ENTRY: Final = "applications/briefing-app.desktop"
ZSH_COMPLETION: Final = "zsh/site-functions/_briefing-app"
TCSH_COMPLETION: Final = "tcsh/briefing-app.tcsh"

PLACES: Final = {
    ENTRY: DESKTOP / "briefing-app.desktop",
    "mime/packages/briefing-app.xml": DESKTOP / "briefing-app.xml",
    "icons/hicolor/256x256/apps/briefing-app.png": ICONS / "briefing-app.png",
    "icons/hicolor/scalable/apps/briefing-app.svg": ICONS / "briefing-app.svg",
    "man/man1/briefing-app.1": DESKTOP / "briefing-app.1",
    "bash-completion/completions/briefing-app": DESKTOP / "briefing-app.bash",
    ZSH_COMPLETION: DESKTOP / "briefing-app.zsh",
    TCSH_COMPLETION: DESKTOP / "briefing-app.tcsh",
}
"""The place of each file below the folder for data, and the file that is copied there."""

_RECORD: Final = "desktop.json"
_WINDOW_COMMAND: Final = "briefing-app-window"
_UPDATES: Final = {
    "applications": ("update-desktop-database", "desktop-file-utils"),
    "mime": ("update-mime-database", "shared-mime-info"),
}
"""Folder to the program that updates what desktops read there, and to its Debian package."""

_MENU_CACHE: Final = "applications/mimeinfo.cache"
_IN_QUOTED_ARGUMENT: Final = re.compile(r'(["`$\\])')


@dataclass(frozen=True, slots=True)
class _Record:
    """What was made below the folder for data.

    Args:
        files: Path of each file to the SHA-256 of each content that it was given.
        folders: The folders that were not there before.
    """

    files: dict[str, list[str]] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """What was done.

    Args:
        files: The files that are now in place, or that were removed.
        kept: Files that were left alone because somebody has changed them.
        missing: Debian packages whose programs would have updated what desktops read.
    """

    files: tuple[Path, ...]
    kept: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()


def data_home() -> Path:
    """Return the user's folder for the data of all programs.

    Raises:
        RuntimeError: The user's home folder can't be determined.
    """
    return user_data_folder().parent


def install() -> Result:
    """Put all files in place, or none if one of them belongs to somebody else.

    Raises:
        OptionError: This program is installed for everybody, or there is no command for the menu.
        OutputError: A file is in the way, or can't be written.
    """
    home, record = data_home(), _read_record()
    contents = {place: source.read_bytes() for place, source in PLACES.items()}
    contents[ENTRY] = _entry(contents[ENTRY].decode(), _window_command())
    theirs = {
        place
        for place, content in contents.items()
        if os.path.lexists(home / place)
        and not _is_ours(home, place, record)
        # The same file from somebody else, such as pip, stays theirs.
        and not _has_content(home / place, content)
    }
    for place in sorted(theirs):
        raise OutputError(
            home / place,
            "This file is not from “briefing-app desktop”, or has been changed.",
            "Move it away if you don’t need it, then try again.",
        )
    new = {
        place: content
        for place, content in contents.items()
        if _is_ours(home, place, record) or not os.path.lexists(home / place)
    }
    try:
        # Written first: what is made is known even if this ends in the middle.
        _write_record(_with(record, home, new))
        for place, content in new.items():
            (home / place).parent.mkdir(parents=True, exist_ok=True)
            write_file(home / place, content, 0o644)
    except OSError as error:
        raise output_error(home, error) from error
    return Result(tuple(home / place for place in contents), missing=_update(home))


def remove() -> Result:
    """Remove what `install` made, and the folders for it that are empty now.

    Raises:
        OutputError: A file can't be removed.
    """
    home, record = data_home(), _read_record()
    removed, kept = [], []
    try:
        for place in record.files:
            path = home / place
            if _is_ours(home, place, record):
                path.unlink()
                removed.append(path)
            elif os.path.lexists(path):
                kept.append(path)
        missing = _update(home) if removed else ()
        _remove_folders(home, record.folders)
        (user_data_folder() / _RECORD).unlink(missing_ok=True)
    except OSError as error:
        raise output_error(home, error) from error
    return Result(tuple(removed), tuple(kept), missing)


def _entry(text: str, command: Path) -> bytes:
    """Return the menu entry with the complete path of the command, which may not be on the PATH."""
    argument = _IN_QUOTED_ARGUMENT.sub(r"\\\1", str(command)).replace("%", "%%")
    # The value of a key has backslashes of its own.
    quoted = f'"{argument}"'.replace("\\", "\\\\")
    return text.replace(f"Exec={_WINDOW_COMMAND} %f", f"Exec={quoted} %f").encode()


def _window_command() -> Path:
    """Return the command that opens the window.

    Raises:
        OptionError: There is none, or the installation has put everything in place already.
    """
    if PROGRAM_FOLDER.is_relative_to("/usr"):
        raise OptionError(
            "This program is installed for everybody.",
            "Menu entry and file type are there already.",
        )
    command = own_command(_WINDOW_COMMAND)
    if command is None:
        raise OptionError(
            f"The command {_WINDOW_COMMAND} is missing.", "Install the program with pipx or uv."
        )
    return command


def _read_record() -> _Record:
    """Return what was made so far; nothing if the record is missing or damaged."""
    try:
        stored = json.loads((user_data_folder() / _RECORD).read_text("utf-8"))
        files = {place: list(map(str, stored["files"][place])) for place in stored["files"]}
        return _Record(
            {place: hashes for place, hashes in files.items() if _is_below(place)},
            [place for place in stored["folders"] if _is_below(place)],
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return _Record()


def _is_below(place: str) -> bool:
    path = Path(place)
    return not path.is_absolute() and ".." not in path.parts and place not in {"", "."}


def _write_record(record: _Record) -> None:
    make_private_folder(user_data_folder())
    text = json.dumps({"files": record.files, "folders": record.folders}, indent=1)
    write_file(user_data_folder() / _RECORD, text.encode(), 0o600)


def _with(record: _Record, home: Path, contents: dict[str, bytes]) -> _Record:
    """Return the record with new files, and with the folders that will be made for them."""
    files = dict(record.files)
    folders = dict.fromkeys(record.folders)
    for place, content in contents.items():
        files[place] = [*files.get(place, ()), sha256(content).hex()]
        for parent in Path(place).parents:
            if parent != Path() and not (home / parent).exists():
                folders[parent.as_posix()] = None
    return _Record({place: list(dict.fromkeys(files[place])) for place in files}, list(folders))


def _is_ours(home: Path, place: str, record: _Record) -> bool:
    path = home / place
    if path.is_symlink() or not path.is_file():
        return False
    return sha256(path.read_bytes()).hex() in record.files.get(place, ())


def _has_content(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _update(home: Path) -> tuple[str, ...]:
    """Update what desktops read, and return the packages of the programs that are missing."""
    missing = []
    for folder, (name, package) in _UPDATES.items():
        program = shutil.which(name)
        if program is None:
            missing.append(package)
        elif (home / folder).is_dir():
            subprocess.run(  # noqa: S603, a program of the system
                [program, home / folder],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
    return tuple(missing)


def _remove_folders(home: Path, folders: list[str]) -> None:
    """Remove the folders that were made here, unless something else is in them now."""
    if "applications" in folders and _only_file(home / "applications") == home / _MENU_CACHE:
        (home / _MENU_CACHE).unlink()
    packages = home / "mime" / "packages"
    if "mime" in folders and packages.is_dir() and not any(packages.iterdir()):
        shutil.rmtree(home / "mime")  # the rest is made from the packages
    for place in sorted(folders, key=len, reverse=True):
        with suppress(OSError):  # it isn't empty, or somebody has removed it
            (home / place).rmdir()


def _only_file(folder: Path) -> Path | None:
    """Return the only entry of a folder; None if there is none, or if there are several."""
    entries = list(folder.iterdir()) if folder.is_dir() else []
    return entries[0] if len(entries) == 1 else None
