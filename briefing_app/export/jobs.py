"""Makes exports, for the main window and the command line alike.

Targets are checked before any work is done. Qt draws charts and slides, so whoever wants pictures
passes a `Renderer`.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from briefing_app.errors import OutputError
from briefing_app.export.kinds import KINDS
from briefing_app.export.request import Export, Exported, Material, Renderer, Work
from briefing_app.files.atomic import (
    check_target,
    refuse_existing,
    refuse_existing_folder,
    refuse_if_open_elsewhere,
    refuse_source_as_target,
    write_file,
    write_folder,
)
from briefing_app.files.progress import Progress, no_progress
from briefing_app.model.text import single_line

_DEFAULT_NAME: Final = "Briefing"
_INVALID_IN_NAMES: Final = '<>:"/\\|?*'
_MAX_TITLE_LENGTH: Final = 80  # characters
_MAX_TITLE_BYTES: Final = 200  # of the 255 that most systems allow; kind and ending follow
_ENDINGS: Final = frozenset(ending for kind in KINDS for ending in kind.endings)
_OTHER_ENDING: Final = re.compile(
    "[.](?i:7z|db|docx?|gif|gz|htm|jpe?g|json|od[pst]|potx|ppt|rar|rtf|sqlite|tar|tiff?|toml|tsv"
    "|webp|xlsx?|xml)"
)


def run(
    export: Export,
    material: Material,
    progress: Progress = no_progress,
    renderer: Renderer | None = None,
) -> Exported:
    """Make an export and write it, completely or not at all.

    Args:
        export: What to make.
        material: What to make it from.
        progress: The progress callback.
        renderer: Draws the pictures of a chart and of slides; other exports don't need it.

    Raises:
        OptionError: An option of the export is not possible.
        TargetExistsError: The file exists and is not to be replaced.
        OutputError: The target can't be written, or is a folder that exists.
        BriefingError: The briefing's file can't be read again, or has changed since it was opened.
    """
    kind, target = export.kind, export.target
    work = Work(export, material, progress, renderer)
    if kind.make_folder is None or target.suffix.lower() in kind.endings:
        assert kind.make_file is not None  # noqa: S101, each kind makes a file or a folder
        check_file(export, material)
        progress(0, 0)
        content = kind.make_file(work)
        progress(0, 0)  # the last chance to cancel
        write_file(target, content)
        files = [target]
    else:
        check_folder(export, material)
        files = write_folder(target, kind.make_folder(work))
    return Exported(files, kind.warning(work) if kind.warning is not None else "")


def file_name(title: str) -> str:
    """Return a briefing's title as the start of a file name that is valid on every system."""
    valid = "".join(
        letter if letter.isprintable() and letter not in _INVALID_IN_NAMES else " "
        for letter in title
    )
    short = single_line(valid)[:_MAX_TITLE_LENGTH].encode()[:_MAX_TITLE_BYTES]
    return short.decode(errors="ignore").strip(" .") or _DEFAULT_NAME


def _is_file_ending(suffix: str) -> bool:
    """Return whether the part after a name's last dot is the ending of a kind of file."""
    return suffix.lower() in _ENDINGS or _OTHER_ENDING.fullmatch(suffix) is not None


def check_file(export: Export, material: Material) -> None:
    """Check the target of an export that is one file.

    Raises:
        TargetExistsError: The file exists and is not to be replaced.
        OutputError: The file can't be written, has the ending of another kind, is a source of the
            export, or is open in another program.
    """
    _check_name(export, material)
    check_target(export.target)
    if not export.replace:
        refuse_existing(export.target)
    refuse_if_open_elsewhere(export.target)


def check_folder(export: Export, material: Material) -> None:
    """Check the target of an export that is a folder.

    Raises:
        OutputError: There is something with this name, or it is that of a file.
    """
    _check_name(export, material)
    refuse_existing_folder(export.target)


def _check_name(export: Export, material: Material) -> None:
    _check_ending(export)
    refuse_source_as_target(export.target, (material.path,))


def _check_ending(export: Export) -> None:
    target, endings = export.target, export.kind.endings
    if target.name.lower() in endings:
        ending = target.name
        raise OutputError(
            target,
            f"The file has no name before {ending}.",
            f"Name it {export.kind.name}{ending}.",
        )
    if target.suffix.lower() in endings:
        return
    if export.kind.make_folder is not None:
        _check_folder_name(target, endings)
        return
    # The part after the last dot may belong to the name, as in “v1.2”.
    has_ending = _is_file_ending(target.suffix)
    name = (target.stem if has_ending else target.name).rstrip(" .") or export.kind.name
    names = " or ".join(f"{name}{ending}" for ending in endings)
    raise OutputError(
        target, "The file extension belongs to another kind of file.", f"Name it {names}."
    )


def _check_folder_name(target: Path, endings: Iterable[str]) -> None:
    """Refuse a new folder whose name has a file extension, because that is a mistake."""
    if not _is_file_ending(target.suffix):
        return
    one_file = "".join(f", or {target.stem}{ending} to get one file" for ending in endings)
    raise OutputError(
        target,
        f"This export creates a folder, but {target.suffix} is a file extension.",
        f"Give the name of a folder, such as {target.stem}{one_file}.",
    )
