"""Reads and stores a force's identity: a TOML file, and the logo that it names beside it.

The stored copy in the user's data folder has the same form, so a folder that works on one computer
can be handed out.
"""

import json
import tomllib
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

from briefing_app.errors import IdentityError
from briefing_app.files.atomic import output_error, write_file
from briefing_app.files.on_disk import file_status
from briefing_app.files.paths import resolved
from briefing_app.files.private import PRIVATE, make_private_folder
from briefing_app.files.reading import (
    BadPngError,
    UnsuitableFileError,
    checked_png,
    read_regular_file,
)
from briefing_app.layout.identity import (
    MAX_LOGO_BYTES,
    MAX_LOGO_PIXELS,
    NO_IDENTITY,
    Identity,
    colour_problem,
    footer_problem,
)
from briefing_app.model.text import shortened

_MAX_BYTES: Final = 8 * 2**10  # tomllib’s time grows with the square of the parts of a name
_KEYS: Final = ("logo", "accent", "second", "footer")
_FILE: Final = "identity.toml"
_LOGO: Final = "logo.png"


def read_identity(path: Path) -> Identity:
    """Return the identity that a TOML file describes.

    Raises:
        IdentityError: The file or its logo can't be read, or something in it can't be used.
    """
    values = _values(path)
    for key in ("accent", "second"):
        if values[key] and (problem := colour_problem(values[key])):
            raise IdentityError(path, f"{key} = {shortened(values[key])} can’t be used.", problem)
    if problem := footer_problem(values["footer"]):
        raise IdentityError(path, "The footer can’t be used.", problem)
    logo = values.pop("logo")
    return Identity(logo=_logo_beside(path, logo) if logo else b"", **values)


def read_logo(path: Path) -> bytes:
    """Return a logo, without what is in the file beside its pixels.

    Raises:
        IdentityError: The file can't be read, or is not a PNG picture of an allowed size.
    """
    try:
        return checked_png(_read(path, MAX_LOGO_BYTES), MAX_LOGO_PIXELS)
    except BadPngError as error:
        raise IdentityError(
            path,
            f"This can’t be the logo: {error}.",
            "Choose a PNG picture of at most 1 MB and 2,000 × 2,000 pixels.",
        ) from error


def stored_identity(folder: Path) -> Identity:
    """Return the identity that is stored in a folder; an empty one if there is none.

    Raises:
        IdentityError: It can't be used.
    """
    file = folder / _FILE
    try:
        file_status(file)
    except (FileNotFoundError, NotADirectoryError):
        return NO_IDENTITY
    except OSError as error:
        raise _unreadable(file) from error
    return read_identity(file)


def store_identity(folder: Path, identity: Identity) -> None:
    """Store an identity in a folder, in place of another one.

    Raises:
        OutputError: It can't be written.
    """
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in (
            ("logo", _LOGO if identity.logo else ""),
            ("accent", identity.accent),
            ("second", identity.second),
            ("footer", identity.footer),
        )
        if value
    ]
    try:
        make_private_folder(folder)
        # The logo is written before the file that names it, and removed after it.
        if identity.logo:
            write_file(folder / _LOGO, identity.logo, PRIVATE)
        write_file(folder / _FILE, "".join(lines).encode(), PRIVATE)
        if not identity.logo:
            (folder / _LOGO).unlink(missing_ok=True)
    except OSError as error:
        # If the folder can't be made, it is a folder above it that can't be written.
        raise output_error(Path(error.filename or folder / _FILE), error) from error


def _values(path: Path) -> dict[str, str]:
    """Return the text of each key; empty if it is missing."""
    try:
        values: dict[str, Any] = tomllib.loads(_read(path, _MAX_BYTES).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise IdentityError(
            path, "This is not a TOML file.", f'Its lines look like: {_KEYS[1]} = "#12436D"'
        ) from error
    for key, value in values.items():
        if key not in _KEYS:
            raise IdentityError(
                path, f"“{shortened(key)}” is unknown.", f"The keys are {', '.join(_KEYS)}."
            )
        if not isinstance(value, str):
            raise IdentityError(path, f"{key} is not text.", "Put it in quotation marks.")
    return {key: values.get(key, "") for key in _KEYS}


def _logo_beside(path: Path, name: str) -> bytes:
    """Return the logo with a name relative to the folder of the file that names it.

    It may be a link, but not to a file outside that folder.
    """
    logo = path.parent / name
    is_absolute = any(pure(name).anchor for pure in (PurePosixPath, PureWindowsPath))
    is_outside = not resolved(logo).is_relative_to(resolved(path.parent))
    if is_absolute or ".." in PureWindowsPath(name).parts or is_outside:
        raise IdentityError(
            path,
            f"logo = {shortened(name)} is not in the folder of this file.",
            "Put the picture beside this file and write only its name.",
        )
    return read_logo(logo)


def _read(path: Path, max_bytes: int) -> bytes:
    try:
        return read_regular_file(path, max_bytes)
    except UnsuitableFileError as error:
        raise IdentityError(
            path,
            "This file can’t be used.",
            f"It has to be an ordinary file of at most {max_bytes // 2**10:,} KB.",
        ) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> IdentityError:
    return IdentityError(path, "This file can’t be read.", "Check its name and permissions.")
