"""Tests of the pages of slides: complete, in order, legible, and without overlaps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.page import HEIGHT, Page
from briefing_app.layout.slide import lay_out
from briefing_app.layout.theme import Colour, Surface, look_of
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slides import Pair, Role, Slide, SlideText
from briefing_app.model.wording import CAUTION_LABEL, DISCUSSION_LABEL, DISCUSSION_NOTE
from tests.layout.fixed_measurer import (
    FixedMeasurer,
    all_texts,
    assert_well_placed,
    text_of,
    words_of,
)
from tests.layout.page_samples import (
    ROLES,
    SENTENCE,
    any_text,
    few_examples,
    sample_slide,
    words_of_slide,
)

MEASURER = FixedMeasurer()
LONG_WORD = "Llanfairpwllgwyngyllgogeryc"


def pages_of(slide: Slide) -> tuple[Page, ...]:
    pages = lay_out(slide, MEASURER)
    for page in pages:
        assert_well_placed(page)
    return pages


def sizes_of(page: Page, role: Role) -> set[float]:
    return {text.style.size for text in page.texts if text.role is role}


@pytest.mark.parametrize("kind", ROLES)
@given(data=st.data())
@few_examples
def test_any_text_is_laid_out_completely_in_order_without_overlaps(
    kind: SlideKind, data: st.DataObject
) -> None:
    texts = ["1,234" if role is Role.NUMBER else data.draw(any_text) for role in ROLES[kind]]
    source = "Source: " + data.draw(st.just("") | any_text)
    slide = sample_slide(kind, texts, source)
    pages = pages_of(slide)
    assert sorted("".join(words_of(pages))) == sorted("".join(words_of_slide(slide)))
    assert [page.number for page in pages] == list(range(len(pages)))
    assert {page.total for page in pages} == {len(pages)}


@pytest.mark.parametrize("kind", ROLES)
@pytest.mark.parametrize("times", [1, 4, 12, 80])
def test_sentences_are_in_order(kind: SlideKind, times: int) -> None:
    texts = [
        "1,234" if role is Role.NUMBER else f"{role.name} {SENTENCE * times}"
        for role in ROLES[kind]
    ]
    slide = sample_slide(kind, texts)
    if kind is SlideKind.TITLE:  # its source is not at the foot
        assert sorted(words_of(pages_of(slide))) == sorted(words_of_slide(slide))
    else:
        assert words_of(pages_of(slide)) == words_of_slide(slide)


@pytest.mark.parametrize("kind", [SlideKind.FINDING, SlideKind.QUOTE, SlideKind.DISCUSSION])
def test_short_texts_grow_and_long_ones_shrink(kind: SlideKind) -> None:
    def largest(text: str) -> float:
        pages = pages_of(sample_slide(kind, [text] * len(ROLES[kind])))
        return max(t.style.size for t in pages[0].texts if t.role is ROLES[kind][0])

    assert largest("Short.") > largest(SENTENCE * 12)


def test_title_grows_no_further_than_a_line_with_one_short_word() -> None:
    (page,) = pages_of(sample_slide(SlideKind.FINDING, [f"{LONG_WORD} {LONG_WORD} is"]))
    (title,) = (text for text in page.texts if text.role is Role.TITLE)
    assert [line.text for line in title.lines] == [f"{LONG_WORD} ", f"{LONG_WORD} is"]
    assert title.style.size > look_of(SlideKind.FINDING, Role.TITLE).best


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        # At the largest size, “or” would be alone on a line.
        ([LONG_WORD, "or", LONG_WORD, "is", "their", "name"], [2, 2, 2]),
        # In narrower lines, the second word would be alone on one.
        (["a" * 25, "b" * 8, "c" * 19, "d" * 6], [1, 2, 1]),
    ],
)
def test_no_line_inside_a_title_is_nearly_empty(words: list[str], lines: list[int]) -> None:
    (page,) = pages_of(sample_slide(SlideKind.FINDING, [" ".join(words)]))
    (title,) = (text for text in page.texts if text.role is Role.TITLE)
    assert [len(line.text.split()) for line in title.lines] == lines


def test_words_of_the_source_are_the_strongest_after_the_headline() -> None:
    for times in (1, 2, 3):
        page = pages_of(
            sample_slide(SlideKind.FINDING, [SENTENCE, SENTENCE * times, "s", "", "d"])
        )[0]
        (excerpt,), (body,) = sizes_of(page, Role.EXCERPT), sizes_of(page, Role.BODY)
        (title,) = sizes_of(page, Role.TITLE)
        assert title > excerpt > body


def test_finding_has_a_band_in_the_colour_of_its_kind() -> None:
    for kind in FindingKind:
        slide = replace(sample_slide(SlideKind.FINDING, ["T"]), finding_kind=kind)
        (page,) = pages_of(slide)
        assert page.shapes[0].rect.left == 0
        assert page.shapes[0].rect.height == 1080
        assert text_of(page).splitlines()[0] == kind.label


@pytest.mark.parametrize("times", [1, 12, 60])
def test_every_page_of_a_finding_with_a_caution_has_its_tag(times: int) -> None:
    texts = ["Title", "“excerpt”", "where", SENTENCE, SENTENCE * times]
    for page in pages_of(sample_slide(SlideKind.FINDING, texts)):
        (tag,) = (text for text in page.texts if text.text.strip() == CAUTION_LABEL)
        (box,) = (shape for shape in page.shapes if shape.fill is Colour.CAUTION_TAG)
        assert box.rect.left < tag.rect.left
        assert box.rect.right > tag.rect.right


def test_finding_without_a_caution_has_no_tag() -> None:
    slide = sample_slide(SlideKind.FINDING, ["Title", "“e”", "w"])
    assert all(CAUTION_LABEL not in text_of(page) for page in pages_of(slide))


@pytest.mark.parametrize(
    ("title", "continuation"),
    [
        ("What officers know.", "What officers know, continued"),
        (" What\n officers  know ", "What officers know, continued"),
    ],
)
def test_next_page_names_the_finding_that_continues(title: str, continuation: str) -> None:
    pages = pages_of(sample_slide(SlideKind.FINDING, [title, "", "", "", SENTENCE * 60]))
    assert len(pages) > 2
    assert [text_of(page).splitlines()[1] for page in pages[1:]] == [continuation] * (
        len(pages) - 1
    )


def test_long_title_that_continues_is_shortened_to_one_line() -> None:
    pages = pages_of(sample_slide(SlideKind.FINDING, ["word " * 80, "", "", "", SENTENCE * 60]))
    for page in pages[1:]:
        (line,) = (line for line in text_of(page).splitlines() if line.endswith("continued"))
        assert line.endswith("…, continued")


def test_blank_lines_never_fill_a_page() -> None:
    blank = "One\n" + "\n" * 200 + "Two\n" * 3 + "\n" * 50
    (page,) = pages_of(sample_slide(SlideKind.TEXT, ["Title", blank]))
    assert text_of(page).split()[:4] == ["Title", "One", "Two", "Two"]


def test_source_longer_than_the_foot_moves_to_the_texts() -> None:
    source = "A source that is long. "
    feet = []
    for times in (1, 8, 30):
        (page,) = pages_of(sample_slide(SlideKind.FINDING, ["Title"], source * times))
        assert (source * times).strip() in " ".join(text_of(page).split())
        feet.append(len(page.foot))
    assert feet == [1, 1, 0]


def test_key_message_of_one_long_sentence_is_not_half_empty() -> None:
    (page,) = pages_of(sample_slide(SlideKind.TEXT, ["Key message", "was found " * 16], ""))
    (statement,) = (text for text in page.texts if text.role is Role.STATEMENT)
    assert statement.style.size > 80
    assert statement.rect.height > 400


@pytest.mark.parametrize("text", ["One\ntwo", SENTENCE * 8])
def test_longer_text_is_no_message(text: str) -> None:
    page = pages_of(sample_slide(SlideKind.TEXT, ["Key message", text], ""))[0]
    assert page.surface is Surface.PAGE
    assert Role.STATEMENT not in {text.role for text in page.texts}


def test_number_fits_on_one_line_whatever_its_length() -> None:
    for number in ("99", "1,234,567", "123,456,789,012,345", "0.000000000000000000000001"):
        slide = sample_slide(SlideKind.NUMBER, [number, "A statement."])
        (figure,) = (text for text in pages_of(slide)[0].texts if text.role is Role.NUMBER)
        assert [line.text for line in figure.lines] == [number]


def test_discussion_is_labelled_on_its_first_page_only() -> None:
    pages = pages_of(sample_slide(SlideKind.DISCUSSION, [SENTENCE * 60]))
    shown = [any(text.text.strip() == DISCUSSION_LABEL for text in page.texts) for page in pages]
    assert len(shown) > 1
    assert shown == [True, *[False] * (len(pages) - 1)]


def test_discussion_says_that_its_question_is_not_part_of_the_report() -> None:
    (page,) = pages_of(sample_slide(SlideKind.DISCUSSION, ["How many?"], "Finding 2: a headline"))
    assert text_of(page).splitlines()[-1] == f"{DISCUSSION_NOTE} · Finding 2: a headline"


def test_answer_is_shown_with_its_panel_in_the_second_step() -> None:
    (page,) = pages_of(sample_slide(SlideKind.DISCUSSION, ["How many?", "Ninety-nine"]))
    assert page.steps == 2
    assert "Ninety-nine" not in page.read(0)
    assert "Ninety-nine" in page.read(1)
    panels = [sum(s.fill is Colour.PANEL for s in page.shown_at(step).shapes) for step in (0, 1)]
    assert panels == [0, 1]


def test_long_discussion_shows_each_part_of_its_answer() -> None:
    slide = sample_slide(SlideKind.DISCUSSION, [SENTENCE * 30, SENTENCE * 40])
    for page in pages_of(slide):
        assert page.read(0)


def _pairs(count: int, words: int = 4) -> Slide:
    pair = Pair(FindingKind.CONCERN, "was " * words, FindingKind.GOOD_PRACTICE, "is now " * words)
    return Slide(
        "p",
        SlideKind.TEXT,
        "Then and now",
        (SlideText(Role.TITLE, "Then and now"),),
        pairs=(pair,) * count,
        columns=("May 2021", "May 2023"),
    )


@pytest.mark.parametrize("count", [1, 3, 9])
@pytest.mark.parametrize("words", [2, 12, 300])
def test_pairs_are_side_by_side_with_their_kinds(count: int, words: int) -> None:
    pages = pages_of(_pairs(count, words))
    texts = [text for page in pages for text in all_texts(page)]
    earlier = [text for text in texts if text.role is Role.EARLIER]
    later = [text for text in texts if text.role is Role.LATER]
    assert sum(len(text.text.split()) for text in earlier) == count * words
    assert all(text.rect.right < 960 for text in earlier)
    assert all(text.rect.left > 960 for text in later)
    assert sum(text.text.strip() == "Good practice" for text in texts) == count


def test_pairs_in_arabic_start_at_the_left() -> None:
    pair = Pair(FindingKind.CONCERN, "لم يُعرف الضحايا", FindingKind.CONCERN, "يُعرف الضحايا")
    (page,) = pages_of(replace(_pairs(0), pairs=(pair,)))
    (earlier,) = (text for text in page.texts if text.role is Role.EARLIER)
    (later,) = (text for text in page.texts if text.role is Role.LATER)
    assert earlier.rect.right < later.rect.left
    assert "›" in text_of(page)


@pytest.mark.parametrize(("words", "most"), [(4, 4), (8, 3)])
def test_first_of_several_pages_holds_as_much_as_a_page_alone(words: int, most: int) -> None:
    assert [len(pages_of(_pairs(count, words))) for count in (most, 2 * most)] == [1, 2]


def test_every_page_of_pairs_says_what_its_columns_are() -> None:
    pages = pages_of(_pairs(9, 12))
    assert len(pages) > 1
    for page in pages:
        rules = [shape.rect.top for shape in page.shapes if shape.fill is Colour.LINE]
        columns = [text for text in page.texts if text.text.strip() in {"May 2021", "May 2023"}]
        assert [text.rect.left < 960 for text in columns] == [True, False]
        assert all(text.rect.bottom < min(rules) for text in columns)


def test_page_that_continues_a_discussion_says_so_once() -> None:
    pages = pages_of(sample_slide(SlideKind.DISCUSSION, [SENTENCE * 12], ""))
    assert text_of(pages[1]).count("continued") == 1
    assert "Talk about it" not in text_of(pages[1])


def test_slide_without_texts_has_one_empty_page() -> None:
    (page,) = pages_of(Slide("e", SlideKind.TEXT, "Text", ()))
    assert text_of(page) == ""


@pytest.mark.parametrize("kind", ROLES)
def test_single_short_text_is_near_the_middle_of_the_page(kind: SlideKind) -> None:
    (page,) = pages_of(sample_slide(kind, ["Three short words"]))
    top = min(text.rect.top for text in page.texts)
    bottom = max(text.rect.bottom for text in page.texts if text.role is not Role.SOURCE_DETAIL)
    assert 0.35 < (top + bottom) / 2 / HEIGHT < 0.55


def test_pairs_are_spread_over_each_page() -> None:
    pair = Pair(FindingKind.CONCERN, SENTENCE, FindingKind.GOOD_PRACTICE, SENTENCE)
    slide = sample_slide(SlideKind.TEXT, ["Then and now"])
    pages = pages_of(replace(slide, pairs=(pair,) * 5, columns=("2021", "2023")))
    assert len(pages) > 1
    for page in pages:
        assert max(text.rect.bottom for text in page.texts) > 0.75 * HEIGHT
