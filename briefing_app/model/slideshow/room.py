"""What a slide asks the room: a guess for each bar of a chart, or hands for each option of a vote.

The presenter types the numbers. They are kept as lines of what was said; here is which ones there
are, how what was typed is read, and how they are put into words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_uppercase
from typing import Final, NamedTuple

from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.said import (
    OUR_GUESS,
    SAID_ADVICE,
    SaidKind,
    SaidLine,
    hands_text,
    question_of,
    room_number_text,
)
from briefing_app.model.text import cleaned, single_line
from briefing_app.model.wording import counted

MAX_GUESSES: Final = 6
"""The most bars of a chart that the room guesses one by one."""
_MAX_GUESS: Final = 1e15  # as large as a kept number may be
_MAX_HANDS: Final = 9_999
_NUMBER: Final = r"\d+(\.\d+)?|\.\d+"
_THOUSANDS: Final = r"\d{1,3}(,\d{3})+(\.\d+)?"
_EXAMPLE_GUESSES: Final = "60 or 12.5"
_EXAMPLE_HANDS: Final = ("3", "5", "9", "2", "4", "1")  # as many as a vote may have options


class RoomNumberError(ValueError):
    """What was typed can't be taken. The message says why, without repeating what was typed."""


class RoomQuestion(NamedTuple):
    """One number that the room is asked for.

    Args:
        name: What the number is for, as it is kept: the name of a bar, an option.
        letter: The letter of an option; empty for a bar.
        force: The full name of a bar's force; empty for an option.
    """

    name: str
    letter: str = ""
    force: str = ""

    @property
    def key(self) -> str:
        """What identifies it on its slide."""
        return self.force or self.name

    @property
    def label(self) -> str:
        """The name after its letter, if it has one: ``A 6``."""
        return f"{self.letter} {self.name}".lstrip()


@dataclass(frozen=True, slots=True)
class RoomQuestions:
    """The numbers that the room is asked for on a slide, in the order in which they are asked.

    Args:
        kind: Guesses or hands.
        slide: The slide.
        each: What is asked, in order; at least one.
    """

    kind: SaidKind
    slide: Slide
    each: tuple[RoomQuestion, ...]

    def __len__(self) -> int:
        return len(self.each)

    @property
    def is_vote(self) -> bool:
        """Whether hands are counted, which the audience sees only with the answer."""
        return self.kind is SaidKind.HANDS

    @property
    def example(self) -> str:
        """What may be typed: ``60 or 12.5``, or the hands for all options, ``3 5 9 2``."""
        return " ".join(_EXAMPLE_HANDS[: len(self)]) if self.is_vote else _EXAMPLE_GUESSES

    def prompt(self, at: int) -> str:
        """Return what is asked: ``Staffordshire: our guess?``, ``A 6: hands?``.

        Args:
            at: The place of the question in the order; at their number, all were asked.
        """
        if at < len(self):
            return f"{self.each[at].label}: {'hands' if self.is_vote else OUR_GUESS}?"
        return f"Nothing more to {'count' if self.is_vote else 'guess'}"

    def after_last(self, numbers: Mapping[str, float]) -> int:
        """Return the place of the first question that comes after all that have a number."""
        taken = [at for at, question in enumerate(self.each, 1) if question.key in numbers]
        return max(taken, default=0)

    def read(self, text: str, at: int) -> tuple[int, tuple[float, ...]]:
        """Return what was typed: from which question on, and the numbers; none to skip one.

        Args:
            text: A number; in a vote, one for each option from this one on, or for all options.
            at: The place of the question in the order.

        Raises:
            RoomNumberError: It is something else.
        """
        parts = text.split()
        if parts and at == len(self):
            raise RoomNumberError(f"{self.prompt(at)}. Up takes the last one back.")
        if not self.is_vote:
            if len(parts) > 1 and all(re.fullmatch(_NUMBER, part) for part in parts):
                raise RoomNumberError(f"One number at a time, such as {self.example}.")
            return at, (self._guess(text.strip()),) if parts else ()
        if len(parts) == len(self):
            at = 0
        numbers = tuple(self._hands(part) for part in parts)
        if len(numbers) > len(self) - at:
            raise RoomNumberError(self._too_many(len(numbers), at))
        return at, numbers

    def lines(self, numbers: Mapping[str, float]) -> list[SaidLine]:
        """Return the numbers as they are kept, in the order in which they are asked.

        Args:
            numbers: The numbers, by the keys of what is asked.
        """
        slide = self.slide
        about = (slide.key, _question(slide), slide.about)
        return [
            SaidLine(*about, each.name, kind=self.kind, number=number, force=each.force)
            for each in self.each
            if (number := numbers.get(each.key)) is not None
        ]

    def taken_text(self, numbers: Mapping[str, float]) -> str:
        """Return the numbers in a few words: ``A 3 · B 5``, ``Kent 60 · Dorset 12.5``."""
        return " · ".join(
            f"{each.letter or each.name} {room_number_text(numbers[each.key])}"
            for each in self.each
            if each.key in numbers
        )

    def count_text(self, numbers: Mapping[str, float]) -> str:
        """Return how many numbers there are: ``2 of 3 guesses``, ``3 of 4 counted``."""
        taken = sum(each.key in numbers for each in self.each)
        if self.is_vote:
            return f"{taken} of {len(self)} counted"
        return f"{taken} of {len(self)} {'guess' if len(self) == 1 else 'guesses'}"

    def sum_text(self, numbers: Mapping[str, float]) -> str:
        """Return how many hands there are for all options: ``19 hands``."""
        return hands_text(sum(numbers.get(each.key, 0.0) for each in self.each))

    def spoken(self, first: int, numbers: Sequence[float]) -> str:
        """Return the numbers that were typed, for a screen reader: ``Kent: our guess 60``."""
        texts = (
            f"{each.label}: {hands_text(number)}"
            if self.is_vote
            else f"{each.label}: {OUR_GUESS} {room_number_text(number)}"
            for each, number in zip(self.each[first:], numbers, strict=False)
        )
        return ", ".join(texts)

    def _guess(self, text: str) -> float:
        number = self._number(text)
        chart = self.slide.shown_chart
        most = chart.full_scale if chart is not None else None
        if most is not None and number > most:
            most_text = room_number_text(most)
            raise RoomNumberError(f"More than {most_text}%. Type 0 to {most_text}.")
        if number > _MAX_GUESS:
            raise RoomNumberError("That number is too large. Type a smaller one.")
        return number

    def _hands(self, text: str) -> float:
        number = self._number(text)
        if number > _MAX_HANDS:
            raise RoomNumberError(f"Too many hands. Type {_MAX_HANDS} or fewer.")
        if not number.is_integer():
            raise RoomNumberError(f"Hands are whole numbers, such as {self.example}.")
        return number

    def _number(self, text: str) -> float:
        """Return a typed number, which is 0 or more and written with digits and a point.

        Raises:
            RoomNumberError: It is something else.
        """
        if re.fullmatch(_NUMBER, text):
            return float(text)
        if "%" in text:
            raise RoomNumberError("Type only the number, without “%”.")
        if "," in text:
            is_point = not self.is_vote and re.fullmatch(_THOUSANDS, text) is None
            instead = "A point, not a comma" if is_point else "No comma"
            raise RoomNumberError(f"{instead}, such as {self.example}.")
        if re.fullmatch(_NUMBER, text.lstrip("-−–")):
            raise RoomNumberError("Below zero. Type 0 or more.")
        raise RoomNumberError(f"Not a number. Type digits, such as {self.example}.")

    def _too_many(self, count: int, at: int) -> str:
        if not at:
            return f"{count} numbers for {len(self)} options. Type up to {len(self)}."
        left = len(self) - at
        typed = counted(left, "number")
        return f"{count} numbers for {counted(left, 'option')}. Type {typed}, or all {len(self)}."


class Asking(NamedTuple):
    """How far the room was asked on a slide.

    Args:
        questions: What it is asked.
        at: The place of the question that is asked now; at their number, all were asked.
        numbers: The room's numbers, by the keys of what is asked.
        problem: Why what was typed last can't be taken, and what to type; empty if it was taken.
    """

    questions: RoomQuestions
    at: int
    numbers: Mapping[str, float]
    problem: str = ""

    @property
    def takes_number(self) -> bool:
        """Whether a number is typed now. After the hands, what people say is."""
        return not self.questions.is_vote or self.at < len(self.questions)

    @property
    def prompt(self) -> str:
        """What is asked now."""
        return self.questions.prompt(self.at)

    @property
    def heading(self) -> str:
        """What is asked now in a few words; after the last guess, that they are our guesses."""
        questions = self.questions
        if self.at == len(questions):
            return f"{OUR_GUESS[0].upper()}{OUR_GUESS[1:]}"
        question = questions.each[self.at]
        return f"{'Hands' if questions.is_vote else 'Guess'} for {question.letter or question.name}"

    @property
    def advice(self) -> str:
        """What the presenter can do instead of typing one number."""
        if self.questions.is_vote:
            return f"Or all at once: {self.questions.example}"
        if self.at == len(self.questions):
            return "Up takes the last one back."
        return "Enter alone skips a bar."

    @property
    def taken_text(self) -> str:
        """The numbers in a few words."""
        return self.questions.taken_text(self.numbers)

    @property
    def count_text(self) -> str:
        """How many numbers there are; how many hands, if all options were asked for."""
        if self.takes_number:
            return self.questions.count_text(self.numbers)
        return self.questions.sum_text(self.numbers) if self.numbers else ""


class RoomAnswers(NamedTuple):
    """What people said, guessed or voted for at the question on screen.

    Args:
        lines: The lines, the latest last.
        is_shown: Whether the audience may see the lines.
        is_covered: Whether it sees the answer in place of them.
        asking: How far the room was asked for numbers; None if it isn't.
    """

    lines: Sequence[str] = ()
    is_shown: bool = False
    is_covered: bool = False
    asking: Asking | None = None

    @property
    def number_asked(self) -> Asking | None:
        """How far the room was asked, while numbers are typed rather than lines."""
        return self.asking if self.asking is not None and self.asking.takes_number else None

    @property
    def label(self) -> str:
        """The label of the field: the number that is asked for; for lines, advice."""
        return SAID_ADVICE if self.number_asked is None else self.number_asked.prompt

    @property
    def problem(self) -> str:
        """Why what was typed last can't be taken, and what to type; empty if it was taken."""
        return "" if self.number_asked is None else self.number_asked.problem

    @property
    def note(self) -> str:
        """What is said about a number in the field: a problem, or advice; empty for lines."""
        return self.problem or ("" if self.number_asked is None else self.number_asked.advice)

    @property
    def kept(self) -> str:
        """What was kept last: the latest line with its number, or else the room's numbers."""
        if self.lines and self.number_asked is None:
            return f"Line {len(self.lines):,}: {self.lines[-1]}"
        return "" if self.asking is None else self.asking.taken_text

    @property
    def count_text(self) -> str:
        """How many numbers and lines there are, and whether the audience sees the lines."""
        texts = [] if self.asking is None else [self.asking.count_text]
        texts += [counted(len(self.lines), "line")] if self.lines else []
        texts += ["on screen"] if self.lines and self.is_shown and not self.is_covered else []
        return " · ".join(filter(None, texts))


def room_questions(slide: Slide) -> RoomQuestions | None:
    """Return what a slide asks the room; None if it asks for no numbers.

    Of a chart with many bars, only the highlighted one is asked for. A bar without a figure isn't.
    """
    if slide.is_vote:
        asked = tuple(map(RoomQuestion, map(_kept_name, slide.options), ascii_uppercase))
        return RoomQuestions(SaidKind.HANDS, slide, asked)
    chart = slide.shown_chart
    if chart is None or not slide.is_guess:
        return None
    has_many = len(chart.bars) > MAX_GUESSES
    asked = tuple(
        RoomQuestion(_kept_name(bar.label), force=bar.force.name)
        for bar in chart.bars
        if bar.value is not None and (bar.is_highlighted or not has_many)
    )
    return RoomQuestions(SaidKind.GUESS, slide, asked) if asked else None


def with_forces(lines: Iterable[SaidLine], slides: Iterable[Slide]) -> list[SaidLine]:
    """Return lines, with their force added to guesses that an earlier version kept without it.

    Args:
        lines: The lines of a session.
        slides: Its slides.
    """
    asked = {slide.key: slide for slide in slides}
    return [_with_force(line, asked.get(line.slide)) for line in lines]


def _with_force(line: SaidLine, slide: Slide | None) -> SaidLine:
    if line.kind is not SaidKind.GUESS or line.force or slide is None:
        return line
    questions = room_questions(slide)
    each = () if questions is None else questions.each
    return replace(line, force=next((one.force for one in each if one.name == line.text), ""))


def plain_number_text(number: float) -> str:
    """Return a number as it is typed, without separators: ``1250``."""
    return f"{Decimal(str(number)).normalize():f}"


def _kept_name(text: str) -> str:
    """Return the name of a bar or an option as a `SaidLine` has it."""
    return single_line(cleaned(text))


def _question(slide: Slide) -> str:
    """Return the question of a vote, or what a chart counts."""
    return question_of(slide) if slide.chart is None else slide.chart.measured
