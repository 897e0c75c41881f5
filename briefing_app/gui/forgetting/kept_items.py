"""What is kept, as items that can be ticked."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from briefing_app.database.personal.kept import Kept, KeptBriefing, KeptKind
from briefing_app.model.wording import counted

PROGRAM: Final = "The program"
"""The title of what concerns no single briefing."""
IDENTITY: Final = "Your force’s identity: logo, colours and footer"
SETTINGS: Final = "Settings: my force, filters, last folders, colours, text size, places of windows"
UNREADABLE_FILE: Final = "The file with your notes and slideshows, which can’t be read"


class KeptItem(NamedTuple):
    """Something that is kept and can be removed.

    Args:
        text: What it is, and how much.
        remove: Removes it; may raise a `BriefingAppError`.
    """

    text: str
    remove: Callable[[], object]


class KeptGroup(NamedTuple):
    """The items of one briefing, or those of the program.

    Args:
        title: The title of the briefing.
        items: The items; at least one.
    """

    title: str
    items: Sequence[KeptItem]


def briefing_group(kept: Kept, briefing: KeptBriefing) -> KeptGroup:
    """Return what is kept for a briefing."""
    return KeptGroup(
        briefing.title,
        [
            KeptItem(text, partial(kept.forget, briefing.key, kind))
            for kind, text in _texts(briefing)
            if text
        ],
    )


def recent_files_text(count: int) -> str:
    """Return the label of the list of recent briefings."""
    return f"The list of {counted(count, 'recent briefing')}"


def log_text(count: int) -> str:
    """Return the label of the log, with the number of its files."""
    return f"The log, with names of opened files ({counted(count, 'file')})"


def damaged_files_text(count: int) -> str:
    """Return the label of the damaged files that were moved aside."""
    return f"{counted(count, 'damaged file')} with earlier notes and slideshows"


def _texts(kept: KeptBriefing) -> Iterator[tuple[KeptKind, str]]:
    """Yield how much is kept of each kind; an empty text if nothing is."""
    yield KeptKind.NOTES, _listed((kept.notes, "note"), (kept.bookmarks, "bookmark"))
    lines, slideshows = counted(kept.said_lines, "line"), counted(kept.said_sessions, "slideshow")
    yield KeptKind.SAID, f"What we said: {lines} in {slideshows}" if kept.said_lines else ""
    ink = f"Ink that you drew on {counted(kept.inked_slides, 'slide')}"
    yield KeptKind.INK, ink if kept.inked_slides else ""
    order = ["The running order"] if kept.has_order else []
    if kept.planned_minutes:
        order.append(f"a planned time of {counted(kept.planned_minutes, 'minute')}")
    yield KeptKind.ORDER, _capitalised(" and ".join(order))
    timed = _listed((kept.rehearsals, "rehearsal"), (kept.timed_slideshows, "slideshow"))
    yield KeptKind.TIMES, f"The time of each slide in {timed}" if timed else ""
    places = f"Where {counted(kept.places, 'slideshow')} stopped"
    yield KeptKind.PLACES, places if kept.places else ""


def _listed(*counts: tuple[int, str]) -> str:
    return " and ".join(counted(count, noun) for count, noun in counts if count)


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
