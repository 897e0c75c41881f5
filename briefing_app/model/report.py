"""The contents of a briefing as frozen values.

Each value refers to other values, not to ids: a `Quote` has its `Speaker`, a `Finding` its quotes.
Text is exactly as it is in the file; it is never interpreted as markup.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple, Self
from zlib import adler32, crc32

from briefing_app.errors import OptionError
from briefing_app.model.text import paragraphs, single_line


class FindingKind(StrEnum):
    """The kind of statement that a finding makes; the values are part of the file format."""

    CONCERN = "concern"
    GOOD_PRACTICE = "good practice"
    FIGURES = "figures"
    PROGRESS = "progress"
    NEXT_STEP = "next step"

    @property
    def label(self) -> str:
        """The kind as it is shown."""
        return self.value.capitalize()

    @property
    def plural(self) -> str:
        """The kind as it is shown for several findings."""
        is_countable = self in {FindingKind.CONCERN, FindingKind.NEXT_STEP}
        return f"{self.label}s" if is_countable else self.label


class SlideKind(StrEnum):
    """The kind of a slide; the values are part of the file format.

    Args:
        value: Its name in the running order.
        needs: What its entry must name: fields of `RunningOrderEntry`.
        may_name: What else its entry may name.
    """

    TITLE = "title"
    TEXT = "text"
    FINDING = "finding", ("finding",)
    QUOTE = "quote", ("quote",)
    CHART = "chart", ("measure",)
    NUMBER = "number", ("measure", "force")
    DISCUSSION = "discussion", (), ("finding", "quote", "measure", "force")
    SOURCES = "sources"

    needs: tuple[str, ...]
    may_name: tuple[str, ...]

    def __new__(
        cls, value: str, needs: tuple[str, ...] = (), may_name: tuple[str, ...] = ()
    ) -> Self:
        """Return a kind with what its entry names."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.needs, kind.may_name = needs, may_name
        return kind

    @property
    def shows(self) -> str:
        """What the cell “Shows” of its row names; empty if it names nothing."""
        return next(iter((*self.needs, *self.may_name)), "")


class Reveal(StrEnum):
    """How the bars of a chart appear; the values are part of the file format."""

    NONE = "none"
    """All at once."""
    GUESS = "guess"
    """All at once, after the audience has seen the names with empty boxes."""


class Check(IntEnum):
    """How well it is proved that words are in their source's text; a larger value is stronger.

    Whoever shows such words shows a tick, or words that mean the same, only if `is_proved`.
    """

    NONE = 0
    """Not checked."""
    CLAIMED = 1
    """The file says that they were checked; anybody could have changed it."""
    COMPARED = 2
    """They were compared on this computer."""
    BUILT = 3
    """They were compared, with the text that the build recorded."""

    @property
    def is_proved(self) -> bool:
        """Whether this computer knows it, not only the file."""
        return self >= Check.COMPARED


class Source(NamedTuple):
    """A document that the briefing is based on.

    `published` is an ISO 8601 date, complete or in part, or empty if the document has no date.
    `kind` is what the author calls the document, such as "article"; may be empty.
    `sha256` is what the file says: the hexadecimal hash of the text that quotes and excerpts were
    checked against, or empty. `compared_sha256` isn't from the file: it is the hash of the text
    with which this computer compared them, or empty.
    """

    id: int
    title: str
    publisher: str
    published: str
    url: str
    licence: str
    note: str
    kind: str
    sha256: str
    compared_sha256: str = ""

    @property
    def noun(self) -> str:
        """What words of ours call it, such as "article"."""
        return self.kind or "source"

    @property
    def check(self) -> Check:
        """How it is known that the words quoted from it are in its text."""
        if not self.compared_sha256:
            return Check.CLAIMED if self.sha256 else Check.NONE
        return Check.BUILT if self.compared_sha256 == self.sha256 else Check.COMPARED


class Speaker(NamedTuple):
    """A person or body that is quoted."""

    id: int
    name: str
    role: str


class Force(NamedTuple):
    """A police force. Use `force_labels` for its name in charts and lists."""

    id: int
    name: str
    short_name: str


def force_labels(forces: Iterable[Force]) -> dict[Force, str]:
    """Return a label for each of some forces, so that no two labels are the same.

    The label is the short name, or the full name if another force uses that short name.
    """
    distinct = set(forces)
    uses = Counter(name for force in distinct for name in {force.name, force.short_name})
    return {
        force: force.short_name if uses[force.short_name] == 1 else force.name for force in distinct
    }


def find_force(option: str, name: str, forces: Sequence[Force]) -> Force:
    """Return the force that a user named by its full or short name, ignoring case.

    Args:
        option: The option that names it, for the error.
        name: The name.
        forces: The forces to choose from.

    Raises:
        OptionError: There is none, or several have this short name.
    """
    wanted = name.strip().casefold()
    found = [force for force in forces if force.name.casefold() == wanted]
    found = found or [force for force in forces if force.short_name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    labels = force_labels(forces)
    names = ", ".join(labels[force] for force in forces) or "none"
    what = "several forces have this short name" if found else "there is no such force"
    raise OptionError(f"{option} {name}: {what}.", f"Forces you can choose: {names}.")


class Quote(NamedTuple):
    """Words that somebody said, verbatim and without quotation marks."""

    id: int
    position: int
    speaker: Speaker
    text: str
    locator: str
    source: Source
    forces: tuple[Force, ...]


class Finding(NamedTuple):
    """One thing that the report says.

    `headline`, `detail`, `caution` and `prompt` are the author's words; `excerpt` is verbatim.
    `caution` says how the source is unclear or contradicts itself. `prompt` is a discussion
    question, which is not part of the report.
    """

    id: int
    key: str
    position: int
    kind: FindingKind
    headline: str
    detail: str
    excerpt: str
    locator: str
    source: Source
    caution: str
    prompt: str
    quotes: tuple[Quote, ...]
    forces: tuple[Force, ...]

    def adds_excerpt(self, quotes: Iterable[Quote]) -> bool:
        """Return whether there is an excerpt, and none of some quotes has its words already."""
        return bool(self.excerpt) and not any(
            self.excerpt in quote.text and quote.source == self.source for quote in quotes
        )


class Origin(NamedTuple):
    """Where a figure is from: the source, and the place in it, which may be empty."""

    source: Source
    locator: str


class Figure(NamedTuple):
    """One number of a measure, exactly as the source gives it.

    `value` is None if the figure is missing, which is never the same as 0. `marker` is the
    government shorthand: it says why a figure is missing (`x` not given, `c` confidential, `z`
    not applicable), that it is not final (`p` provisional, `r` revised), or that a value of 0 is
    rounded (`low`). `source` and `locator` are None and empty if they are those of the measure:
    see `Measure.origin_of`.
    """

    force: Force
    period: str
    value: int | float | None
    marker: str
    source: Source | None = None
    locator: str = ""


class Measure(NamedTuple):
    """Something that was counted, with its figures.

    `title` names what was counted, `unit` the unit. `message` is a sentence that the figures
    support, and `highlight` is the force that it is about, if any. `locator` is where the figures
    are in the source, or empty.
    """

    id: int
    title: str
    message: str
    unit: str
    definition: str
    caveat: str
    source: Source
    locator: str
    highlight: Force | None
    figures: tuple[Figure, ...]

    @property
    def origin(self) -> Origin:
        """Where its figures are from, unless they say otherwise."""
        return Origin(self.source, self.locator)

    def origin_of(self, figure: Figure) -> Origin:
        """Return the source and place of a figure; the measure's place is only in its source."""
        source = figure.source or self.source
        place = self.locator if source == self.source else ""
        return Origin(source, figure.locator or place)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its figures, each once."""
        own = dict.fromkeys(figure.source for figure in self.figures)
        return tuple(dict.fromkeys(source or self.source for source in own))

    def belongs_to(self, finding: Finding) -> bool:
        """Return whether these are the figures that a finding is about.

        A briefing doesn't say so. It is assumed of a finding of the kind "figures" from the same
        source, unless it is about a force that has no figure here. Another kind of finding may
        name one of these forces for a different reason.
        """
        forces = {figure.force for figure in self.figures}
        is_about_figures = finding.kind is FindingKind.FIGURES and finding.source == self.source
        return is_about_figures and forces.issuperset(finding.forces)


class RunningOrderEntry(NamedTuple):
    """One entry of the author's running order.

    It has what its kind shows: a `finding`, a `quote` or a `measure`, and a number's `force`. A
    discussion may have a finding. `notes` are for the presenter only. `minutes` is the planned
    time. `answer` is the answer to a discussion's question, or empty.

    A discussion with `options` is a vote. The first line of its answer is the option that is right.
    It may have what answers it: a quote, or a measure and a force, whose newest figure does.
    """

    id: int
    position: int
    kind: SlideKind
    finding: Finding | None
    quote: Quote | None
    measure: Measure | None
    force: Force | None
    title: str
    text: str
    notes: str
    reveal: Reveal
    minutes: int | None
    options: tuple[str, ...]
    answer: str

    @property
    def question(self) -> str:
        """The question of a discussion."""
        return self.text or (self.finding.prompt if self.finding is not None else "")


MAX_MINUTES: Final = 999
"""The longest planned time of a slide."""
MIN_OPTIONS: Final = 2
MAX_OPTIONS: Final = 6
"""How many options a vote has. More could not be read from the back row."""


def vote_options(text: str) -> tuple[str, ...]:
    """Return the options of a vote, one from each line; none from an empty text."""
    return tuple(line.strip() for line in paragraphs(text)) if text else ()


class Report(NamedTuple):
    """A complete briefing; findings, quotes and the running order are sorted by position.

    `key` is the author's short name of the briefing, the same in each edition.
    """

    key: str
    title: str
    subtitle: str
    publisher: str
    published: str
    summary: str
    language: str
    sources: tuple[Source, ...]
    speakers: tuple[Speaker, ...]
    forces: tuple[Force, ...]
    findings: tuple[Finding, ...]
    quotes: tuple[Quote, ...]
    measures: tuple[Measure, ...]
    running_order: tuple[RunningOrderEntry, ...]

    @property
    def has_quotations(self) -> bool:
        """Whether it contains a source's own words: a quote or an excerpt."""
        return bool(self.quotes) or any(finding.excerpt for finding in self.findings)

    @property
    def check(self) -> Check:
        """How it is known of all quotes and excerpts that they are in the texts of their sources.

        `Check.NONE` if there are none.
        """
        cited = {quote.source.id: quote.source for quote in self.quotes}
        cited |= {finding.source.id: finding.source for finding in self.findings if finding.excerpt}
        return min((source.check for source in cited.values()), default=Check.NONE)


NO_REPORT: Final = Report("", "", "", "", "", "", "", (), (), (), (), (), (), ())
"""A briefing without anything."""


def finding_key(finding: Finding) -> str:
    """Return the key of a finding's slide within its briefing."""
    return f"finding {finding.key or finding.id}"


def quote_key(quote: Quote) -> str:
    """Return the key of a quote's slide: it depends on the words and the speaker, not on the id."""
    return f"quote {fingerprint(quote.text, quote.speaker.name)}"


def source_key(source: Source) -> str:
    """Return what identifies a source in each edition of a briefing, whatever its id is there."""
    return f"source {fingerprint(source.title, source.publisher, source.published)}"


def fingerprint(*texts: str) -> str:
    """Return 16 characters that identify some texts, the same in every run and on every system.

    Case and the amount of white space make no difference.
    """
    folded = "\0".join(single_line(text).casefold() for text in texts)
    data = folded.encode("utf-8", "surrogatepass")
    # Both are needed against collisions. It never changes: users' notes are found by it.
    return f"{crc32(data):08x}{adler32(data):08x}"
