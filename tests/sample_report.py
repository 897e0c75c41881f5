"""Fictional report values for tests: no real person, force or figure."""

from briefing_app.model.report import (
    Finding,
    FindingKind,
    Force,
    Measure,
    Quote,
    Report,
    Reveal,
    RunningOrderEntry,
    SlideKind,
    Source,
    Speaker,
)

SOURCE = Source(1, "A made-up article", "The Made-up Post", "", "", "", "", "", "")
VERIFIED_SOURCE = Source(
    *(2, "A checked article", "The Made-up Post", "", "", "", "", ""), "ab" * 32, "ab" * 32
)
DEBATES = Source(3, "Made-up debates", "The Made-up House", "", "", "", "", "", "")
SPEAKER = Speaker(1, "A speaker", "who is made up")
NORTH = Force(1, "Northern Made-up Police", "Northern")
SOUTH = Force(2, "Southern Made-up Police", "Southern")


def make_quote(number: int, text: str = "", *, forces: tuple[Force, ...] = ()) -> Quote:
    """Return a quote with its number in its text."""
    return Quote(
        number,
        number,
        SPEAKER,
        text or f"Words number {number}.",
        "a line",
        VERIFIED_SOURCE,
        forces,
    )


def make_finding(
    number: int,
    kind: FindingKind = FindingKind.CONCERN,
    *,
    headline: str = "",
    detail: str = "",
    excerpt: str = "",
    caution: str = "",
    prompt: str = "",
    quotes: tuple[Quote, ...] = (),
    forces: tuple[Force, ...] = (),
) -> Finding:
    """Return a finding with its number in its headline."""
    return Finding(
        id=number,
        key=f"finding-{number}",
        position=number,
        kind=kind,
        headline=headline or f"Finding number {number}",
        detail=detail,
        excerpt=excerpt,
        locator="a line",
        source=SOURCE,
        caution=caution,
        prompt=prompt,
        quotes=quotes,
        forces=forces,
    )


def make_entry(
    number: int,
    shows: Finding | Quote | Measure | SlideKind,
    *,
    title: str = "",
    text: str = "",
    notes: str = "",
    reveal: Reveal = Reveal.NONE,
    minutes: int | None = None,
) -> RunningOrderEntry:
    """Return a running-order entry that shows a value, or one of a kind that needs no value."""
    kinds = {
        Finding: SlideKind.FINDING,
        Quote: SlideKind.QUOTE,
        Measure: SlideKind.CHART,
    }
    return RunningOrderEntry(
        id=number,
        position=number,
        kind=shows if isinstance(shows, SlideKind) else kinds[type(shows)],
        finding=shows if isinstance(shows, Finding) else None,
        quote=shows if isinstance(shows, Quote) else None,
        measure=shows if isinstance(shows, Measure) else None,
        force=None,
        title=title,
        text=text,
        notes=notes,
        reveal=reveal,
        minutes=minutes,
        options=(),
        answer="",
    )


def make_number(number: int, measure: Measure, force: Force, title: str = "") -> RunningOrderEntry:
    """Return a running-order entry that shows a force's newest figure of a measure."""
    entry = make_entry(number, measure, title=title)
    return entry._replace(kind=SlideKind.NUMBER, force=force)


def make_discussion(
    number: int,
    question: str = "",
    *,
    finding: Finding | None = None,
    options: tuple[str, ...] = (),
    answer: str = "",
    minutes: int | None = None,
) -> RunningOrderEntry:
    """Return a running-order entry with a discussion question, or with a vote."""
    entry = make_entry(number, SlideKind.DISCUSSION, text=question, minutes=minutes)
    return entry._replace(finding=finding, options=options, answer=answer)


def make_report(
    findings: tuple[Finding, ...] = (),
    quotes: tuple[Quote, ...] = (),
    measures: tuple[Measure, ...] = (),
    running_order: tuple[RunningOrderEntry, ...] = (),
) -> Report:
    """Return a report with these parts and the two sample sources."""
    return Report(
        key="made-up",
        title="A made-up briefing",
        subtitle="",
        publisher="The Made-up Inspectorate",
        published="2016",
        summary="",
        language="en",
        sources=(SOURCE, VERIFIED_SOURCE),
        speakers=(SPEAKER,),
        forces=(NORTH, SOUTH),
        findings=findings,
        quotes=quotes,
        measures=measures,
        running_order=running_order,
    )
