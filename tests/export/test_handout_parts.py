"""The parts of the handout: summary, worksheets and answers."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.database.reader import open_briefing
from briefing_app.errors import OptionError
from briefing_app.export.handout import handout_data, make_handout_pdf
from briefing_app.export.options import Options, Part
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import FindingKind, Report, Reveal, SlideKind
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.written_slide import WrittenKind, written
from tests.export.materials import made_of
from tests.export.pdf_reader import baselines, bookmarks, page_texts, tags, text
from tests.sample_measures import FORTY_THREE, make_measure
from tests.sample_report import (
    SOURCE,
    VERIFIED_SOURCE,
    make_discussion,
    make_entry,
    make_finding,
    make_quote,
    make_report,
)


def only(*parts: Part) -> Options:
    return Options(frozenset(parts))


@cache
def bundled() -> Report:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        return briefing.report


def plain(words: str) -> str:
    return "".join(words.split())


# ---- the parts ----------------------------------------------------------------------------------


def test_bundled_briefing_has_one_page_of_summary_and_about_four_of_findings() -> None:
    pages = page_texts(make_handout_pdf(made_of(bundled()), Options()))
    assert ["Page 2 of" in page for page in pages].index(True) == 1
    assert sum("Briefing handout" in page for page in pages) in {3, 4, 5}


def test_handout_without_a_page_is_refused() -> None:
    report = make_report((make_finding(1),))
    for parts in ((), (Part.WORKSHEETS,), (Part.WORKSHEETS, Part.ANSWERS)):
        with pytest.raises(OptionError, match="would have no page"):
            make_handout_pdf(made_of(report), only(*parts))


def test_each_part_begins_with_a_heading_of_the_first_level() -> None:
    pdf = make_handout_pdf(made_of(bundled()), only(Part.SUMMARY, Part.FINDINGS, Part.WORKSHEETS))
    firsts = [name for depth, name in bookmarks(pdf) if depth == 0]
    assert firsts[:2] == [bundled().title, "Findings"]
    assert firsts[2].endswith("Worksheet for one group")


# ---- the summary --------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
def test_summary_has_message_all_headlines_a_chart_a_quote_and_room_to_write(large: bool) -> None:
    report = bundled()._replace(running_order=())  # which asks people to guess the figures
    pdf = make_handout_pdf(made_of(report), replace(only(Part.SUMMARY), large_print=large))
    printed = plain(text(pdf))
    assert plain(report.summary) in printed
    for finding in report.findings:
        assert plain(f"{finding.position} {finding.headline}") in printed
    (measure,) = report.measures
    assert plain(measure.caveat) in printed
    assert [tag.role for tag in tags(pdf)].count("/Figure") == 1
    assert any(plain(f"“{quote.text}”") in printed for quote in report.quotes)
    assert plain("Briefing held on Ask me:") in printed
    assert "Concerns 8" in text(pdf)
    assert printed.index("Whatwewilldo") < printed.index("Source:Express&Star")


def test_summary_of_fifty_findings_is_one_page_with_todays_or_in_large_print_has_all() -> None:
    findings = tuple(make_finding(n, headline=f"Headline number {n} " * 9) for n in range(1, 51))
    entries = tuple(make_entry(n, findings[n + 29]) for n in range(1, 4))
    report = make_report(findings, (make_quote(1),), (make_measure(FORTY_THREE),), entries)
    (printed,) = page_texts(make_handout_pdf(made_of(report), only(Part.SUMMARY)))
    for n in (31, 32, 33):
        assert f"{n} Headline number {n}" in printed
    shown = sum(f"{n} Headline number {n} " in printed for n in range(1, 51))
    assert f"and {50 - shown} more" in printed
    assert "Concerns 50" in printed
    options = replace(only(Part.SUMMARY), large_print=True)
    pages = page_texts(make_handout_pdf(made_of(report), options))
    assert "and 37 more in the findings" in " ".join(pages)
    at = 0
    for n in range(1, 51):
        at = "".join(pages).index(f"{n} {f'Headline number {n} ' * 9}".rstrip(), at)
    for n, page in enumerate(pages, 1):
        assert page.endswith(f"Our summary of the sources {n} / {len(pages)}")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("asked", [Reveal.GUESS, "vote", None])
def test_summary_gives_no_figures_away_that_a_question_asks_for(
    asked: Reveal | str | None, large: bool
) -> None:
    measure = make_measure([("Kent", 76, ""), ("Essex", 54, "")])
    telling = make_quote(1, "It was 76 in Kent")
    findings = (
        make_finding(1, headline="Concern of all"),
        make_finding(2, FindingKind.FIGURES, headline="76 in Kent", quotes=(telling,))._replace(
            source=measure.source
        ),
    )
    entries = {
        Reveal.GUESS: (make_entry(1, measure)._replace(reveal=Reveal.GUESS),),
        "vote": (make_discussion(1, "How many?")._replace(measure=measure),),
        None: (make_entry(1, measure),),
    }[asked]
    report = make_report(findings, (telling,), (measure,), entries)
    pdf = make_handout_pdf(made_of(report), replace(only(Part.SUMMARY), large_print=large))
    printed = text(pdf)
    assert "1 Concern of all" in printed
    counted = "2 Made-up measure 1, things counted, 2016. The figures are in the findings."
    assert (counted in printed) == (asked is not None)
    assert ({"76", "54"} & set(printed.split()) == set()) == (asked is not None)
    charts = [tag.role for tag in tags(pdf)].count("/Figure")
    assert charts == (0 if asked is not None else 1)


def test_summary_counts_and_marks_unclear_findings() -> None:
    findings = (
        make_finding(1, caution="It contradicts itself."),
        make_finding(2, FindingKind.NEXT_STEP),
    )
    printed = text(make_handout_pdf(made_of(make_report(findings)), only(Part.SUMMARY)))
    assert "1 Finding number 1 Source unclear" in printed
    assert printed.count("Source unclear") == 1
    assert "Concern 1" in printed
    assert "Next step 1" in printed


def test_caveat_that_is_too_long_for_the_summary_is_not_shortened() -> None:
    measure = make_measure()._replace(caveat="Not a rate. " * 40)
    data = handout_data(made_of(make_report((), (), (measure,))), only(Part.SUMMARY))
    assert data["summary"]["chart"] is None


# ---- the worksheets -----------------------------------------------------------------------------


def test_two_of_todays_discussions_are_on_each_worksheet() -> None:
    finding = make_finding(1, excerpt="few were found")._replace(source=VERIFIED_SOURCE)
    entries = tuple(
        make_discussion(n, f"Question {n}?", finding=finding, minutes=n) for n in range(1, 4)
    )
    report = make_report((finding,), running_order=entries)
    first, second = page_texts(make_handout_pdf(made_of(report), only(Part.WORKSHEETS)))
    assert "Discussion 1 · 1 minute Question 1?" in first
    assert "Discussion 2 · 2 minutes Question 2?" in first
    assert "Discussion 3 · 3 minutes Question 3?" in second
    for page in (first, second):
        assert "The question rests on these words: “few were found”" in page
        assert "Group" in page
        assert "Writer" in page
        assert "Don’t write names of victims or details of cases." in page


def test_lines_of_a_long_title_are_as_far_apart_on_each_worksheet() -> None:
    entries = tuple(make_discussion(number, f"Question {number}?") for number in range(1, 4))
    report = make_report((make_finding(1),), running_order=entries)
    report = report._replace(title="A title that is long enough for two lines of a worksheet")
    pdf = make_handout_pdf(made_of(report), only(Part.WORKSHEETS))
    (first,), (second,) = (baselines(pdf, "Worksheet for one group", at) for at in (0, 1))
    assert first == pytest.approx(second, abs=1)


def test_worksheets_follow_todays_running_order() -> None:
    entries = (make_discussion(1, "First?"), make_discussion(2, "Second?"))
    report = make_report((make_finding(1),), running_order=entries)
    _, second = briefing_slides(report)
    printed = text(make_handout_pdf(made_of(report, [second]), only(Part.WORKSHEETS)))
    assert "Discussion 1 Second?" in printed
    assert "First?" not in printed


def test_worksheet_says_that_a_question_was_added_for_today() -> None:
    order = RunningOrder(()).write(written(WrittenKind.QUESTION, "Whose?"), 0, None)
    order = order.write(written(WrittenKind.BREAK, ""), 1, None)
    material = made_of(make_report((make_finding(1),)), order.slides)
    printed = text(make_handout_pdf(material, only(Part.WORKSHEETS)))
    assert "Discussion 1 · added for today Whose?" in printed
    assert "Break" not in printed


def test_vote_has_its_options_with_their_letters_on_the_worksheet() -> None:
    vote = make_discussion(1, "How many?", options=("Two", "Nine"))
    printed = text(
        make_handout_pdf(made_of(make_report(running_order=(vote,))), only(Part.WORKSHEETS))
    )
    assert "How many? A Two B Nine" in printed


def test_discussion_is_a_heading_and_what_each_sheet_repeats_is_read_once() -> None:
    entries = tuple(make_discussion(n, f"Question {n}? Another one?") for n in range(1, 6))
    pdf = make_handout_pdf(made_of(make_report(running_order=entries)), only(Part.WORKSHEETS))
    assert [name for _, name in bookmarks(pdf)][1:] == [f"Discussion {n}" for n in range(1, 6)]
    roles = [tag.role for tag in tags(pdf)]
    # “Group” and “Writer” on each of three sheets, but “Don’t write names…” only once.
    assert (roles.count("/H1"), roles.count("/Strong")) == (1, 2 * 3 + 1)


def test_guess_has_a_line_for_each_name_on_the_worksheet() -> None:
    measure = make_measure([("Kent", 76, ""), ("Essex", 54, "")])
    for title, asked in (
        ("", "Guess first Made-up measure 1, things counted, 2016: your guess?"),
        ("How many?", "Guess first · Made-up measure 1, things counted, 2016 How many?"),
    ):
        guess = make_entry(1, measure, title=title, reveal=Reveal.GUESS)
        talk = make_discussion(2, "Why so?")
        report = make_report(measures=(measure,), running_order=(guess, talk))
        printed = text(make_handout_pdf(made_of(report), only(Part.WORKSHEETS)))
        assert f"{asked} Essex Kent" in printed
        assert "Discussion 1 Why so?" in printed
        assert not {"76", "54"} & set(printed.split())


def test_question_is_not_beside_its_answer_or_the_words_that_give_it_away() -> None:
    finding = make_finding(1, excerpt="nine were found", prompt="How many were found?")
    report = make_report(
        (finding,), running_order=(make_discussion(1, finding=finding, answer="It was 9."),)
    )
    pages = page_texts(make_handout_pdf(made_of(report), Options(frozenset(Part))))
    (asking,) = [page for page in pages if "Worksheet" in page]
    assert "How many were found?" in asking
    assert "nine were found" not in asking
    (findings,) = [page for page in pages if "“nine were found”" in page]
    assert "How many were found?" not in findings
    assert [page for page in pages if "It was 9." in page] == [pages[-1]]
    assert "How many were found?" not in text(
        make_handout_pdf(made_of(report), only(Part.FINDINGS))
    )


def test_worksheet_has_no_words_with_figures_that_people_guess() -> None:
    guessed = make_measure()
    finding = make_finding(
        1, FindingKind.FIGURES, excerpt="nine were found", prompt="What could that mean?"
    )
    shown = make_entry(1, guessed)
    for reveal in Reveal:
        entries = (shown._replace(reveal=reveal), make_discussion(2, finding=finding))
        report = make_report((finding,), (), (guessed,), entries)
        (asking,) = page_texts(make_handout_pdf(made_of(report), only(Part.WORKSHEETS)))
        assert "What could that mean?" in asking
        assert ("nine were found" in asking) == (reveal is not Reveal.GUESS)


def test_worksheet_and_summary_have_no_words_that_answer_a_vote() -> None:
    quote = make_quote(1, "nine were found")
    finding = make_finding(1, prompt="What could that mean?", quotes=(quote,))
    vote = make_discussion(1, "How many?", options=("Two", "Nine"))
    for answer in (None, quote):
        entries = (vote._replace(quote=answer), make_discussion(2, finding=finding))
        report = make_report((finding,), (quote,), running_order=entries)
        asking = " ".join(page_texts(make_handout_pdf(made_of(report), only(Part.WORKSHEETS))))
        assert "What could that mean?" in asking
        summary = text(make_handout_pdf(made_of(report), only(Part.SUMMARY)))
        for printed in (asking, summary):
            assert ("nine were found" in printed) == (answer is None)


@pytest.mark.parametrize(("large", "many"), [(False, 120), (True, 200)])
def test_question_of_any_length_has_lines_to_write_on(large: bool, many: int) -> None:
    for words in (3, many):
        entries = tuple(make_discussion(n, f"{n} word " * words) for n in (1, 2))
        report = make_report(running_order=entries)
        options = replace(only(Part.WORKSHEETS), large_print=large)
        pages = page_texts(make_handout_pdf(made_of(report), options))
        assert " ".join(pages).count("word") == 2 * words
        assert len(pages) <= (2 if words == 3 else 6)


# ---- the answers --------------------------------------------------------------------------------


def test_answer_of_a_vote_has_its_options_and_the_figure_with_its_place() -> None:
    measure = make_measure()._replace(locator="page 4")
    vote = make_discussion(1, "How many?", options=("6", "16"), answer="16\nAs counted.")
    vote = vote._replace(measure=measure, force=measure.figures[0].force)
    undecided = make_discussion(2, "Which one?", options=("This", "That"))
    report = make_report(measures=(measure,), running_order=(vote, undecided))
    printed = text(make_handout_pdf(made_of(report), only(Part.ANSWERS)))
    figure = f"The source’s figure: {measure.figures[0].value}. {measure.figures[0].force.name}: "
    at = 0
    for words in ("How many?", "6", "16", "Right: 16 As counted.", figure, "page 4"):
        at = printed.index(words, at) + len(words)
    assert "Which one?" not in printed


def test_answer_of_a_vote_has_its_quote_with_speaker_and_place() -> None:
    for source, mark in ((VERIFIED_SOURCE, ""), (SOURCE, "Not checked · ")):
        quote = make_quote(1)._replace(source=source)
        vote = make_discussion(1, "Why?", options=("Rain", "Sun"), answer="Sun")
        report = make_report(quotes=(quote,), running_order=(vote._replace(quote=quote),))
        printed = text(make_handout_pdf(made_of(report), only(Part.ANSWERS)))
        assert (
            f"Right: Sun The speaker’s words: “Words number 1.” {mark}A speaker, who is made up"
            " · a line" in printed
        )


def test_charts_that_a_question_asks_for_are_with_the_findings_and_with_the_answers() -> None:
    guessed, voted, other = (make_measure(number=n, message=f"Chart {n}") for n in (1, 2, 3))
    entries = (
        make_entry(1, guessed)._replace(reveal=Reveal.GUESS),
        make_discussion(2, "How many?")._replace(measure=voted),
    )
    report = make_report((make_finding(1),), (), (guessed, voted, other), entries)
    findings = text(make_handout_pdf(made_of(report), only(Part.FINDINGS)))
    assert [n for n in (1, 2, 3) if f"Chart {n}" in findings] == [1, 2, 3]
    answers = text(make_handout_pdf(made_of(report), only(Part.ANSWERS)))
    assert [n for n in (1, 2, 3) if f"Chart {n}" in answers] == [1, 2]


def test_chart_is_beside_its_finding_and_has_the_source_only_at_the_foot() -> None:
    pages = page_texts(make_handout_pdf(made_of(bundled()), only(Part.FINDINGS)))
    (measure,) = bundled().measures
    (page,) = [each for each in pages if plain(measure.message) in plain(each)]
    assert plain(bundled().findings[8].headline) in plain(page)
    for each in pages:
        assert each.count("Police failing to protect") == 1 + ("Sources and what" in each)
        assert each.count("checked word for word") == 1


WORDS = st.text(st.characters(exclude_categories=()) | st.sampled_from("ab \nŵ王"), max_size=500)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=15)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_any_session_makes_a_handout(one: str, other: str, line: str, large: bool) -> None:
    quotes = (make_quote(1, one),)
    finding = make_finding(1, excerpt=one, headline=other, caution=line, quotes=quotes)
    entries = (
        make_discussion(1, one, finding=finding, options=(other, line), answer=line),
        make_discussion(2, other, finding=finding),
        make_entry(3, SlideKind.TEXT, text=line),
    )
    report = make_report((finding,), quotes, (make_measure(),), entries)
    options = Options(frozenset(Part), large_print=large)
    assert make_handout_pdf(made_of(report._replace(summary=other)), options).startswith(b"%PDF-")
