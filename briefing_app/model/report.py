"""What a briefing holds, as values: frozen, no Qt, no SQL.

Every value knows what it refers to (a `Quote` its `Speaker`, a `Finding` its quotes), so that
nothing downstream looks an id up. Text is exactly what stands in the file: it is never
interpreted as markup.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What sort of statement a finding makes; the values are part of the file format."""

    CONCERN = "concern"
    GOOD_PRACTICE = "good practice"
    FIGURES = "figures"
    NEXT_STEP = "next step"

    @property
    def label(self) -> str:
        """Its name as it is shown."""
        return self.value.capitalize()


class SlideKind(StrEnum):
    """What a slide shows; the values are part of the file format."""

    TITLE = "title"
    TEXT = "text"
    FINDING = "finding"
    QUOTE = "quote"
    CHART = "chart"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the briefing rests on.

    `published` is ISO 8601 text, whole or in part, or empty where the document gives no date.
    `sha256` is the hash of the text that quotes and excerpts were proved against, in hexadecimal;
    empty where nothing was proved.
    """

    id: int
    title: str
    publisher: str
    published: str
    url: str
    licence: str
    note: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose words are quoted."""

    id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Force:
    """A police force; charts and lists call it what `force_labels` says."""

    id: int
    name: str
    short_name: str


def force_labels(forces: Iterable[Force]) -> dict[Force, str]:
    """What to call each force where these stand together, so that no two look alike.

    That is its short name, or its full name where another one goes by that short name too.
    """
    among = set(forces)
    called = Counter(name for force in among for name in {force.name, force.short_name})
    return {
        force: force.short_name if called[force.short_name] == 1 else force.name for force in among
    }


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, verbatim and without the quotation marks around them."""

    id: int
    position: int
    speaker: Speaker
    text: str
    locator: str
    source: Source
    forces: tuple[Force, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the report says.

    `headline`, `detail`, `caution` and `prompt` are the briefing author's words; `excerpt` is the
    source's, verbatim. `caution` says where the source is unclear or contradicts itself;
    `prompt` is a training question and no part of the report. `follows` is the key of the finding
    of an earlier briefing that this one continues.
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
    follows: str
    quotes: tuple[Quote, ...]
    forces: tuple[Force, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a measure, exactly as the source gives it.

    `value` is None where the figure is not there; `marker` then says why (`x` not available,
    `c` confidential, `z` not applicable). Otherwise it may say that the figure is not final (`p`
    provisional, `r` revised), or that it rounds to the 0 that stands there, but is not 0 (`low`).
    A missing figure is never a zero.
    """

    force: Force
    period: str
    value: int | float | None
    marker: str


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that was counted, and what the figures say.

    `message` is a sentence that the figures bear out; `unit` names what is counted; `highlight` is
    the force that the message is about, if it is about one.
    """

    id: int
    title: str
    message: str
    unit: str
    definition: str
    caveat: str
    source: Source
    highlight: Force | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class RunningOrderEntry:
    """One entry of the running order; at most one of `finding`, `quote`, `measure` is there.

    `notes` are for the presenter alone. `reveal` asks for a chart's bars one by one.
    """

    id: int
    position: int
    kind: SlideKind
    finding: Finding | None
    quote: Quote | None
    measure: Measure | None
    title: str
    text: str
    notes: str
    reveal: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A whole briefing.

    Findings, quotes and the running order stand in the order of their position.
    """

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
    def quoting(self) -> bool:
        """Whether it has words of a source in it: a quote or an excerpt."""
        return bool(self.quotes) or any(finding.excerpt for finding in self.findings)

    @property
    def verified(self) -> bool:
        """Whether every quote and excerpt was proved verbatim against its source's text."""
        cited = {quote.source.id: quote.source for quote in self.quotes}
        cited |= {finding.source.id: finding.source for finding in self.findings if finding.excerpt}
        return bool(cited) and all(source.sha256 for source in cited.values())


def finding_key(finding: Finding) -> str:
    """What a finding's slide goes by within its briefing."""
    return f"finding {finding.key or finding.id}"


def quote_key(quote: Quote) -> str:
    """What a quote's slide goes by: its words and who said them, whatever number it has."""
    return f"quote {fingerprint(quote.text, quote.speaker.name)}"


def fingerprint(*texts: str) -> str:
    """Twelve characters that stand for some words, in every run of the program the same.

    Capitals and the spaces between words make no difference.
    """
    from hashlib import sha256  # noqa: PLC0415, 3 ms that the first paint needn't wait for

    folded = "\0".join(" ".join(text.split()).casefold() for text in texts)
    return sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def checked_text(report: Report) -> str:
    """What may be said of the proof of a briefing's quotes and excerpts, in one sentence."""
    if not report.quoting:
        return "This briefing quotes nothing."
    if report.verified:
        return (
            "Every quote and excerpt was checked word for word against the text of its source "
            "when this briefing was built."
        )
    return "Not every quote and excerpt of this briefing was checked against its source."


def source_lines(source: Source) -> list[str]:
    """What is to be told of a source below its title, with what was checked against it."""
    issued = ", ".join(part for part in (source.publisher, source.published) if part)
    checked = (
        f"Checked against the text with SHA-256 {source.sha256}"
        if source.sha256
        else "No words of it were checked"
    )
    lines = (issued, source.url, source.note, source.licence, checked)
    return [line for line in lines if line]
