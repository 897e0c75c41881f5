"""The session pack: its files, their names, README and checksums. The parts are made elsewhere."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Final

from briefing_app.export.targets import portable_name
from briefing_app.files.hashing import sha256
from briefing_app.files.progress import Progress, stage
from briefing_app.model.report import Report
from briefing_app.model.text import single_line
from briefing_app.model.wording import dated

_ABOUT_HANDOUT: Final = (
    "For everybody: the findings, the words they rest on, and the figures, to print, email or read "
    "on screen. Screen readers can read it. Opens in any PDF reader or web browser."
)
_ABOUT_NOTES: Final = (
    "The notes of whoever made this folder are in it: read them before you pass it on."
)
_ABOUT_LINES: Final = (
    "What was said in the discussions is in it: before you pass it on, check that nobody can be "
    "recognised from it."
)
ABOUT_SLIDES: Final = (
    "For presenters: the slides, with text and charts that can be edited, and with the presenter’s "
    "notes. Opens in PowerPoint and in LibreOffice Impress."
)
ABOUT_PAGE: Final = (
    "For everybody: the findings, the words they rest on, and the figures, to search and to read "
    "on a computer or a phone. Opens in any web browser, without a network."
)
ABOUT_PICTURES: Final = (
    "For everybody: each slide as a picture, without notes. If nothing else works, show them one "
    "after the other. Opens in any picture viewer or web browser."
)
ABOUT_DATA: Final = (
    "For analysts: each table as a CSV file, with the presenter’s notes. datapackage.json "
    "describes every column; metadata.yaml shows them with the briefing in Datasette. The CSV "
    "files open in Excel and in LibreOffice Calc."
)
ABOUT_BRIEFING: Final = (
    "For presenters: the briefing itself, to present it and to search it. Opens in briefing-app."
)
ABOUT_SAID: Final = (
    "For those who were there: what was said in the discussions, under each question. Opens in "
    "any text editor. Before you pass it on, check that nobody can be recognised from it."
)
ABOUT_SAID_TABLE: Final = "The same as a table, which opens in Excel and in LibreOffice Calc."
_ABOUT_CHECKSUMS: Final = (
    "To check that no file was damaged or changed, open a terminal in this folder.",
    "Linux: sha256sum -c SHA256SUMS",
    "Mac: shasum -a 256 -c SHA256SUMS",
    "Windows: in PowerShell, Get-FileHash FILE shows a checksum to compare with SHA256SUMS.",
)
_BEFORE: Final = (
    "Nothing in this folder needs a network connection. Only the briefing itself needs the "
    "program briefing-app."
)
_AFTER: Final = (
    "Before you pass this folder on: the presenter’s notes are in the slides, in the data and in "
    "the briefing. They are not in the handout, the web page and the pictures."
)
_WIDTH: Final = 78  # letters in a line
_INDENT: Final = " " * 4
_LINE_END: Final = "\r\n"  # for old versions of Notepad


def about_handout(*, has_notes: bool, has_said: bool) -> str:
    """Return the sentences about the handout.

    Args:
        has_notes: Whether the user's own notes are in it.
        has_said: Whether it contains what was said in discussions.
    """
    warnings = (_ABOUT_NOTES if has_notes else "", _ABOUT_LINES if has_said else "")
    return " ".join(filter(None, (_ABOUT_HANDOUT, *warnings)))


def readme(report: Report, about: Iterable[tuple[str, str]], checksums: str) -> bytes:
    """Return the content of the README.

    Args:
        report: The briefing.
        about: The name of each file or folder, and what is said about it.
        checksums: The name of the file of checksums.
    """
    origin = dated(report.publisher, report.published)
    lines = ["SESSION PACK", ""]
    for text in filter(None, [report.title, report.subtitle, origin]):
        lines += _wrapped(single_line(text))
    lines += ["", *_wrapped(_BEFORE)]
    for name, *what in (*about, (checksums, *_ABOUT_CHECKSUMS)):
        lines += ["", name]
        for text in what:
            lines += _wrapped(text, _INDENT)
    lines += ["", *_wrapped(_AFTER)]
    return "".join(f"{line}{_LINE_END}" for line in lines).encode("utf-8-sig")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


README_FILE: Final = "README.txt"
CHECKSUM_FILE: Final = "SHA256SUMS"

HANDOUT_FILE: Final = "Handout.pdf"
SLIDES_FILE: Final = "Slides.pptx"
PAGE_FILE: Final = "Web page.html"
PICTURES_FOLDER: Final = "Slide pictures/"
DATA_FOLDER: Final = "Data/"
SAID_FILE: Final = "What we said.txt"
SAID_TABLE: Final = "What we said.csv"
_NAMES: Final = (
    *(README_FILE, CHECKSUM_FILE, HANDOUT_FILE, SLIDES_FILE, PAGE_FILE, SAID_FILE, SAID_TABLE),
    *(PICTURES_FOLDER.rstrip("/"), DATA_FOLDER.rstrip("/")),
)


@dataclass(frozen=True, slots=True)
class PackPart:
    """A file of a session pack, or a folder of files.

    Args:
        name: The file's name, or the folder's with ``/`` at its end.
        about: What it is, whom it is for, and how to open it.
        make: Returns name and content of each file in the folder; the name of a single file is
            empty. It is called with the progress callback.
    """

    name: str
    about: str
    make: Callable[[Progress], Iterable[tuple[str, bytes]]]


def briefing_name(path: Path) -> str:
    """Return the name of the briefing's copy: its own, unless the stick or the pack refuses it."""
    name = portable_name(path.name)
    # Windows and USB sticks don't distinguish upper and lower case.
    is_taken = name.casefold() in map(str.casefold, _NAMES)
    return f"Briefing {name}" if is_taken else name


def pack_files(
    parts: Sequence[PackPart], report: Report, progress: Progress
) -> list[tuple[str, bytes]]:
    """Make the files of a session pack; the same parts give the same bytes.

    Args:
        parts: Its parts, in the order in which the README lists them.
        report: The briefing.
        progress: The progress callback; each part counts as an equal part of the work.

    Returns:
        Path and content of each file, the checksums last, in the format of ``sha256sum``.
    """
    about = [(part.name, part.about) for part in parts]
    files = [(README_FILE, readme(report, about, CHECKSUM_FILE))]
    for number, part in enumerate(parts):
        part_progress = stage(progress, number, len(parts))
        part_progress(0, 0)
        files += ((f"{part.name}{name}", content) for name, content in part.make(part_progress))
    sums = "".join(f"{sha256(content).hex()}  {path}\n" for path, content in files)
    return [*files, (CHECKSUM_FILE, sums.encode())]
