"""When a file that this program makes was made, as it says of itself."""

import os
from datetime import UTC, datetime
from typing import Final

from briefing_app.errors import OptionError

VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""The environment variable that fixes the time, for files that can be reproduced."""


def creation_time() -> datetime:
    """Return the time to state in a file: now, or what the environment says, to the second in UTC.

    Raises:
        OptionError: What the environment says is not a time.
    """
    stated = os.environ.get(VARIABLE)
    if not stated:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(stated), UTC)
    except (ValueError, OverflowError, OSError):
        raise OptionError(
            f"The environment variable {VARIABLE} is “{stated}”, which is not a time.",
            "Set it to whole seconds since 1 January 1970, or remove it.",
        ) from None
