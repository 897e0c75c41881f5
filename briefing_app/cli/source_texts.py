"""``--source-text``: the text of a source, and the record of what was compared with it."""

import logging
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing_app.authoring import source_matching
from briefing_app.cli.arguments import path_argument
from briefing_app.cli.output import print_error, print_warnings
from briefing_app.database.checked_file import CheckedFile, Texts
from briefing_app.database.personal.sources import CheckedFiles
from briefing_app.database.personal.store import PersonalStore, repeat_if_replaced
from briefing_app.errors import OptionError, PersonalDataError
from briefing_app.files.on_disk import exists
from briefing_app.files.paths import personal_file

logger = logging.getLogger(__name__)


def add_source_text_argument(parser: ArgumentParser) -> None:
    """Add ``--source-text``, which may be repeated."""
    parser.add_argument(
        "--source-text",
        type=_source_text,
        action="append",
        default=[],
        metavar="[NUMBER=]FILE",
        help="the text of a source, to check quotes and excerpts against. The words in it say "
        "which source it is of, unless the source’s number is given. May be repeated",
    )


def _source_text(text: str) -> tuple[int | None, Path]:
    """Return the source's number, if given, and the file, from ``FILE`` or ``NUMBER=FILE``."""
    number, equals, name = text.partition("=")
    if equals and number.isdecimal() and not exists(Path(text)):
        if len(number) > 9:
            raise ArgumentTypeError(f"{number[:9]}… is not the number of a source")
        return int(number), path_argument(name)
    return None, path_argument(text)


def given_texts(texts: Sequence[tuple[int | None, Path]]) -> "source_matching.GivenTexts":
    """Return the files that belong to a source by its number, and the others.

    Raises:
        OptionError: Two have the same number.
    """
    numbered = [(number, file) for number, file in texts if number is not None]
    by_source = dict(numbered)
    if len(by_source) < len(numbered):
        raise OptionError(
            "--source-text is given more than once for the same source.",
            "Give one text for each source: NUMBER=FILE.",
        )
    others = tuple(file for number, file in texts if number is None)
    return source_matching.GivenTexts(by_source, others)


def stored_checks(size: int) -> Mapping[str, Texts]:
    """Return what was compared in files of a size in bytes, as `checked_file.Checks`."""
    try:
        checked = CheckedFiles(PersonalStore(personal_file()))
        return repeat_if_replaced(print_error, checked.of_size, size)
    except (PersonalDataError, RuntimeError):  # without a home folder, nothing is kept
        logger.warning("What was compared on this computer can't be read", exc_info=True)
        return {}


def keep_check(file: CheckedFile) -> None:
    """Record that a file was compared with the texts of its sources, or print why that failed."""
    try:
        checked = CheckedFiles(PersonalStore(personal_file()))
        repeat_if_replaced(print_error, checked.keep, file)
    except (PersonalDataError, RuntimeError) as error:
        logger.warning("What was compared can't be kept", exc_info=True)
        print_warnings([f"The check can’t be recorded, so no tick will be shown. {error}"])
