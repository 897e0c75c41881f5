"""Hypothesis strategies for briefings."""

from collections.abc import Sequence

from hypothesis import strategies as st

from briefing_app.model.report import (
    Finding,
    Measure,
    Quote,
    Report,
    Reveal,
    RunningOrderEntry,
    SlideKind,
)
from tests.sample_measures import make_measure
from tests.sample_report import (
    make_discussion,
    make_entry,
    make_finding,
    make_number,
    make_quote,
    make_report,
)

_words = st.sampled_from(["", "Some words", "<b>Others</b> & more", "“Said”", "Geiriau tŷ"])


PRESENTER_ONLY = "only the presenter sees this"


@st.composite
def _findings(draw: st.DrawFn, quotes: Sequence[Quote]) -> tuple[Finding, ...]:
    references = st.lists(st.sampled_from(quotes), unique=True).map(tuple)
    # Keys are the author's: they may be anything, even another finding's id.
    keys = st.one_of(st.sampled_from(["1", "2", "a", "a #2", "again 2 finding a"]), _words)
    return tuple(
        make_finding(
            number,
            headline=f"Headline {number}",
            detail=draw(_words),
            excerpt=draw(_words),
            caution=draw(_words),
            prompt=draw(st.sampled_from(["", PRESENTER_ONLY])),
            quotes=draw(references),
        )._replace(
            key=key,
        )
        for number, key in enumerate(
            draw(st.lists(keys.filter(bool), max_size=3, unique=True)), start=1
        )
    )


@st.composite
def reports(draw: st.DrawFn, *, ordered: bool | None = None) -> Report:
    """Draw briefings that the database allows, with or without a running order."""
    # Two quotes may have the same words, and two measures the same title and unit.
    quote_texts = draw(st.lists(st.sampled_from(["", "Said twice."]), min_size=3, max_size=3))
    quotes = tuple(make_quote(number, text) for number, text in enumerate(quote_texts, start=1))
    findings = draw(_findings(quotes))
    measures = tuple(
        make_measure(number=number) for number in range(1, draw(st.integers(0, 2)) + 1)
    )
    items: list[Finding | Quote | Measure | SlideKind] = [
        SlideKind.TITLE,
        SlideKind.TEXT,
        SlideKind.SOURCES,
        *findings,
        *quotes,
        *measures,
    ]
    has_order = draw(st.booleans()) if ordered is None else ordered
    entry = st.tuples(st.sampled_from(items), _words, _words, st.sampled_from(Reveal))
    entries = st.lists(entry, min_size=1, max_size=6) if has_order else st.just([])
    shown = [
        make_entry(number, value, title=title, text=text, notes=PRESENTER_ONLY, reveal=reveal)
        for number, (value, title, text, reveal) in enumerate(draw(entries), start=1)
    ]
    if has_order:
        shown += _numbers_and_discussions(draw, len(shown) + 1, findings, measures)
    return make_report(
        findings,
        quotes,
        measures,
        tuple(shown),
    )


def _numbers_and_discussions(
    draw: st.DrawFn, first: int, findings: Sequence[Finding], measures: Sequence[Measure]
) -> list[RunningOrderEntry]:
    """Draw some entries that show a figure or a question."""
    entries = []
    for number in range(first, first + draw(st.integers(0, 2))):
        is_number = draw(st.booleans())
        if measures and is_number:
            measure = draw(st.sampled_from(measures))
            force = draw(st.sampled_from([figure.force for figure in measure.figures]))
            entry = make_number(number, measure, force, draw(_words))
        else:
            finding = draw(st.none() | st.sampled_from(findings)) if findings else None
            entry = make_discussion(number, "Who?", finding=finding, answer=draw(_words))
        entries.append(entry._replace(notes=PRESENTER_ONLY))
    return entries
