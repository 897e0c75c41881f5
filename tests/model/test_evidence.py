"""Words shown as evidence, and where they are from."""

from briefing_app.model.evidence import excerpt_evidence, quote_evidence
from briefing_app.model.report import Speaker
from tests.sample_report import SOURCE, make_finding, make_quote


def test_quote_is_cited_with_speaker_and_source() -> None:
    evidence = quote_evidence(make_quote(1))
    assert evidence.has_tick
    assert evidence.origin == "Checked word for word · The Made-up Post, a line"
    assert evidence.origin[evidence.source_part] == "The Made-up Post"
    assert evidence.citation == (
        "“Words number 1.”\nA speaker, who is made up\nThe Made-up Post, A checked article, a line"
    )


def test_excerpt_has_no_speaker_and_says_that_it_was_not_checked() -> None:
    evidence = excerpt_evidence(make_finding(1, excerpt="few words"))
    assert evidence is not None
    assert not evidence.has_tick
    assert evidence.origin == "Not checked · The Made-up Post, a line"
    assert evidence.citation == "“few words”\nThe Made-up Post, A made-up article, a line"
    assert excerpt_evidence(make_finding(1)) is None


def test_what_is_missing_leaves_no_gap() -> None:
    quote = make_quote(1)._replace(
        speaker=Speaker(1, "A speaker", ""),
        source=SOURCE._replace(publisher=""),
        locator="",
    )
    evidence = quote_evidence(quote)
    assert evidence.attribution == "A speaker"
    assert evidence.origin == "Not checked · A made-up article"
    assert evidence.citation == "“Words number 1.”\nA speaker\nA made-up article"
    assert quote_evidence(quote._replace(speaker=Speaker(1, "", "a role"))).attribution == ""
