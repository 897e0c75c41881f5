"""Tests of wording that is used in several places."""

import pytest

from briefing_app.model.report import Check, Origin, Source
from briefing_app.model.wording import (
    check_mark,
    citation,
    counted,
    dated,
    duration_in_words,
    places_by_source,
    says_made_up,
    source_details,
    summary_note,
    unique_publishers,
    verification_foot,
    verification_status,
    verification_summary,
    written_date,
)
from tests.sample_report import SOURCE, VERIFIED_SOURCE, make_finding, make_quote, make_report


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2017-10-24", "24 October 2017"),
        ("2017-01-02", "2 January 2017"),
        ("2017-12", "December 2017"),
        ("2017", "2017"),
        ("", ""),
    ],
)
def test_date_is_written_as_people_write_it(date: str, written: str) -> None:
    assert written_date(date) == written


@pytest.mark.parametrize(
    ("findings", "quotes", "note"),
    [
        ([SOURCE], [], "Our summary of the source · The Made-up Post, A made-up article"),
        ([VERIFIED_SOURCE], [VERIFIED_SOURCE], "Our summary of the source · The Made-up Post, "),
        ([SOURCE], [VERIFIED_SOURCE], "Our summary of the sources"),
        ([], [], "Our words, not part of the report"),
    ],
)
def test_summary_says_that_it_is_ours_and_what_it_sums_up(
    findings: list[Source], quotes: list[Source], note: str
) -> None:
    made = (make_finding(1)._replace(source=source) for source in findings)
    report = make_report(tuple(made))
    report = report._replace(quotes=tuple(make_quote(1)._replace(source=each) for each in quotes))
    assert summary_note(report).startswith(note)


@pytest.mark.parametrize(
    ("title", "says_so"),
    [
        ("Made up: a first inspection", True),
        ("A made-up inspection", True),
        ("An inspection (MADE\u2011UP)", True),
        ("They made upper bounds", False),
        ("An inspection", False),
    ],
)
def test_title_says_that_a_briefing_is_made_up(title: str, says_so: bool) -> None:
    assert says_made_up(title) == says_so


@pytest.mark.parametrize(
    ("text", "date", "line"),
    [
        ("The Post", "2017-10-24", "The Post, 24 October 2017"),
        ("", "2017", "2017"),
        ("The Post", "", "The Post"),
        ("Caffè", "2017-10-24", "Caffè, 24 October 2017"),
        # Otherwise it would be shown as “October 2017 24”.
        ("الناشر", "2017-10-24", "الناشر, \u206824 October 2017\u2069"),
        ("BBC עברית", "2017-10-24", "BBC עברית, \u206824 October 2017\u2069"),
        ("الناشر", "", "الناشر"),
    ],
)
def test_date_keeps_its_order_beside_a_text(text: str, date: str, line: str) -> None:
    assert dated(text, date) == line


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 quotes"), (1, "1 quote"), (2, "2 quotes"), (1204, "1,204 quotes")],
)
def test_number_has_the_form_of_its_noun(count: int, text: str) -> None:
    assert counted(count, "quote") == text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (70, "1 minute 10 seconds"),
        (120, "2 minutes"),
        (3601, "60 minutes 1 second"),
    ],
)
def test_duration_is_spoken_in_minutes_and_seconds(seconds: int, words: str) -> None:
    assert duration_in_words(seconds) == words


def test_summary_says_whether_every_quotation_was_checked() -> None:
    checked = make_report(quotes=(make_quote(1),))
    unchecked = make_report((make_finding(1, excerpt="Words"),))
    assert verification_summary(make_report()) == "This briefing contains no quotes or excerpts."
    assert verification_status(make_report()) == ""
    assert verification_summary(checked).startswith("Every quote and excerpt was checked")
    assert verification_summary(unchecked).startswith("Not every quote and excerpt")


def test_words_say_how_much_is_proved() -> None:
    claim = "The author states that this was checked"
    built = " when this briefing was built."
    said = []
    for source in (
        SOURCE,
        VERIFIED_SOURCE._replace(compared_sha256=""),
        VERIFIED_SOURCE._replace(compared_sha256="cd" * 32),
        VERIFIED_SOURCE,
    ):
        report = make_report((make_finding(1, excerpt="Words")._replace(source=source),))
        foot, status = verification_foot(report), verification_status(report)
        said.append((check_mark(source.check), status, foot, source_details(source)[-1]))
        assert source.check.is_proved is ("word for word" in verification_summary(report))
        assert (built in verification_summary(report)) is (source == VERIFIED_SOURCE)
    assert said == [
        (
            "Not checked",
            "not all quotes checked",
            "",
            "Quotes and excerpts not checked against it",
        ),
        (claim, claim, "", f"{claim} against the text with SHA-256 {'ab' * 32}"),
        (
            "Checked word for word",
            "quotes checked word for word",
            "Quotes and excerpts were checked word for word.",
            f"Checked against the text with SHA-256 {'cd' * 32}",
        ),
        (
            "Checked word for word",
            "quotes checked word for word when built",
            f"Quotes and excerpts were checked word for word{built}",
            f"Checked against the text with SHA-256 {'ab' * 32}",
        ),
    ]


def test_briefing_is_proved_only_if_all_its_words_are() -> None:
    claimed = VERIFIED_SOURCE._replace(id=3, compared_sha256="")
    findings = tuple(
        make_finding(number, excerpt="Words")._replace(source=source)
        for number, source in enumerate((VERIFIED_SOURCE, claimed), 1)
    )
    assert make_report(findings[:1]).check is Check.BUILT
    assert make_report(findings).check is Check.CLAIMED


def test_publisher_of_one_source_names_it_without_its_title() -> None:
    other = SOURCE._replace(id=3, publisher="The Other Post", title="Another article")
    silent = SOURCE._replace(id=4, publisher="")
    publishers = unique_publishers([SOURCE, VERIFIED_SOURCE, other, silent])
    assert publishers == {"The Other Post"}
    assert citation(other, "page 2", publishers) == "The Other Post, page 2"
    assert citation(SOURCE, "", publishers) == "The Made-up Post, A made-up article"
    assert citation(silent, "page 2", publishers) == "A made-up article, page 2"


@pytest.mark.parametrize(
    ("places", "listed"),
    [
        (["p1", "", "p2", "p1", "p3"], "p1, p2, p3"),
        (["p1", "p2", "p3", "p4"], "4 places"),
        ([""], ""),
    ],
)
def test_places_of_figures_are_listed_or_if_many_counted(places: list[str], listed: str) -> None:
    assert places_by_source(Origin(SOURCE, place) for place in places) == {SOURCE: listed}


def test_source_has_its_details_and_how_it_was_checked() -> None:
    source = SOURCE._replace(published="2016-02", url="https://example.org/", licence="Free")
    unchecked = "Quotes and excerpts not checked against it"
    issued = "The Made-up Post, February 2016"
    assert source_details(source) == [issued, "https://example.org/", "Free", unchecked]
    assert source_details(source, has_hash=False)[-1] == unchecked
    checked = f"Checked against the text with SHA-256 {'ab' * 32}"
    assert source_details(VERIFIED_SOURCE) == ["The Made-up Post", checked]
    without = source_details(VERIFIED_SOURCE, has_hash=False)
    assert without[-1] == "Quotes and excerpts checked against it"
    claimed = VERIFIED_SOURCE._replace(compared_sha256="")
    claim = "The author states that this was checked"
    assert source_details(claimed, has_hash=False)[-1] == claim
