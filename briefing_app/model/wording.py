"""Words that the program shows in more than one place."""

from pathlib import Path
from typing import Final

CAUTION_LABEL: Final = "Check before presenting"
NO_CHART: Final = "This briefing has no figures, so there is no chart."


def counted(count: int, noun: str) -> str:
    """``1 quote``, ``2 quotes``, ``1,204 findings``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def saved_message(file: Path) -> str:
    """Return the message that a file was saved."""
    return f"Saved: {file}"
