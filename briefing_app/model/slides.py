"""Slides as values: what each one says, in reading order.

A slide consists of texts, each with its role, in reading order; their size and position are decided
when they are laid out. The slideshow, its previews, the pictures and the exported slides are all
made from the same `Slide`; `slide_builder` makes it from the values of a briefing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from string import ascii_uppercase
from typing import Final, NamedTuple

from briefing_app.model.chart_selection import bars_for_slide
from briefing_app.model.charts import BarChart
from briefing_app.model.report import FindingKind, Quote, Reveal, SlideKind
from briefing_app.model.search import spans, terms
from briefing_app.model.text import paragraphs
from briefing_app.model.wording import (
    DISCUSSION_LABEL,
    DISCUSSION_NOTE,
    OUR_QUESTION,
    YOUR_GUESS,
    guess_on_paper,
)

VOTE_S: Final = 30
"""The seconds that a vote without planned minutes counts down."""
MINUTE_S: Final = 60


class Role(Enum):
    """The role of a text on a slide."""

    TITLE = auto()
    SUBTITLE = auto()
    BODY = auto()
    EXCERPT = auto()
    """The source's own words on the slide of a finding."""
    CAUTION = auto()
    """How the source is unclear: a fact about it, for the audience."""
    NOTE = auto()
    """What limits the finding or the figures, in a line or two below them."""
    QUOTE = auto()
    SPEAKER = auto()
    SPEAKER_ROLE = auto()
    NUMBER = auto()
    """The figure of a number slide."""
    STATEMENT = auto()
    """The sentence of a number slide, which says what the figure means."""
    OTHER_FIGURE = auto()
    """The figure of another force on a number slide."""
    OTHER_FORCE = auto()
    """The force that it is about."""
    QUESTION = auto()
    """The question of a discussion."""
    OPTION = auto()
    """One of the options of a vote."""
    ANSWER = auto()
    """The answer to it, which the audience sees last."""
    PLANNED_TIME = auto()
    """The minutes of a discussion, if no countdown can run."""
    SOURCE_USE = auto()
    """What comes from a source."""
    SOURCE_TITLE = auto()
    SOURCE_DETAIL = auto()
    LABEL = auto()
    """A label, such as the kind of a finding at the top, or the letter of an option."""
    TAG = auto()
    """A tag that says how far to trust the slide."""
    CONTINUED = auto()
    """What continues on a page."""
    MARK = auto()
    """The large mark that opens a quote."""
    SOURCE = auto()
    """The source at the foot."""


class SlideText(NamedTuple):
    """One text of a slide. A quote or an excerpt includes its quotation marks."""

    role: Role
    text: str


class KindCount(NamedTuple):
    """How many findings there are of a kind."""

    kind: FindingKind
    total: int


class VoteEvidence(NamedTuple):
    """The report's own answer to a vote: a figure with what was counted, or words and who said it.

    Args:
        label: What it is.
        texts: Its texts, with their roles on a slide of its own.
        source: Where it is.
        quote: The quote, if it is words.
    """

    label: str
    texts: tuple[SlideText, ...]
    source: str
    quote: Quote | None = None

    @property
    def foot(self) -> str:
        """The source, after what of the slide is ours and what isn't."""
        answer = f"the answer is {self.label[0].lower()}{self.label[1:]}"
        return " · ".join(filter(None, (OUR_QUESTION, answer, self.source)))


class Slide(NamedTuple):
    """A slide: what the audience sees, and what only the presenter sees.

    Args:
        key: Identifies the slide, also in the author's next edition, in which ids and positions may
            differ. It is made from a finding's key, the words and speaker of a quote, what a chart
            counts, or the words of a title, a text or the sources.
        kind: The kind of slide.
        name: What the slide is called in a list: ``Finding 3``.
        texts: What the audience reads, from the top.
        finding_kind: The kind of the finding, if one is shown.
        chart: The chart, if there is one; `shown_chart` has its bars in the order for the audience.
        source: The line at the foot that gives the source, or empty.
        ours: What of it isn't from the source, and is ours; or empty.
        notes: Notes for the presenter.
        prompt: The author's discussion question, for the presenter.
        reveal: How the bars of the chart appear.
        message: For a chart with the author's own title: the measure's message, or else that title.
            People who guess read the title before and the message after.
        minutes: The planned time; None if there is no plan.
        kind_counts: For a title slide: the kinds that occur, in the order of `FindingKind`.
        about: The key of the finding that it shows or that a discussion is about, or empty.
        figures_finding: For figures: the slide of a finding about them that has a question.
        evidence: For a vote: what of the report answers it, if anything.
        is_made_up: Whether its briefing says that it is made up.
        names: The names in its texts that are not broken over lines.
        is_added: Whether the presenter added it to the briefing's own order.
        is_break: Whether it is a break, which has a countdown as a discussion has.
    """

    key: str
    kind: SlideKind
    name: str
    texts: tuple[SlideText, ...]
    finding_kind: FindingKind | None = None
    chart: BarChart | None = None
    source: str = ""
    ours: str = ""
    notes: str = ""
    prompt: str = ""
    reveal: Reveal = Reveal.NONE
    message: str = ""
    minutes: int | None = None
    kind_counts: tuple[KindCount, ...] = ()
    about: str = ""
    figures_finding: "Slide | None" = None
    evidence: VoteEvidence | None = None
    is_made_up: bool = False
    names: tuple[str, ...] = ()
    is_added: bool = False
    is_break: bool = False

    @property
    def title(self) -> str:
        """The title, or else the first text, or else the name; a number includes its statement."""
        if not self.texts:
            return self.name
        count = 2 if self.texts[0].role is Role.NUMBER else 1
        return " ".join(text.text for text in self.texts[:count])

    @property
    def foot(self) -> str:
        """The source, after what isn't from it."""
        return " · ".join(filter(None, (self.ours, self.source)))

    @property
    def is_of_today(self) -> bool:
        """Whether the audience reads that the presenter added it: a question or a text."""
        return self.is_added and not self.is_break

    @property
    def list_label(self) -> str:
        """Name and title, ``Finding 3: …``; only once if both are the same."""
        return self.name if self.title == self.name else f"{self.name}: {self.title}"

    @property
    def shown_chart(self) -> BarChart | None:
        """The chart as the audience sees it: with few bars, sorted by name for people to guess."""
        if self.chart is None:
            return None
        shown = bars_for_slide(self.chart)
        return shown.in_name_order if self.is_guess else shown

    @property
    def is_guess(self) -> bool:
        """Whether people guess the bars of its chart before they see them."""
        has_bars = self.chart is not None and bool(self.chart.bars)
        return self.reveal is Reveal.GUESS and has_bars

    @property
    def asked_texts(self) -> tuple[SlideText, ...]:
        """What people read while they guess the bars of the chart."""
        chart = self.shown_chart
        if chart is None:
            return ()
        question = self.title if self.message else f"{chart.measured}: {YOUR_GUESS}"
        guess = guess_on_paper(len(chart.bars))
        texts = (SlideText(Role.TITLE, question), SlideText(Role.LABEL, guess))
        return (*texts, *(text for text in self.texts if text.role is Role.BODY))

    @property
    def result_texts(self) -> tuple[SlideText, ...]:
        """What people read when they see the result, for a chart to guess with its bars."""
        if not self.is_guess or self.chart is None or self.message in {"", self.title}:
            return self.texts
        texts = (SlideText(Role.TITLE, self.message), SlideText(Role.SUBTITLE, self.chart.measured))
        replaced = {Role.TITLE, Role.SUBTITLE}
        return (*texts, *(text for text in self.texts if text.role not in replaced))

    @property
    def has_caution(self) -> bool:
        """Whether the slide says that its source is unclear."""
        return any(text.role is Role.CAUTION for text in self.texts)

    @property
    def countdown_s(self) -> int | None:
        """The seconds that a discussion or a break counts down; None if there is no countdown."""
        if self.kind is not SlideKind.DISCUSSION and not self.is_break:
            return None
        if self.minutes:
            return self.minutes * MINUTE_S
        return VOTE_S if self.is_vote else None

    @property
    def options(self) -> tuple[str, ...]:
        """The options of a vote; none for any other slide."""
        return tuple(text.text for text in self.texts if text.role is Role.OPTION)

    @property
    def is_vote(self) -> bool:
        """Whether it is a discussion with options."""
        return bool(self.options)

    @property
    def answer(self) -> str:
        """The answer of a discussion, or empty."""
        return next((text.text for text in self.texts if text.role is Role.ANSWER), "")

    @property
    def right_option(self) -> str:
        """The option of a vote that is right, or empty."""
        first = paragraphs(self.answer)[0].strip()
        return first if first in self.options else ""

    @property
    def further_answer(self) -> str:
        """What the answer of a vote says beside the right option, or empty."""
        lines = paragraphs(self.answer)
        return "\n".join(lines[1:] if self.right_option else lines).strip()

    @property
    def is_talk(self) -> bool:
        """Whether people talk during it: a discussion, a vote or a guess."""
        return self.kind is SlideKind.DISCUSSION or self.is_guess

    @property
    def has_answer(self) -> bool:
        """Whether it is a discussion with an answer: ours, or the report's."""
        return bool(self.answer) or self.evidence is not None


def option_letter(at: int) -> str:
    """Return the letter of an option by its index; a slide that is being written may have many."""
    return ascii_uppercase[at % len(ascii_uppercase)]


def unique_keys(keys: Iterable[str]) -> Iterator[str]:
    """Yield the keys; a repeated key gets a prefix with its number."""
    uses: Counter[str] = Counter()
    for key in keys:
        uses[key] += 1
        # A suffix could make it the key of another finding; a prefix cannot.
        yield key if uses[key] == 1 else f"again {uses[key]} {key}"


def slide_index(slides: Sequence[Slide], key: str) -> int | None:
    """Return the index of the slide with a key, or None."""
    return next((index for index, slide in enumerate(slides) if slide.key == key), None)


def matching_slides(slides: Sequence[Slide], text: str) -> list[int]:
    """Return the indexes of the slides that match a search, in order.

    Args:
        slides: The slides to search.
        text: Words that a slide must all contain, each at least as the beginning of a word; or a
            slide number, which puts that slide first. An empty text matches every slide.
    """
    words = terms(text)
    found = [
        index
        for index, slide in enumerate(slides)
        if all(spans(_searchable_text(slide), (word,)) for word in words)
    ]
    number = text.strip()
    if number.isdecimal() and 1 <= int(number) <= len(slides):
        index = int(number) - 1
        found = [index, *(other for other in found if other != index)]
    return found


def _searchable_text(slide: Slide) -> str:
    return "\n".join((slide.name, *all_words(slide)))


def all_words(slide: Slide) -> Iterator[str]:
    """Yield what the audience reads on a slide, without its chart."""
    yield from (text.text for text in slide.texts)
    if slide.evidence is not None:
        yield from (text.text for text in slide.evidence.texts)
        yield slide.evidence.source


def question_slide(slides: Sequence[Slide], index: int) -> Slide | None:
    """Return the slide with the discussion question of a slide; None if it has no question.

    Figures have the question of a finding about them. A discussion of the same finding in the
    running order gives its minutes. If it asks the same question, it is the result, with its
    answer.

    Args:
        slides: The running order.
        index: The index of the slide.
    """
    slide = slides[index].figures_finding or slides[index]
    if not slide.prompt or slide.kind is SlideKind.DISCUSSION:
        return None
    planned = [
        each
        for each in slides
        if each.kind is SlideKind.DISCUSSION and each.about and each.about == slide.about
    ]
    question = SlideText(Role.QUESTION, slide.prompt)
    same = next((each for each in planned if question in each.texts), None)
    if same is not None:
        return same
    return Slide(
        key=f"question {slide.key}",
        kind=SlideKind.DISCUSSION,
        name=DISCUSSION_LABEL,
        texts=(question,),
        source=slide.list_label,
        ours=DISCUSSION_NOTE,
        minutes=next((each.minutes for each in planned if each.minutes), None),
        about=slide.about,
        is_made_up=slide.is_made_up,
        names=slide.names,
    )


def countdown_seconds(slides: Sequence[Slide]) -> dict[int, int]:
    """Return the seconds that each discussion or break counts down, by the index of its slide."""
    return {index: slide.countdown_s for index, slide in enumerate(slides) if slide.countdown_s}
