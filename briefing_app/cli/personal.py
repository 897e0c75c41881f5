"""What commands read and keep of what belongs to the user, without stopping if that fails."""

import logging
from collections.abc import Mapping

from briefing_app.cli.output import print_error, print_warnings
from briefing_app.database.checked_file import CheckedFile, Texts
from briefing_app.database.personal.sources import CheckedFiles
from briefing_app.database.personal.store import PersonalStore, repeat_if_replaced
from briefing_app.errors import PersonalDataError
from briefing_app.files.paths import personal_file

logger = logging.getLogger(__name__)


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
