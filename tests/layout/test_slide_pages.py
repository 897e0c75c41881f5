"""Tests of the pages of slides: complete, in order, legible, and without overlaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.layout.countdown import countdown_rect
from briefing_app.layout.kind_looks import look_of
from briefing_app.layout.page import BODY, HEIGHT, Page
from briefing_app.layout.palette import KIND_COLOURS, Surface
from briefing_app.layout.slide import lay_out
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import KindCount, Role, Slide, SlideText
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    MADE_UP_LABEL,
)
from tests.layout.fixed_measurer import (
    FixedMeasurer,
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
from tests.layout.vote_samples import votes
from tests.sample_measures import AWKWARD, FORTY_THREE, make_measure

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
    slide = sample_slide(kind, texts, source)._replace(is_added=data.draw(st.booleans()))
    pages = pages_of(slide)
    assert sorted("".join(words_of(pages))) == sorted("".join(words_of_slide(slide)))
    assert [page.number for page in pages] == list(range(len(pages)))
    assert {page.total for page in pages} == {len(pages)}


charts = st.builds(
    lambda rows, reveal, title: chart_slide(make_measure(rows), title=title)._replace(
        reveal=reveal
    ),
    st.lists(st.sampled_from((*AWKWARD, *FORTY_THREE)), min_size=1, max_size=13, unique=True),
    st.sampled_from(Reveal),
    st.sampled_from(("", "How many?", SENTENCE * 2)),
)
texts_of_kinds = st.sampled_from(tuple(ROLES)).flatmap(
    lambda kind: st.builds(
        lambda texts: sample_slide(kind, texts),
        st.tuples(*(st.just("99") if role is Role.NUMBER else any_text for role in ROLES[kind])),
    )
)


@given(texts_of_kinds | votes | charts)
@few_examples
def test_each_step_of_a_page_shows_something_new(slide: Slide) -> None:
    for page in lay_out(slide, MEASURER):
        painted = [(page.shown_at(step), page.lower_at(step)) for step in range(page.steps)]
        assert all(before != after for before, after in pairwise(painted))


@pytest.mark.parametrize("kind", ROLES)
@pytest.mark.parametrize("times", [1, 4, 12, 80])
def test_sentences_are_in_order(kind: SlideKind, times: int) -> None:
    texts = [
        "1,234" if role is Role.NUMBER else f"{role.name} {SENTENCE * times}"
        for role in ROLES[kind]
    ]
    slide = sample_slide(kind, texts)
    # The source of a title is not at the foot, the speaker of a long quote is at the top, and
    # what comes from a source is beside it.
    if kind in {SlideKind.TITLE, SlideKind.QUOTE, SlideKind.SOURCES}:
        assert sorted(words_of(pages_of(slide))) == sorted(words_of_slide(slide))
    else:
        assert words_of(pages_of(slide)) == words_of_slide(slide)


def test_title_grows_no_further_than_a_line_with_one_short_word() -> None:
    (page,) = pages_of(sample_slide(SlideKind.TEXT, [f"{LONG_WORD} {LONG_WORD} is"]))
    (title,) = (text for text in page.texts if text.role is Role.TITLE)
    assert [line.text for line in title.lines] == [f"{LONG_WORD} ", f"{LONG_WORD} is"]
    assert title.style.size > look_of(SlideKind.TEXT, Role.TITLE).best


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        # At the largest size, “or” would be alone on a line.
        ([LONG_WORD, "or", LONG_WORD, "is", "their", "name"], [2, 2, 2]),
    ],
)
def test_no_line_inside_a_title_is_nearly_empty(words: list[str], lines: list[int]) -> None:
    (page,) = pages_of(sample_slide(SlideKind.TEXT, [" ".join(words)]))
    (title,) = (text for text in page.texts if text.role is Role.TITLE)
    assert [len(line.text.split()) for line in title.lines] == lines


def test_words_of_the_source_are_the_largest_of_a_finding() -> None:
    for times in (1, 2, 3):
        page = pages_of(sample_slide(SlideKind.FINDING, [SENTENCE, SENTENCE * times, "d"]))[0]
        (excerpt,), (body,) = sizes_of(page, Role.EXCERPT), sizes_of(page, Role.BODY)
        assert excerpt > body
    page = pages_of(sample_slide(SlideKind.FINDING, [SENTENCE, SENTENCE]))[0]
    assert min(sizes_of(page, Role.EXCERPT)) > 64
    assert sizes_of(page, Role.TITLE) == {64}


def test_finding_has_a_band_in_the_colour_of_its_kind() -> None:
    for kind in FindingKind:
        slide = sample_slide(SlideKind.FINDING, ["T"])._replace(finding_kind=kind)
        (page,) = pages_of(slide)
        assert page.shapes[0].rect.left == 0
        assert page.shapes[0].rect.height == 1080
        assert text_of(page).splitlines()[0] == kind.label


@pytest.mark.parametrize("times", [1, 12, 60])
def test_every_page_of_a_finding_with_a_caution_has_its_tag(times: int) -> None:
    texts = ["Title", "“excerpt”", SENTENCE * times, SENTENCE]
    for page in pages_of(sample_slide(SlideKind.FINDING, texts)):
        (tag,) = (text for text in page.texts if text.text.strip() == CAUTION_LABEL)
        (box,) = (shape for shape in page.shapes if shape.outline and not shape.fill)
        assert box.rect.left < tag.rect.left
        assert box.rect.right > tag.rect.right


@pytest.mark.parametrize(
    ("title", "continuation"),
    [
        ("What officers know.", "What officers know, continued"),
        (" What\n officers  know ", "What officers know, continued"),
    ],
)
def test_next_page_names_the_finding_that_continues(title: str, continuation: str) -> None:
    pages = pages_of(sample_slide(SlideKind.FINDING, [title, "", SENTENCE * 60]))
    assert len(pages) > 2
    assert [text_of(page).splitlines()[1] for page in pages[1:]] == [continuation] * (
        len(pages) - 1
    )


def test_long_title_that_continues_is_shortened_to_one_line() -> None:
    pages = pages_of(sample_slide(SlideKind.FINDING, ["word " * 80, "", SENTENCE * 60]))
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


@pytest.mark.parametrize(("letters", "role"), [(30, Role.LABEL), (40, Role.TITLE)])
def test_title_that_is_too_wide_for_a_label_is_not_shortened(letters: int, role: Role) -> None:
    slide = sample_slide(SlideKind.TEXT, ["判" * letters, "It was found."], "")
    page = pages_of(slide)[0]
    assert [text.role for text in page.texts if "判" in text.text] == [role]
    assert text_of(page).count("判") == letters


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


def test_countdown_goes_when_the_answer_is_shown() -> None:
    slide = sample_slide(SlideKind.DISCUSSION, ["How many?", "Nine"])
    (page,) = pages_of(slide._replace(minutes=4))
    assert [countdown_rect(page, step) is not None for step in (0, 1)] == [True, False]
    assert "4:00" in page.read(0)
    assert "4:00" not in page.read(1)
    long = sample_slide(SlideKind.DISCUSSION, [SENTENCE * 12, SENTENCE * 30])
    *asking, answering = pages_of(long._replace(minutes=4))
    assert any(countdown_rect(each, 0) for each in asking)
    assert countdown_rect(answering, 0) is None


def test_figure_that_answers_has_no_full_stop() -> None:
    answer = "16. The other had 20. Nobody knew."
    (page,) = pages_of(sample_slide(SlideKind.DISCUSSION, ["How many?", answer]))
    answers = [text.text.strip() for text in page.texts if text.role is Role.ANSWER]
    assert answers == ["16", "The other had 20. Nobody knew."]


@pytest.mark.parametrize(
    ("answer", "size"), [("9 letter", 162), ("9letters.", 339), ("10letters.", 162)]
)
def test_only_a_short_word_is_as_large_as_a_figure(answer: str, size: float) -> None:
    (page,) = pages_of(sample_slide(SlideKind.DISCUSSION, ["How many?", answer]))
    assert sizes_of(page, Role.ANSWER) == {size}


def test_question_and_both_parts_of_an_answer_shrink_together() -> None:
    answer = "word " * 12 + ". " + SENTENCE * 8
    (page,) = pages_of(sample_slide(SlideKind.DISCUSSION, ["How many?", answer]))
    shown = (text for text in page.texts if text.is_shown(1) and text.role is not Role.LABEL)
    assert [text.style.size for text in shown] == [49, 72, 50]


def test_long_discussion_shows_each_part_of_its_answer() -> None:
    slide = sample_slide(SlideKind.DISCUSSION, [SENTENCE * 30, SENTENCE * 40])
    for page in pages_of(slide):
        assert page.read(0)


def test_page_that_continues_a_discussion_says_so_once() -> None:
    pages = pages_of(sample_slide(SlideKind.DISCUSSION, [SENTENCE * 20], ""))
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


@pytest.mark.parametrize("bullet", ["", "• ", "•\t"])
def test_statements_of_an_unclear_source_are_side_by_side_without_bullets(bullet: str) -> None:
    said = ("Few were trained.", "Few asked.", "All knew their powers")
    words = "\n".join(f"{bullet}{each}" for each in said)
    texts = ["Unclear", f"“{words}”", "", "It can’t be both."]
    slide = sample_slide(SlideKind.FINDING, texts)
    slide = slide._replace(texts=tuple(text for text in slide.texts if text.text))
    (page,) = pages_of(slide)
    *others, last = (text for text in page.texts if text.role is Role.EXCERPT)
    assert [text.text.strip() for text in others] == ["“Few were trained.”", "“Few asked.”"]
    assert last.text.strip() == "“All knew their powers”"
    assert max(text.rect.right for text in others) < last.rect.left
    assert last.style.size > max(text.style.size for text in others)
    assert page.foot[0].role is Role.CAUTION


@pytest.mark.parametrize("words", ["All knew their powers", "All knew.\nAll acted."])
def test_words_are_beside_what_is_unclear_about_them(words: str) -> None:
    texts = ["Unclear", f"“{words}”", "", "This contradicts the list."]
    (page,) = pages_of(sample_slide(SlideKind.FINDING, texts))
    (quoted,) = (text for text in page.texts if text.role is Role.EXCERPT)
    (caution,) = (text for text in page.texts if text.role is Role.CAUTION)
    assert quoted.text.split() == f"“{words}”".split()
    assert quoted.rect.right < caution.rect.left
    assert quoted.style.size > caution.style.size >= 44


def test_caution_is_on_each_page_of_words_that_are_too_long_for_it() -> None:
    texts = ["Unclear", f"“{SENTENCE * 20}”", "", "This contradicts the list."]
    pages = pages_of(sample_slide(SlideKind.FINDING, texts))
    assert len(pages) > 1
    for page in pages:
        assert page.foot[0].role is Role.CAUTION


@pytest.mark.parametrize(("times", "is_at_foot"), [(1, True), (2, True), (4, False)])
def test_note_of_one_or_two_lines_is_at_the_foot(times: int, *, is_at_foot: bool) -> None:
    slide = sample_slide(SlideKind.FINDING, ["Title", "“Words”"])
    note_text = SlideText(Role.NOTE, SENTENCE * times)
    (page,) = pages_of(slide._replace(texts=(*slide.texts, note_text)))
    (note,) = (text for text in (*page.texts, *page.foot) if text.role is Role.NOTE)
    assert (note in page.foot) == is_at_foot
    assert note.style.size >= 34
    if is_at_foot:
        assert len(note.lines) <= 2


def test_source_has_no_last_line_of_one_word() -> None:
    source = "Not part of the report, finding 3: victims went without protection, and others go on"
    for words in (source[:end] for end in range(40, len(source) * 2)):
        (page,) = pages_of(sample_slide(SlideKind.FINDING, ["Title", "“Words”"], words))
        widths = [line.width for line in page.foot[-1].lines]
        assert widths[-1] >= 0.4 * max(widths)


@pytest.mark.parametrize(("length", "sizes"), [(320, [66, 66]), (321, [64, 64])])
def test_parts_of_a_very_long_quote_have_one_size(length: int, sizes: list[float]) -> None:
    words = f"“{('long words ' * 29).ljust(length)[: length - 2]}. {'Few knew. ' * 4}”"
    (page,) = pages_of(sample_slide(SlideKind.QUOTE, [words, "A name", "A role"]))
    parts = [text for text in page.texts if text.role is Role.QUOTE and text.is_shown(1)]
    assert [text.style.size for text in parts] == sizes


@pytest.mark.parametrize("times", [4, 40])
def test_each_part_of_a_long_quote_has_its_speaker(times: int) -> None:
    words = f"“{SENTENCE * times}”"
    pages = pages_of(sample_slide(SlideKind.QUOTE, [words, "A name", "A role " * 12]))
    assert sum(page.steps for page in pages) > 1
    for page in pages:
        for step in range(page.steps):
            assert page.read(step).split()[:4] == ["A", "name", "A", "role"]


def test_title_of_very_many_words_is_smaller_and_on_one_page() -> None:
    sizes = []
    for words in (20, 21, 60):
        texts = ["word " * words, f"“{SENTENCE * 5}”"]
        first, *_ = pages_of(sample_slide(SlideKind.FINDING, texts))
        (title,) = (text for text in first.texts if text.role is Role.TITLE)
        assert len(title.text.split()) == words
        sizes.append(title.style.size)
    assert sizes[0] == 64 > sizes[1] >= sizes[2] >= 44


def test_title_of_an_added_text_is_its_headline_below_a_tag() -> None:
    slide = sample_slide(SlideKind.TEXT, ["Before Friday", "Choose a case."])
    (page,) = pages_of(slide._replace(is_added=True))
    tag, title, body = page.texts
    assert [text.role for text in (tag, title, body)] == [Role.TAG, Role.TITLE, Role.BODY]
    assert tag.text.strip() == "Added for today"
    assert title.style.size > body.style.size
    assert page.surface is Surface.MESSAGE


@pytest.mark.parametrize(
    "quote",
    [
        "“Short. Words.”",
        f"“{'one long sentence ' * 12}”",
        f"“{'A long sentence, said. ' * 5}\n{'Another, said. ' * 5}”",
    ],
    ids=["short", "one sentence", "two paragraphs"],
)
def test_quote_that_is_short_or_can_not_be_divided_has_one_step(quote: str) -> None:
    (page,) = pages_of(sample_slide(SlideKind.QUOTE, [quote, "A name", "A role"]))
    assert page.steps == 1


@pytest.mark.parametrize("kind", ROLES)
@given(data=st.data())
@few_examples
def test_nothing_overlaps_the_tag_of_a_made_up_slide(kind: SlideKind, data: st.DataObject) -> None:
    texts = ["1,234" if role is Role.NUMBER else data.draw(any_text) for role in ROLES[kind]]
    pages_of(sample_slide(kind, texts, "")._replace(is_made_up=True))


@pytest.mark.parametrize("kind", [SlideKind.TEXT, SlideKind.FINDING, SlideKind.NUMBER])
def test_made_up_slide_has_an_outlined_tag_on_each_page(kind: SlideKind) -> None:
    texts = ["1" if role is Role.NUMBER else SENTENCE * 30 for role in ROLES[kind]]
    for page in pages_of(sample_slide(kind, texts)._replace(is_made_up=True)):
        (tag,) = (text for text in page.texts if text.text.strip() == MADE_UP_LABEL)
        assert tag.rect.right > 1700
        assert any(
            shape.outline is not None and shape.fill is None and shape.rect.right > tag.rect.right
            for shape in page.shapes
        )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            (8, 2, 1, 0, 1),
            ["8 concerns", "2 examples of good practice", "1 set of figures", "1 next step"],
        ),
        (
            (1, 0, 2, 2, 2),
            ["1 concern", "2 sets of figures", "2 signs of progress", "2 next steps"],
        ),
        (
            (9_999, 9_999, 9_999, 1, 9_999),
            [
                *("9,999 concerns", "9,999 examples of good practice", "9,999 sets of figures"),
                *("1 sign of progress", "9,999 next steps"),
            ],
        ),
    ],
)
def test_title_slide_says_what_the_briefing_contains(
    counts: tuple[int, ...], words: list[str]
) -> None:
    kinds = tuple(KindCount(*each) for each in zip(FindingKind, counts, strict=True) if each[1])
    slide = sample_slide(SlideKind.TITLE, ["Title"], "")._replace(kind_counts=kinds)
    (page,) = pages_of(slide)
    _, lead, *shown = page.texts
    assert lead.text == "What this briefing contains\n"
    assert [text.text.strip() for text in shown] == words
    _, *squares = page.shapes
    assert [shape.fill for shape in squares] == [KIND_COLOURS[each.kind] for each in kinds]
    for square, text in zip(squares, shown, strict=True):
        assert square.rect.right < text.rect.left
    assert max(text.rect.right for text in shown) <= BODY.right + 0.01


def _number_slide(others: int, statement: str = "things were counted") -> Slide:
    texts = [SlideText(Role.NUMBER, "99"), SlideText(Role.STATEMENT, statement)]
    for at in range(others):
        texts.append(SlideText(Role.OTHER_FIGURE, str(at)))
        texts.append(SlideText(Role.OTHER_FORCE, f"Force {at}"))
    return Slide("n", SlideKind.NUMBER, "Number", tuple(texts))


@pytest.mark.parametrize(
    ("number", "force"),
    [
        ("61%", "Force"),
        ("88.5%", "Force"),
        ("10,234.5%", "Force"),
        ("94", "A name of thirty letters here"),
    ],
)
def test_figures_of_other_forces_are_beside_a_number_of_any_width(number: str, force: str) -> None:
    others = [SlideText(Role.OTHER_FIGURE, "9"), SlideText(Role.OTHER_FORCE, force)] * 4
    texts = (SlideText(Role.NUMBER, number), SlideText(Role.STATEMENT, "were counted"), *others)
    (page,) = pages_of(_number_slide(0)._replace(texts=texts))
    (large,) = (text for text in page.texts if text.role is Role.NUMBER)
    forces = [text for text in page.texts if text.role is Role.OTHER_FORCE]
    assert len(forces) == 4
    assert all(text.rect.left > large.rect.left + large.lines[0].width for text in forces)
    for above, below in pairwise(forces):
        assert above.rect.bottom <= below.rect.bottom - above.style.size


def test_figures_are_below_a_long_number_if_all_are_larger_there() -> None:
    _, statement, figure, force = _number_slide(1).texts
    others = (figure._replace(text="820,500"), force._replace(text="x" * 28)) * 2
    texts = (SlideText(Role.NUMBER, "1,250,000"), statement, *others)
    (page,) = pages_of(_number_slide(0)._replace(texts=texts))
    number, said, *below = page.texts
    assert number.lines[0].width > 0.9 * BODY.width
    assert all(text.rect.top > said.rect.bottom for text in below)


@pytest.mark.parametrize(("letters", "parts"), [(48, 16), (49, 10), (50, 10), (51, 28)])
def test_longer_names_leave_less_of_the_width_to_the_number(letters: int, parts: int) -> None:
    """The width has 28 parts."""
    _, statement, figure, force = _number_slide(1).texts
    others = (figure, force._replace(text="x" * letters)) * 4
    texts = (SlideText(Role.NUMBER, "94"), statement, *others)
    (page,) = pages_of(_number_slide(0)._replace(texts=texts))
    (number,) = (text for text in page.texts if text.role is Role.NUMBER)
    assert number.rect.width == pytest.approx(parts / 28 * BODY.width)


def test_page_does_not_end_between_a_figure_and_its_force() -> None:
    for count in range(250, 265, 3):
        for page in pages_of(_number_slide(4, "words " * count)):
            roles = [text.role for text in page.texts]
            assert roles.count(Role.OTHER_FIGURE) == roles.count(Role.OTHER_FORCE)


def test_figures_of_other_forces_are_below_if_there_is_no_room_beside() -> None:
    pages = pages_of(_number_slide(4, SENTENCE * 30))
    assert sum(text.role is Role.OTHER_FORCE for page in pages for text in page.texts) == 4


def test_names_are_not_broken_over_lines() -> None:
    words = "It was found in Made-up West Mercia that " * 4
    slide = sample_slide(SlideKind.FINDING, ["Title", words])._replace(
        names=("Made-up West Mercia",)
    )
    (page,) = pages_of(slide)
    lines = [line.text for text in page.texts for line in text.lines]
    assert sum(line.count("Made-up\u00a0West\u00a0Mercia") for line in lines) == 4


def test_name_that_is_wider_than_a_line_is_broken_between_its_words() -> None:
    name = "Averyverylongname Anotherveryverylongname"
    slide = sample_slide(SlideKind.SOURCES, ["Sources", name, "A report", "2016"])
    (page,) = pages_of(slide._replace(names=(name,)))
    (use,) = (text for text in page.texts if text.role is Role.SOURCE_USE)
    assert [line.text.strip() for line in use.lines] == name.split()
