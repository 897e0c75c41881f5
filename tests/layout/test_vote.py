"""Tests of the page of a vote: options, hands, what is right, and the report's figure."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.countdown import countdown_rect
from briefing_app.layout.page import HEIGHT, Form, Page, PlacedText, Rect, Shape
from briefing_app.layout.slide import lay_out
from briefing_app.layout.theme import Colour, Surface
from briefing_app.layout.vote import vote_page
from briefing_app.layout.vote_answer import answer_column
from briefing_app.layout.vote_rows import option_rows
from briefing_app.model.slides import ReportFigure, Role, Slide
from briefing_app.model.wording import HANDS_NOTE, MADE_UP_LABEL
from tests.layout.fixed_measurer import FixedMeasurer, assert_well_placed, ink_of
from tests.layout.outline import outline
from tests.layout.page_samples import TEXT_PIECES, few_examples
from tests.layout.vote_samples import (
    FIGURE,
    LONG,
    NARROW_BODY,
    NUMBERS,
    QUESTION,
    WIDE_BODY,
    WORDS,
    vote,
)

MEASURER = FixedMeasurer()
HANDS = dict(zip(NUMBERS, (3, 5, 9, 2), strict=True))


def page_of(slide: Slide, body: Rect = WIDE_BODY) -> Page:
    (page,) = lay_out(slide, MEASURER, body)
    return page


def counted_page(
    slide: Slide,
    *hands: float,
    before: tuple[float, ...] = (),
    body: Rect = WIDE_BODY,
) -> Page:
    page = next(page for page in lay_out(slide, MEASURER, body) if texts_of(page, Role.OPTION))
    numbers, earlier = (dict(zip(slide.options, each, strict=False)) for each in (hands, before))
    return vote_page(page, numbers, earlier, body, MEASURER)


def texts_of(page: Page, role: Role, step: int = 0) -> list[PlacedText]:
    return [text for text in page.texts if text.role is role and text.is_shown(step)]


def words(texts: list[PlacedText]) -> list[str]:
    return [text.text.strip() for text in texts]


def bars_of(page: Page, step: int = 1) -> list[Shape]:
    return [shape for shape in page.shapes if shape.outline is Colour.ROOM and shape.is_shown(step)]


def test_options_are_large_and_lettered_beside_a_countdown_of_30_seconds() -> None:
    page = page_of(vote())
    assert words(texts_of(page, Role.OPTION)) == list(NUMBERS)
    assert {text.style.size for text in texts_of(page, Role.OPTION)} == {92}
    read = page.read(0)
    assert read.splitlines()[0] == "Show of hands"
    assert "A 6\nB 16\nC 60\nD 160\n" in read
    assert "0:30" in read
    assert countdown_rect(page, 0) is not None
    assert countdown_rect(page, 1) is None


def test_long_options_have_room_for_their_bars_below_them() -> None:
    page = counted_page(vote(WORDS), 9, 5, 3)
    for option, bar in zip(texts_of(page, Role.OPTION), bars_of(page), strict=True):
        assert option.rect.bottom < bar.rect.top < option.rect.bottom + 20
        assert bar.rect.height == 44
        assert bar.rect.left == option.rect.left
    numbers, options = (texts_of(page, role, 1) for role in (Role.HANDS, Role.OPTION))
    assert min(text.style.size for text in numbers) > max(text.style.size for text in options)


def test_options_of_words_are_large_below_a_long_question() -> None:
    question = "Somebody hints at being exploited and then falls silent. What would you do first?"
    options = (*WORDS, "Agree on a safe time to speak again")
    for body in (WIDE_BODY, NARROW_BODY):
        page = page_of(vote(options, question=question), body)
        (asked,) = texts_of(page, Role.QUESTION)
        sizes = {text.style.size for text in texts_of(page, Role.OPTION)}
        assert min(sizes) >= 48
        assert max(sizes) <= asked.style.size + 8


def test_six_options_of_60_letters_can_be_read() -> None:
    for slide, least in ((vote(LONG), 36), (vote(LONG, "", FIGURE), 28)):
        page = counted_page(slide, 1, 2, 3, 4, 5, 6)
        assert min(text.style.size for text in texts_of(page, Role.OPTION)) >= least
        lengths = [bar.rect.width for bar in bars_of(page)]
        assert max(lengths) > 150
        assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (NUMBERS, [92, 84, 76, 68, 60, 56, 52, 48, 44, 32, 28, 26, 22, 18, 14]),
        (WORDS, [56, 52, 48, 44, 40, 36, 32, 28, 26, 22]),
        (LONG, [44, 40, 36, 32, 28, 26, 22, 18, 14]),
    ],
    ids=["short", "words", "long"],
)
def test_options_shrink_as_their_room_does(options: Sequence[str], expected: list[int]) -> None:
    sizes: dict[float, None] = {}
    for height in range(904, 104, -4):
        rows = option_rows(options, Rect(120, 300, 1230, height), 1800, MEASURER)
        if rows is None:
            break
        assert rows[-1].words.rect.bottom <= 300 + height
        sizes |= {row.words.style.size: None for row in rows}
    assert list(sizes) == expected


@pytest.mark.parametrize(
    ("height", "bars"), [(384, Rect(226, 0, 1124, 44)), (383, Rect(226, 0, 1124, 40))]
)
def test_bars_below_options_become_lower_as_their_room_does(height: float, bars: Rect) -> None:
    rows = option_rows(WORDS, Rect(120, 300, 1230, height), 1800, MEASURER)
    assert rows is not None
    for row in rows:
        assert row.bars == bars._replace(top=row.words.rect.bottom + 4)


@pytest.mark.parametrize("words", [11, 13, 16])
def test_lines_of_an_option_have_a_similar_width(words: int) -> None:
    options = ["one " * words + str(number) for number in range(2)]
    rows = option_rows(options, Rect(120, 300, 1230, 500), 1800, MEASURER)
    assert rows is not None
    for row in rows:
        first, second = row.words.lines
        assert abs(first.width - second.width) < 0.2 * first.width


def test_hands_are_outlined_bars_that_come_with_the_result() -> None:
    page = counted_page(vote(), 3, 5, 9, 2)
    assert words(texts_of(page, Role.HANDS)) == []
    assert bars_of(page, 0) == []
    assert "hands" not in page.read(0).replace("Show of hands", "")
    assert words(texts_of(page, Role.HANDS, 1)) == ["3", "5", "9", "2"]
    bars = bars_of(page)
    assert {(bar.form, bar.fill) for bar in bars} == {(Form.BOX, None)}
    longest = bars[2].rect.width
    assert [bar.rect.width / longest for bar in bars] == pytest.approx([3 / 9, 5 / 9, 1, 2 / 9])
    assert words(texts_of(page, Role.RESULT, 1)) == ["This room: 19 hands"]
    assert HANDS_NOTE in page.read(1)
    assert HANDS_NOTE not in page.read(0)


def test_nothing_moves_when_the_hands_are_shown() -> None:
    for slide in (vote(), vote(WORDS), vote(LONG), vote(NUMBERS, "16", FIGURE)):
        plain, counted = page_of(slide), counted_page(slide, 3, 5, 9, before=(1, 2))
        for role in (Role.QUESTION, Role.OPTION):
            places = {
                tuple(text.rect for text in texts_of(page, role, step))
                for page in (plain, counted)
                for step in (0, 1)
            }
            assert len(places) == 1


COUNTED = {
    "short": lambda: counted_page(vote(NUMBERS[:2], "16"), 3, 5, before=(6, 0)),
    "words": lambda: counted_page(vote(WORDS[:2]), 9, 1),
    "many": lambda: counted_page(vote(LONG, "", FIGURE), 2, 4),
}
EXPECTED = {
    "short": """
box 371.2 492.1 380 47.2, outline room 7, step 1
box 371.2 551.5 760 28, outline room 4, step 1
dot 36 680.4 62 62, ink, step 1
tick 36 680.4 62 62, outline ground 6.8, step 1
box 371.2 663 633.3 47.2, outline room 7, step 1
result 120 105.2 585.2 47.5, 38/700 room, “This …”, 585.2 on 141.3, step 1
question 120 178 1230 160, 64/600 ink, “How m…”, 1196.8 on 238.8 →, 809.6 on 318.8
text 120 497.2 90 90, 72/700 dimmed, “A”, 39.6 on 565.6, step 1
option 226 478.2 123.2 115, 92/700 dimmed, “6”, 50.6 on 565.6, step 1
hands 775.2 479 33.6 76.2, 61/700 room, “3”, 33.6 on 537, step 1
hands 1155.2 543.9 144 45, 36/400 room, “6 bef…”, 144 on 578.1, step 1
text 120 668.2 90 90, 72/700 ink, “B”, 39.6 on 736.6, step 1
option 226 649.2 123.2 115, 92/700 ink, “16”, 101.2 on 736.6, step 1
hands 1028.5 650 33.6 76.2, 61/700 room, “5”, 33.6 on 708, step 1
hands 371.2 714.9 144 45, 36/400 room, “0 bef…”, 144 on 749.1, step 1
source 120 987.5 1380 42.5, 34/400 muted, “Hands…”, 850 on 1019.8, step 1
""",
    "words": """
box 226 536.2 760 44, outline room 7, step 1
box 226 698.2 84.4 44, outline room 7, step 1
result 120 105.2 397.1 47.5, 38/700 room, “This …”, 397.1 on 141.3, step 1
question 120 178 1230 160, 64/600 ink, “How m…”, 1196.8 on 238.8 →, 809.6 on 318.8
text 120 462.3 90 70, 56/700 label, “A”, 30.8 on 515.5
option 226 462.2 1124 70, 56/500 ink, “Speak…”, 700 on 515.5, step 1
hands 1010 524.1 31.4 71.2, 57/700 room, “9”, 31.4 on 578.2, step 1
text 120 624.2 90 70, 56/700 label, “B”, 30.8 on 677.5
option 226 624.2 1124 70, 56/500 ink, “Ask f…”, 616 on 677.5, step 1
hands 334.4 686.1 31.4 71.2, 57/700 room, “1”, 31.4 on 740.2, step 1
source 120 987.5 1380 42.5, 34/400 muted, “Hands…”, 850 on 1019.8, step 1
""",
    "many": """
box 810 354 185.4 68.4, outline room 7, step 1
box 810 456.4 370.8 68.4, outline room 7, step 1
option 226 343.2 562 90, 36/500 ink, “aaaaa…”, 522 on 377.4 →, 540 on 422.4, step 1
hands 1019.4 349.8 35.2 80, 64/700 room, “2”, 35.2 on 410.6, step 1
hands 1204.8 452.2 35.2 80, 64/700 room, “4”, 35.2 on 513, step 1
""",
}


@pytest.mark.parametrize("name", COUNTED)
def test_hands_are_at_their_positions(name: str) -> None:
    page = COUNTED[name]()
    shown = outline(page.shown_at(1))
    for line in EXPECTED[name].strip().splitlines():
        assert line in shown.splitlines()


def test_no_hand_has_no_bar_and_an_option_that_was_not_counted_no_number() -> None:
    page = counted_page(vote(), 0, 1)
    assert words(texts_of(page, Role.HANDS, 1)) == ["0", "1"]
    assert len(bars_of(page)) == 1
    assert words(texts_of(page, Role.RESULT, 1)) == ["This room: 1 hand"]


def test_earlier_hands_are_thinner_bars_that_say_before() -> None:
    page = counted_page(vote(), 3, 5, 9, 2, before=(6, 1, 12, 0))
    assert words(texts_of(page, Role.HANDS, 1)) == [
        *("3", "6 before", "5", "1 before", "9", "12 before", "2", "0 before")
    ]
    now, before, *_ = bars_of(page)
    assert before.rect.height < 0.7 * now.rect.height
    assert before.thickness < now.thickness
    assert now.rect.bottom < before.rect.top
    assert before.rect.width == pytest.approx(2 * now.rect.width)
    assert "19 hands, 19 before" in page.read(1)


def test_earlier_hands_have_no_total_if_an_option_of_then_is_not_one_now() -> None:
    (page,) = lay_out(vote(), MEASURER)
    page = vote_page(page, HANDS, {"6": 5, "61": 14}, WIDE_BODY, MEASURER)
    assert words(texts_of(page, Role.RESULT, 1)) == ["This room: 19 hands"]
    assert words(texts_of(page, Role.HANDS, 1)) == ["3", "5 before", "5", "9", "2"]


@pytest.mark.parametrize(
    "options", [NUMBERS, WORDS, LONG, NUMBERS[:2]], ids=["short", "words", "long", "two"]
)
@pytest.mark.parametrize("body", [WIDE_BODY, NARROW_BODY], ids=["wide", "narrow"])
def test_each_number_is_at_the_end_of_its_own_bar(options: Sequence[str], body: Rect) -> None:
    now, before = (3, 5, 9, 2, 7, 1)[: len(options)], (6, 1, 12, 4, 7, 2)[: len(options)]
    page = counted_page(vote(options), *now, before=before, body=body)
    for bar, number in zip(bars_of(page), texts_of(page, Role.HANDS, 1), strict=True):
        assert number.rect.left == pytest.approx(bar.rect.right + 24)
        baseline = number.lines[0].baseline
        middle = (bar.rect.top + bar.rect.bottom) / 2
        assert baseline - 0.35 * number.style.size == pytest.approx(middle)


def test_numbers_can_be_read_from_the_back_row() -> None:
    for options in (WORDS, (*WORDS, "Agree on a safe time to speak again"), LONG, NUMBERS):
        counted = range(2, 2 + len(options))
        once = counted_page(vote(options), *counted)
        assert min(text.style.size for text in texts_of(once, Role.HANDS, 1)) >= 44
        twice = texts_of(
            counted_page(vote(options), *counted, before=tuple(counted)), Role.HANDS, 1
        )
        assert min(text.style.size for text in twice[::2]) >= 44
        assert min(text.style.size for text in twice[1::2]) >= 34


def test_right_option_has_a_tick_and_a_colour_of_its_own() -> None:
    page = page_of(vote(NUMBERS, "16"))
    assert not [shape for shape in page.shapes if shape.form is Form.TICK and shape.is_shown(0)]
    (mark,) = (shape for shape in page.shapes if shape.form is Form.TICK)
    options = texts_of(page, Role.OPTION, 1)
    assert [text.colour for text in options] == [
        *(Colour.DIMMED, Colour.INK, Colour.DIMMED, Colour.DIMMED)
    ]
    assert options[1].rect.top < mark.rect.top < mark.rect.bottom < options[1].rect.bottom
    assert 0 < mark.rect.left < mark.rect.right < WIDE_BODY.left
    assert {text.colour for text in texts_of(page, Role.OPTION, 0)} == {Colour.INK}


def test_screen_reader_says_option_then_right_then_hands() -> None:
    read = counted_page(vote(NUMBERS, "16"), 3, 5, 9, 1, before=(0, 1)).read(1)
    assert "A 6, 3 hands, before 0 hands\nB 16, right, 5 hands, before 1 hand\n" in read
    assert "D 160, 1 hand\n" in read


def test_figure_of_the_report_is_on_a_ground_of_its_own_with_its_place() -> None:
    page = page_of(vote(NUMBERS, "16\nas the article gives it", FIGURE))
    assert page.aside_at(0) is None
    aside = page.aside_at(1)
    assert aside is not None
    assert aside.surface is Surface.PAGE
    assert (aside.rect.top, aside.rect.right, aside.rect.bottom) == (0, 1920, HEIGHT)
    said = words(list(aside.block.texts))
    assert said == [
        *("The report", FIGURE.statement, "16", "B 16", "as the article gives it"),
        *(FIGURE.note, FIGURE.source),
    ]
    sizes = {text.text.strip(): text.style.size for text in aside.block.texts}
    assert sizes.pop("16") > 200
    assert max(sizes.values()) < 60
    assert page.read(1).index("D 160") < page.read(1).index("The report")
    assert "The report" not in page.read(0)
    aside = page_of(vote(NUMBERS, "16", FIGURE._replace(note=""))).aside_at(1)
    assert aside is not None
    assert [text.role for text in aside.block.texts] == [
        *(None, Role.STATEMENT, Role.NUMBER, Role.ANSWER, Role.SOURCE)
    ]


def test_texts_beside_the_figure_shrink_as_their_room_does_before_any_is_left_out() -> None:
    slide = vote(NUMBERS, "16\nas the article gives it", FIGURE)
    tried: dict[tuple[object, ...], None] = {}
    for height in range(900, 100, -4):
        column = answer_column(slide, Rect(1372, 96, 428, height), MEASURER)
        assert column is not None
        sizes = (text.style.size for text in column.block.texts[1:])
        tried[column.left_out, *sizes] = None
    # Of the statement, the figure, the right option, the words with it, the note and the source.
    assert list(tried) == [
        ("", 46, 290, 50, 42, 34, 34),
        ("", 44, 290, 46, 38, 30, 30),
        ("", 40, 290, 44, 36, 30, 30),
        ("", 36, 290, 40, 34, 30, 30),
        ("", 30, 290, 36, 30, 30, 30),
        ("", 30, 260, 36, 30, 30, 30),
        ("", 30, 230, 36, 30, 30, 30),
        ("", 30, 200, 34, 30, 30, 30),
        ("", 30, 160, 34, 30, 30, 30),
        ("", 30, 120, 34, 30, 30, 30),
        ("as the article gives it", 30, 160, 34, 30, 30),
        ("as the article gives it", 30, 120, 34, 30, 30),
        ("as the article gives it", 30, 160, 34, 30),
        ("as the article gives it", 30, 120, 34, 30),
    ]


def note_and_figure(note: str, body: Rect) -> tuple[str, float]:
    """Return what a column says of a note, and the size of the figure above it."""
    page = page_of(vote(NUMBERS, "16\nas the article gives it", FIGURE._replace(note=note)), body)
    aside = page.aside_at(1)
    assert aside is not None
    assert min(text.style.size for text in aside.block.texts) >= 30
    (figure,) = (text for text in aside.block.texts if text.role is Role.NUMBER)
    (shown,) = (text for text in aside.block.texts if text.role is Role.NOTE)
    return shown.text.strip(), figure.style.size


@pytest.mark.parametrize("body", [WIDE_BODY, NARROW_BODY], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    ("shown", "left_out"),
    [
        (
            "Counts, not rates: the article does not give the size.",
            " Nobody asked the forces about their size in that year.",
        ),
        (
            "Three forces only. Counts, not rates.",
            " This is no ranking of forces by any count of victims whatsoever.",
        ),
        (
            "As Dr. Smith says in no. 4 of approx. sixty.",
            " They are counts, which are not the rates of anyone at all.",
        ),
        ("Only “referred” victims. “Others” are missing.", ""),
    ],
)
def test_sentences_of_a_note_that_fit_into_three_lines_leave_the_figure_large(
    shown: str, left_out: str, body: Rect
) -> None:
    assert note_and_figure(f"{shown}{left_out}", body) == (shown, 290)


@pytest.mark.parametrize("body", [WIDE_BODY, NARROW_BODY], ids=["wide", "narrow"])
def test_long_sentence_of_a_note_stays_whole_below_a_smaller_figure(body: Rect) -> None:
    sentence = f"Each force counted {'and counted again ' * 12}what it knew."
    shown, size = note_and_figure(f"{sentence} Nobody else did.", body)
    assert shown == sentence
    assert 120 <= size < 290


@pytest.mark.parametrize(("options", "right"), [(WORDS, "B"), (NUMBERS, "B 16")])
def test_further_words_of_an_answer_without_figure_are_beside_the_options(
    options: Sequence[str], right: str
) -> None:
    page = page_of(vote(options, f"{options[1]}\nNobody else may hear it."))
    assert page.aside is None
    answer = texts_of(page, Role.ANSWER, 1)
    assert words(answer) == [right, "Nobody else may hear it."]
    assert min(text.rect.left for text in answer) > max(
        text.rect.left + text.lines[0].width for text in texts_of(page, Role.OPTION, 1)
    )
    assert texts_of(page, Role.ANSWER, 0) == []


def test_vote_ends_even_if_nothing_is_revealed() -> None:
    page = page_of(vote(WORDS))
    assert page.steps == 2
    assert [page.shows_answer(step) for step in (0, 1)] == [False, True]
    assert [countdown_rect(page, step) is not None for step in (0, 1)] == [True, False]
    assert words(texts_of(page, Role.OPTION, 1)) == list(WORDS)


def test_where_no_countdown_runs_only_an_answer_is_a_second_step() -> None:
    for slide, steps in ((vote(), 1), (vote(NUMBERS, "16"), 2), (vote(NUMBERS, "", FIGURE), 2)):
        (page,) = lay_out(slide, MEASURER, has_clock=False)
        assert page.steps == steps
        assert "30 seconds" in page.read(0)
        assert ("30 seconds" in page.read(1)) == (steps == 1)


def test_words_that_do_not_fit_have_pages_of_their_own() -> None:
    question, further = "Which of these? " * 60, "Because of this. " * 120
    slide = vote(NUMBERS, f"16\n{further}", FIGURE, question)
    pages = lay_out(slide, MEASURER)
    options = [at for at, page in enumerate(pages) if texts_of(page, Role.OPTION)]
    (at,) = options
    assert 0 < at < len(pages) - 1
    asked = "".join(text.text for page in pages[:at] for text in texts_of(page, Role.QUESTION))
    answered = "".join(
        text.text for page in pages[at + 1 :] for text in texts_of(page, Role.ANSWER)
    )
    assert asked.split() == question.split()
    assert answered.split() == further.split()
    assert [page.steps for page in pages] == [1] * at + [2] + [1] * (len(pages) - at - 1)
    assert [page.shows_answer(page.steps - 1) for page in pages] == [
        *[False] * at,
        *[True] * (len(pages) - at),
    ]


@pytest.mark.parametrize(
    ("times", "size", "lines", "page_count"),
    [(6, 64, 3, 1), (7, 58, 3, 1), (16, 40, 5, 1), (17, 40, 3, 2)],
)
def test_long_question_is_smaller_and_then_cut_so_that_options_keep_their_room(
    times: int, size: int, lines: int, page_count: int
) -> None:
    pages = lay_out(vote(NUMBERS[:2], question="Which of these? " * times), MEASURER)
    assert len(pages) == page_count
    (question,) = texts_of(pages[-1], Role.QUESTION)
    assert (question.style.size, len(question.lines)) == (size, lines)
    assert {text.style.size for text in texts_of(pages[-1], Role.OPTION)} == {92}


@pytest.mark.parametrize("count", [1, 7, 30])
def test_vote_that_is_being_written_may_have_any_number_of_options(count: int) -> None:
    options = [f"Option number {at}" for at in range(count)]
    pages = lay_out(vote(options, options[-1], FIGURE), MEASURER)
    shown = "".join(page.read(page.steps - 1) for page in pages)
    assert all(f"{option}\n" in shown or f"{option}, right\n" in shown for option in options)
    numbers = dict.fromkeys(options, 1.0)
    for page in pages:
        assert_well_placed(page)
        assert_well_placed(vote_page(page, numbers, {}, WIDE_BODY, MEASURER))


def test_page_without_options_has_no_hands() -> None:
    (page, *_) = lay_out(vote(question="Which? " * 300), MEASURER)
    assert vote_page(page, HANDS, {}, WIDE_BODY, MEASURER) is page


def test_tag_of_a_made_up_slide_is_not_on_the_ground_of_the_report() -> None:
    page = page_of(vote(NUMBERS, "16", FIGURE)._replace(is_made_up=True))
    assert page.aside is not None
    (tag,) = (text for text in page.texts if text.text.strip() == MADE_UP_LABEL)
    assert tag.rect.right < page.aside.rect.left


option_texts = st.text("aW ä中\u05d0\u0645", min_size=1, max_size=80).map(str.strip).filter(bool)
votes = st.builds(
    lambda options, at, further, figure, question: vote(
        options,
        "" if at is None else f"{options[min(at, len(options) - 1)]}\n{further}",
        figure,
        question,
    ),
    st.lists(option_texts, min_size=2, max_size=6, unique=True),
    st.none() | st.integers(0, 5),
    st.sampled_from(("", "Because.", "For this reason. " * 9, "W" * 900)),
    st.none()
    | st.builds(
        ReportFigure,
        st.sampled_from(("16", "1,234,567", "confidential")),
        st.sampled_from(("Kent: Victims, 2016", f"Kent: {'victims ' * 40}, 2016")),
        st.sampled_from(("", "A count, not a rate.", "Not a rate. " * 15)),
        st.sampled_from(("The Post", "The Post, page 4, " * 20)),
    ),
    st.sampled_from((QUESTION, "Why?", *TEXT_PIECES, f"{QUESTION} " * 12)).filter(str.strip),
)
numbers = st.lists(st.integers(0, 10**6).map(float), min_size=1, max_size=6).map(tuple)


def parts_of(page: Page, step: int) -> Iterator[tuple[Rect, list[PlacedText]]]:
    """Yield the two parts of a page, or the only one, each with its texts."""
    aside = page.aside_at(step)
    width = WIDE_BODY.right + WIDE_BODY.left
    if aside is None:
        yield Rect(0, 0, width, HEIGHT), list(page.shown_at(step).texts)
    else:
        yield Rect(0, 0, aside.rect.left, HEIGHT), list(page.shown_at(step).texts)
        yield aside.rect, list(aside.block.texts)


@given(votes, numbers, st.just(()) | numbers)
@few_examples
def test_nothing_overlaps_or_leaves_its_ground(
    slide: Slide, now: tuple[float, ...], before: tuple[float, ...]
) -> None:
    page = counted_page(slide, *now, before=before)
    for step in range(page.steps):
        for part, texts in parts_of(page, step):
            ink = [rect for text in texts for rect in ink_of(text)]
            for rect in ink:
                assert part.left + 36 <= rect.left
                assert rect.right <= part.right - 30
                assert rect.top >= 60
                assert rect.bottom <= HEIGHT - 28
            for one, other in combinations(ink, 2):
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                assert across < 1 or down < 1
    for bar in bars_of(page):
        assert not any(
            bar.rect.left < rect.right - 1
            and rect.left < bar.rect.right - 1
            and bar.rect.top < rect.bottom - 1
            and rect.top < bar.rect.bottom - 1
            for text in texts_of(page, Role.OPTION, 1)
            for rect in ink_of(text)
        )


@pytest.mark.parametrize("options", [NUMBERS, WORDS, LONG])
@pytest.mark.parametrize("figure", [None, FIGURE])
def test_page_of_another_ratio_is_filled_and_nothing_is_out_of_it(
    options: tuple[str, ...], figure: ReportFigure | None
) -> None:
    slide = vote(options, options[1], figure)
    page = counted_page(slide, *range(1, len(options) + 1), body=NARROW_BODY)
    right = 1440 if page.aside is None else page.aside.rect.left
    for text in page.shown_at(1).texts:
        for rect in ink_of(text):
            assert rect.right <= right - 30
    if page.aside is not None:
        assert page.aside.rect.right == 1440
        for text in page.aside.block.texts:
            assert all(rect.right <= NARROW_BODY.right + 1 for rect in ink_of(text))
    marks = [shape.rect for shape in page.shapes if shape.form is Form.TICK]
    assert {(rect.left, rect.right) for rect in marks} == {(22, NARROW_BODY.left - 22)}


@pytest.mark.parametrize("figure", [None, FIGURE])
def test_slide_number_has_its_place_on_a_vote(figure: ReportFigure | None) -> None:
    assert_well_placed(counted_page(vote(NUMBERS, "16", figure), 3, 5, 9, 2))
