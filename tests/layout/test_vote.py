"""Tests of the page of a vote: question and options, then the answer with its evidence."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given

from briefing_app.layout.countdown import countdown_rect
from briefing_app.layout.page import HEIGHT, Form, Page, PlacedText, Rect, Shape
from briefing_app.layout.palette import Colour
from briefing_app.layout.slide import lay_out
from briefing_app.model.slides import Role, Slide, SlideText, VoteEvidence
from tests.layout.fixed_measurer import FixedMeasurer, assert_well_placed, ink_of
from tests.layout.page_samples import few_examples
from tests.layout.vote_samples import FIGURE, LONG, NUMBERS, QUOTE, WORDS, vote, votes

MEASURER = FixedMeasurer()
BODY = Rect(120, 82, 1680, 948)


def page_of(slide: Slide) -> Page:
    (page,) = lay_out(slide, MEASURER)
    for step in range(page.steps):
        assert_well_placed(page, step=step)
    return page


def texts_of(page: Page, role: Role, step: int = 0) -> list[PlacedText]:
    return [text for text in page.texts if text.role is role and text.is_shown(step)]


def words(texts: list[PlacedText]) -> list[str]:
    return [text.text.replace("\u00a0", " ").strip() for text in texts]


def ticks_of(page: Page, step: int) -> list[Shape]:
    return [each for each in page.shapes if each.form is Form.TICK and each.is_shown(step)]


def evidence_of(page: Page) -> list[str]:
    """Return the texts on the ground of the evidence."""
    lower = page.lower_at(1)
    assert lower is not None
    return words(list(lower.block.texts))


# ---- the question -------------------------------------------------------------------------------


def test_options_are_large_and_lettered_below_a_countdown_of_30_seconds() -> None:
    page = page_of(vote())
    assert words(texts_of(page, Role.OPTION)) == list(NUMBERS)
    assert {text.style.size for text in texts_of(page, Role.OPTION)} == {80}
    read = page.read(0)
    assert read.splitlines()[0] == "Show of hands"
    assert "A 6\nB 16\nC 60\nD 160\n" in read
    ring = countdown_rect(page, 0)
    assert "0:30" in read
    assert ring is not None
    assert all(ring.bottom < text.rect.top for text in texts_of(page, Role.OPTION))


def test_options_of_60_letters_can_be_read_from_the_back_row() -> None:
    assert min(text.style.size for text in texts_of(page_of(vote(LONG)), Role.OPTION)) >= 40


def test_long_question_shrinks_so_that_options_stay_large() -> None:
    page = page_of(vote(WORDS, question="Which of these things is it? " * 14))
    (question,) = texts_of(page, Role.QUESTION)
    assert question.style.size < 64
    assert min(text.style.size for text in texts_of(page, Role.OPTION)) >= 48


def test_countdown_is_left_of_the_tag_of_a_made_up_slide() -> None:
    page = page_of(vote()._replace(is_made_up=True))
    ring = countdown_rect(page, 0)
    (tag,) = texts_of(page, Role.TAG)
    (question,) = texts_of(page, Role.QUESTION)
    assert ring is not None
    assert question.rect.right < ring.left < ring.right < tag.rect.left


def test_vote_without_an_answer_has_one_step() -> None:
    page = page_of(vote(WORDS))
    assert page.steps == 1
    assert not page.shows_answer(0)
    assert not ticks_of(page, 0)


@pytest.mark.parametrize(
    ("slide", "steps"),
    [(vote(), 1), (vote(NUMBERS, "16"), 2), (vote(NUMBERS, "", FIGURE), 2)],
    ids=["none", "right", "figure"],
)
def test_planned_time_is_in_words_if_no_countdown_runs(slide: Slide, steps: int) -> None:
    (page,) = lay_out(slide, MEASURER, has_clock=False)
    assert page.steps == steps
    assert ["30 seconds" in page.read(step) for step in range(steps)] == [True, False][:steps]


# ---- the answer ---------------------------------------------------------------------------------


def test_right_option_is_large_and_read_with_its_letter() -> None:
    page = page_of(vote(WORDS, WORDS[0]))
    (option,) = texts_of(page, Role.ANSWER, 1)
    assert option.style.size == 96
    assert f"Right: A {WORDS[0]}\n" in page.read(1)
    assert not texts_of(page, Role.OPTION, 1)
    assert [countdown_rect(page, step) is not None for step in (0, 1)] == [True, False]
    assert [page.shows_answer(step) for step in (0, 1)] == [False, True]


def test_further_words_of_an_answer_are_below_the_right_option() -> None:
    page = page_of(vote(WORDS, f"{WORDS[1]}\nNobody else may hear it."))
    assert page.lower is None
    option, further = texts_of(page, Role.ANSWER, 1)
    assert words([option, further]) == [WORDS[1], "Nobody else may hear it."]
    assert further.rect.top > option.rect.bottom
    assert not texts_of(page, Role.ANSWER)


def test_figure_of_the_report_is_on_a_ground_of_its_own_with_its_place() -> None:
    page = page_of(vote(NUMBERS, "16\nas the article gives it", FIGURE))
    assert page.lower_at(0) is None
    assert evidence_of(page) == [
        *("The source’s figure", "16", "Staffordshire: Victims referred, 2016", "A count."),
        "Our question · the answer is the source’s figure · The Post, page 4",
    ]
    assert page.foot_at(1) == ()
    assert "The source’s figure" not in page.read(0)
    assert "Right: B 16\n" in page.read(1)
    assert page.read(1).index("Right: B 16") < page.read(1).index("The source’s figure")


def test_quote_is_on_a_ground_of_its_own_with_speaker_and_place() -> None:
    page = page_of(vote(WORDS, "", QUOTE))
    assert evidence_of(page) == [
        *("The speaker’s words", "“First of all, speak to the person alone.”", "A. Speaker"),
        "Our question · the answer is the speaker’s words · The Post, page 5",
    ]
    assert page.shows_answer(1)
    assert not ticks_of(page, 1)


def test_right_option_is_highlighted_in_the_quote_that_answers() -> None:
    quote = f"“{'Before anything else is done, ' * 2}speak to the person alone, and then write.”"
    said = QUOTE._replace(texts=(SlideText(Role.QUOTE, quote), *QUOTE.texts[1:]))
    for answer, marked in ((WORDS[0], "speak to the person alone"), (WORDS[1], "")):
        lower = page_of(vote(WORDS, answer, said)).lower
        assert lower is not None
        (text,) = (each for each in lower.block.texts if each.role is Role.QUOTE)
        marks = [shape.rect for shape in lower.block.shapes if shape.fill is Colour.MARK]
        found = ""
        for mark in marks:
            (line,) = (each for each in text.lines if mark.top < each.baseline < mark.bottom)
            each = MEASURER.width("x", text.style)
            start = round((mark.left - text.left_of(line)) / each)
            found += f"{line.text[start : start + round(mark.width / each)]} "
        assert found.strip() == marked


def test_words_beside_evidence_that_do_not_fit_have_a_page_of_their_own() -> None:
    further = "Because of this. " * 40
    first, *others = lay_out(vote(NUMBERS, f"16\n{further}", FIGURE), MEASURER)
    assert evidence_of(first)[1] == "16"
    assert words(texts_of(first, Role.ANSWER, 1)) == ["16"]
    shown = "".join(text.text for page in others for text in texts_of(page, Role.ANSWER))
    assert shown.split() == further.split()
    assert all(page.shows_answer(0) and page.steps == 1 for page in others)


def test_long_quote_has_pages_of_its_own_each_with_speaker_and_place() -> None:
    quote = f"“{'It is said at length. ' * 90}”"
    said = QUOTE._replace(texts=(SlideText(Role.QUOTE, quote), *QUOTE.texts[1:]))
    first, *others = lay_out(vote(WORDS, WORDS[0], said), MEASURER)
    assert first.lower is None
    assert words(texts_of(first, Role.ANSWER, 1)) == [WORDS[0]]
    shown = "".join(page.read(page.steps - 1) for page in others)
    assert shown.split().count("length.") == 90
    foot = "Our question · the answer is the speaker’s words · The Post, page 5"
    for page in others:
        assert "A. Speaker\n" in page.read(0)
        assert words(list(page.foot)) == [foot]
        assert page.shows_answer(0)


@pytest.mark.parametrize("evidence", [None, FIGURE])
def test_question_without_room_for_its_options_is_followed_by_lettered_ones(
    evidence: VoteEvidence | None,
) -> None:
    question = "Which of these? " * 120
    pages = lay_out(vote(NUMBERS, "16\nBecause.", evidence, question), MEASURER)
    shown = " ".join(page.read(step) for page in pages for step in range(page.steps)).split()
    assert shown.count("these?") == 120
    assert "A 6 B 16 C 60 D 160" in " ".join(shown)
    assert "16 Because." in " ".join(shown)
    assert ("Staffordshire:" in shown) == (evidence is not None)
    shows = [page.shows_answer(step) for page in pages for step in range(page.steps)]
    assert shows == sorted(shows)
    assert shows[-1]


def parts_of(page: Page, step: int) -> Iterator[tuple[Rect, list[PlacedText]]]:
    """Yield the two grounds of a page, or the only one, each with its texts."""
    lower = page.lower_at(step)
    bottom = HEIGHT if lower is None else lower.rect.top
    yield Rect(0, 0, BODY.left + BODY.right, bottom), list(page.shown_at(step).texts)
    if lower is not None:
        yield lower.rect, list(lower.block.texts)


@given(votes)
@few_examples
def test_nothing_overlaps_or_leaves_its_ground(slide: Slide) -> None:
    for page in lay_out(slide, MEASURER):
        for step in range(page.steps):
            for part, texts in parts_of(page, step):
                in_lines = (text for text in texts if text.role is not Role.MARK)
                ink = [rect for text in in_lines for rect in ink_of(text)]
                for rect in ink:
                    assert part.left + 36 <= rect.left
                    assert rect.right <= part.right - 30
                    assert rect.top >= part.top + 20
                    assert rect.bottom <= part.bottom - 20
                for one, other in combinations(ink, 2):
                    across = min(one.right, other.right) - max(one.left, other.left)
                    down = min(one.bottom, other.bottom) - max(one.top, other.top)
                    assert across < 1 or down < 1


@given(votes)
@few_examples
def test_all_words_of_a_vote_are_shown(slide: Slide) -> None:
    pages = lay_out(slide, MEASURER)
    shown = "".join(page.read(step) for page in pages for step in range(page.steps))
    bare = "".join(shown.split())
    texts = [slide.title, *slide.options, slide.further_answer]
    if slide.evidence is not None:
        texts += [*(text.text for text in slide.evidence.texts), slide.evidence.source]
    for text in texts:
        assert all(word in bare for word in text.split() if len(word) < 40)
