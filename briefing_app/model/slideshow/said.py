"""What was said in the discussions of a slideshow, and the room's guesses and hands, as values."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from briefing_app.model.slides import Role, Slide, repetition
from briefing_app.model.text import cleaned, single_line
from briefing_app.model.wording import BEFORE, counted, written_date

MAX_SAID_LENGTH: Final = 300
"""How many characters a line may have."""
_LARGEST_PLAIN: Final = 1e10  # a larger number is written with an exponent

SAID_TITLE: Final = "What we said"
SAID_ADVICE: Final = "Don’t name victims or cases."
WE_WILL: Final = "We will"
"""The mark of a line that says what people are going to do."""
OUR_GUESS: Final = "our guess"
THIS_ROOM: Final = "this room"


class SaidKind(StrEnum):
    """What a line is; the values are those of the column `said.kind`."""

    LINE = "line"
    """What somebody said."""
    GUESS = "guess"
    """The room's guess for a bar of a chart."""
    HANDS = "hands"
    """The hands for an option of a vote."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line that the presenter typed, or a number of the room's.

    Args:
        slide: The key of the discussion's or chart's slide.
        question: The question.
        about: The key of the finding that it is about, or empty.
        text: What was said, or what the number is for: the name of a bar, an option. It is in one
            line; control characters are left out.
        is_action: Whether it is marked as what people are going to do.
        id: Its number in the store; None if it isn't saved. Neither the mark nor the number makes
            a line different.
        kind: What it is.
        number: The guess, in the unit of the chart, or the number of hands; 0 for what was said.
        force: The full name of the force that a guess is for: two may have the same label. It is
            empty for anything else, and for a guess that an earlier version kept.
    """

    slide: str
    question: str
    about: str
    text: str
    is_action: bool = field(default=False, compare=False)
    id: int | None = field(default=None, compare=False)
    kind: SaidKind = SaidKind.LINE
    number: float = 0.0
    force: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", single_line(cleaned(self.text)))

    @property
    def marked_text(self) -> str:
        """What was said, after its mark if it has one; a number after what it is for."""
        if self.kind is not SaidKind.LINE:
            return f"{self.text}: {self.room_text}"
        return f"{WE_WILL}: {self.text}" if self.is_action else self.text

    @property
    def room_text(self) -> str:
        """The number and whose it is: ``our guess 60``, ``5 hands in this room``."""
        if self.kind is SaidKind.GUESS:
            return f"{OUR_GUESS} {room_number_text(self.number)}"
        return f"{hands_text(self.number)} in {THIS_ROOM}"


class SaidLines(NamedTuple):
    """What was said in the discussions of a session.

    Args:
        lines: The lines of all discussions, in the order in which they were typed.
        shown_for: The key of the discussion whose lines the audience may see; empty for none. The
            lines of another one are hidden until they are shown, too.
    """

    lines: tuple[SaidLine, ...] = ()
    shown_for: str = ""

    def of(self, discussion: str) -> tuple[SaidLine, ...]:
        """Return what was said in a discussion, by its key, without numbers."""
        return tuple(
            line for line in self.lines if line.slide == discussion and line.kind is SaidKind.LINE
        )

    def numbers(self, slide: str, kind: SaidKind) -> Mapping[str, float]:
        """Return the room's numbers for a slide, by the names of forces or by options.

        Args:
            slide: The key of the slide.
            kind: Guesses or hands.
        """
        return {
            line.force or line.text: line.number
            for line in self.lines
            if line.slide == slide and line.kind is kind
        }

    def with_numbers(self, slide: str, kind: SaidKind, numbers: Sequence[SaidLine]) -> "SaidLines":
        """Return the lines with other numbers of one kind for a slide, by its key."""
        others = (line for line in self.lines if (line.slide, line.kind) != (slide, kind))
        return self._replace(lines=(*others, *numbers))

    def seen(self, slide: str) -> tuple[SaidLine, ...]:
        """Return the lines that the audience may see on a slide, by its key."""
        if not self.shown_for or slide != self.shown_for:
            return ()
        return self.of(slide)

    def added(self, line: SaidLine) -> "SaidLines":
        """Return the lines with another one."""
        return self._replace(lines=(*self.lines, line))

    def marked(self, line: SaidLine, *, is_action: bool) -> "SaidLines":
        """Return the lines, one of them with a mark or without it."""
        changed = replace(line, is_action=is_action)
        return self._replace(lines=tuple(changed if each is line else each for each in self.lines))

    def without(self, line: SaidLine) -> "SaidLines":
        """Return the lines without one: the last of those that are equal to it."""
        at = max(at for at, each in enumerate(self.lines) if each == line)
        return self._replace(lines=(*self.lines[:at], *self.lines[at + 1 :]))

    def kept(self, lines: Sequence[SaidLine]) -> "SaidLines":
        """Return those lines that are among others."""
        return self._replace(lines=tuple(line for line in self.lines if line in lines))


NOTHING_SAID: Final = SaidLines()


class SaidCount(NamedTuple):
    """How much was said, with the room's numbers apart.

    Args:
        lines: What somebody said.
        guesses: The guesses, one for each bar.
        votes: The votes whose hands were counted.
    """

    lines: int = 0
    guesses: int = 0
    votes: int = 0

    @property
    def text(self) -> str:
        """In words: ``5 lines, 2 guesses and the hands of 1 vote``; empty if nothing was said."""
        parts = []
        if self.lines:
            parts.append(counted(self.lines, "line"))
        if self.guesses:
            guesses = "guess" if self.guesses == 1 else "guesses"
            parts.append(f"{self.guesses:,} {guesses}")
        if self.votes:
            parts.append(f"the hands of {counted(self.votes, 'vote')}")
        return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def said_count(lines: Iterable[SaidLine]) -> SaidCount:
    """Return how much was said in a session."""
    kinds = [(line.kind, line.slide) for line in lines]
    each = Counter(kind for kind, _ in kinds)
    votes = {slide for kind, slide in kinds if kind is SaidKind.HANDS}
    return SaidCount(each[SaidKind.LINE], each[SaidKind.GUESS], len(votes))


class SaidSession(NamedTuple):
    """A session in which something was said.

    Args:
        id: Its number in the store.
        started: When it began.
        lines: What was said; at least one line.
        deleted_after: When the lines will be deleted; None if they are kept.
    """

    id: int
    started: datetime
    lines: tuple[SaidLine, ...]
    deleted_after: datetime | None = None


def said_line(slide: Slide, text: str, *, is_action: bool = False) -> SaidLine | None:
    """Return what was typed as a line about the question of a discussion; None if it is empty.

    Args:
        slide: The slide of the discussion.
        text: What was typed.
        is_action: Whether it is marked as what people are going to do.
    """
    text = text[:MAX_SAID_LENGTH]
    line = SaidLine(slide.key, question_of(slide), slide.about, text, is_action)
    return line if line.text else None


def question_of(slide: Slide) -> str:
    """Return the question of a discussion."""
    return next((each.text for each in slide.texts if each.role is Role.QUESTION), slide.title)


def room_number_text(number: float) -> str:
    """Return a number of the room's as it is written: ``1,250``, ``12.5``."""
    return f"{number:,.10g}" if abs(number) < _LARGEST_PLAIN else f"{number:.3g}"


def hands_text(number: float) -> str:
    """Return a number of hands: ``1 hand``, ``1,204 hands``."""
    return f"{room_number_text(number)} {'hand' if number == 1 else 'hands'}"


def by_question(lines: Iterable[SaidLine]) -> Iterator[tuple[str, list[SaidLine]]]:
    """Yield each question once, in the order in which they were first asked, with its lines.

    If it was asked on another slide again, the numbers from before say so.
    """
    asked: dict[str, int] = {}
    for line in (lines := list(lines)):
        asked.setdefault(line.question, len(asked))
    ordered = sorted(lines, key=lambda line: asked[line.question])
    for question, group in groupby(ordered, key=lambda line: line.question):
        said = list(group)
        # Numbers that are corrected come last, so their place says nothing.
        last = {
            line.kind: line.slide for line in sorted(said, key=lambda line: repetition(line.slide))
        }
        yield (
            question,
            [
                line
                if line.kind is SaidKind.LINE or line.slide == last[line.kind]
                else replace(line, text=f"{line.text} ({BEFORE})")
                for line in said
            ],
        )


def last_slideshow(sessions: Sequence[SaidSession]) -> Sequence[SaidSession]:
    """Return the last session, if there is any.

    Args:
        sessions: The sessions, the latest first.
    """
    return sessions[:1]


def session_name(session: SaidSession) -> str:
    """Return the name of a session in a list: its local date and time."""
    started = session.started.astimezone()
    return f"{written_date(started.date().isoformat())}, {started:%H:%M}"


def deletion_text(session: SaidSession) -> str:
    """Return how long the lines of a session are kept, as a sentence."""
    if session.deleted_after is None:
        return "Kept until you delete it."
    day = session.deleted_after.astimezone().date().isoformat()
    return f"Deleted after {written_date(day)}, unless you keep it."
