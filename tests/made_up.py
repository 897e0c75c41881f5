"""Made-up values for tests: no real person, force or figure."""

from briefing_app.report import Finding, FindingKind, Force, Quote, Source, Speaker

SOURCE = Source(1, "A made-up article", "The Made-up Post", "", "", "", "", "")
PROVED = Source(2, "A proved article", "The Made-up Post", "", "", "", "", "ab" * 32)
SPEAKER = Speaker(1, "A speaker", "who is made up")
NORTH = Force(1, "Northern Made-up Police", "Northern")
SOUTH = Force(2, "Southern Made-up Police", "Southern")


def make_quote(number: int, text: str = "", *, forces: tuple[Force, ...] = ()) -> Quote:
    """A quote whose text says which one it is."""
    return Quote(
        number, number, SPEAKER, text or f"Words number {number}.", "a line", PROVED, forces
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
    """A finding whose headline says which one it is."""
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
        follows="",
        quotes=quotes,
        forces=forces,
    )
