"""Tests of where everything is on small sample pages, as files in `golden` describe it.

With the letters of `FixedMeasurer`, positions can be calculated by hand. The words of the finding,
for example, have 100 × 1.35 = 135 pixels, and their line is 135 × 1.25 × 0.92 = 155.25 pixels high.
The title starts below the labels: at 82 + 66 + 6 = 154.
"""

from collections.abc import Iterator

import pytest

from briefing_app.layout.bars import ChartMetrics, ChartSizes, lay_out_chart
from briefing_app.layout.countdown import break_countdown, countdown, countdown_ring, paused_style
from briefing_app.layout.foot import foot_of
from briefing_app.layout.head import head_of
from briefing_app.layout.measurer import TextStyle
from briefing_app.layout.number import beside_number
from briefing_app.layout.page import BODY, Block, Page, Rect
from briefing_app.layout.palette import HIGH_CONTRAST_SLIDES, Colour, Surface
from briefing_app.layout.slide import lay_out
from briefing_app.layout.text import set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.charts import bar_chart
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import KindCount, Role, Slide, SlideText
from briefing_app.model.slideshow.time import CountdownAction, CountdownFace
from briefing_app.model.wording import OUR_MESSAGE
from briefing_app.model.written_slide import WrittenKind, written, written_slide
from tests.golden import GoldenFiles
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.outline import outline, outline_of_pages
from tests.layout.page_samples import SENTENCE, sample_chart_slide, sample_slide
from tests.layout.vote_samples import FIGURE, LONG, NUMBERS, QUOTE, WORDS, vote
from tests.sample_measures import FORTY_THREE, make_measure

MEASURER = FixedMeasurer()

KINDS = (KindCount(FindingKind.CONCERN, 6), KindCount(FindingKind.NEXT_STEP, 2))
ROWS = (
    ("Alpha", 16, "p"),
    ("Bravo", 99, ""),
    ("Charlie", 0, ""),
    ("Delta", None, "c"),
)


SHARES = (("Alpha", 60, "p"), ("Bravo", 99, ""), ("Charlie", 0, ""), ("Delta", None, "c"))


def share_slide(reveal: Reveal = Reveal.NONE) -> Slide:
    """Return a chart of shares of 100."""
    measure = make_measure(SHARES, highlight="Bravo")._replace(unit="per cent of cases")
    return chart_slide(measure)._replace(reveal=reveal)


OTHERS = Slide(
    "key",
    SlideKind.NUMBER,
    "Number",
    (
        SlideText(Role.NUMBER, "99"),
        SlideText(Role.STATEMENT, "were counted"),
        *(SlideText(Role.OTHER_FIGURE, "7"), SlideText(Role.OTHER_FORCE, "Kent")),
        *(SlideText(Role.OTHER_FIGURE, "50"), SlideText(Role.OTHER_FORCE, "Essex")),
    ),
    ours=OUR_MESSAGE,
)
SLIDES = {
    "title": sample_slide(SlideKind.TITLE, ["A title", "More"])._replace(kind_counts=KINDS),
    "text": sample_slide(SlideKind.TEXT, ["A title", "A paragraph.\nAnother."]),
    "message": sample_slide(SlideKind.TEXT, ["Message", "In short. And then more."]),
    "finding": sample_slide(SlideKind.FINDING, ["Title", "“Words”", "Ours"]),
    "headline-alone": sample_slide(SlideKind.FINDING, ["Title", "", "Ours"]),
    "headline-with-many-words": sample_slide(SlideKind.FINDING, ["Title", "", SENTENCE * 9]),
    "title-of-all-kinds": sample_slide(SlideKind.TITLE, ["A title"])._replace(
        kind_counts=tuple(KindCount(kind, 1_204) for kind in FindingKind)
    ),
    "title-alone": sample_slide(SlideKind.TITLE, ["A title"], ""),
    "text-that-continues": sample_slide(SlideKind.TEXT, ["A title", SENTENCE * 22]),
    "unclear": sample_slide(SlideKind.FINDING, ["Title", "“Words”", "", "Care"]),
    "quote": sample_slide(SlideKind.QUOTE, ["“Words”", "A name", "A role"]),
    "quote-below-a-title": Slide(
        "key",
        SlideKind.QUOTE,
        "Quote",
        (SlideText(Role.TITLE, "A title"), SlideText(Role.QUOTE, "Words")),
    ),
    "number": sample_slide(SlideKind.NUMBER, ["99", "of 100", "Explained"]),
    "discussion": sample_slide(SlideKind.DISCUSSION, ["How many?", "All"])._replace(minutes=4),
    "answer-in-two-parts": sample_slide(
        SlideKind.DISCUSSION, ["How many?", "All. Nobody was left out."]
    ),
    "long-discussion": sample_slide(SlideKind.DISCUSSION, [SENTENCE * 20, "Few knew. " * 11]),
    "vote": vote(NUMBERS[:2], "6\nSaid once.", FIGURE)._replace(minutes=4),
    "vote-of-six": vote(LONG, question="Why?"),
    "vote-on-words": vote(WORDS[:2], f"{WORDS[0]}\nNobody else may hear it."),
    "vote-on-a-quote": vote(WORDS[:2], WORDS[0], QUOTE),
    "sources": sample_slide(
        SlideKind.SOURCES, ["Sources", "All words", "A report", "Its address"]
    )._replace(is_made_up=True),
    "bars": sample_chart_slide(ROWS),
    "bars-of-which-some-are-left-out": sample_chart_slide(FORTY_THREE),
    "guess": sample_chart_slide(ROWS[:2], reveal=Reveal.GUESS),
    "no-figures": sample_chart_slide(()),
    "shares": share_slide(),
    "guess-of-shares": share_slide(Reveal.GUESS),
    "long-quote": sample_slide(SlideKind.QUOTE, ["“" + "Few knew. " * 25, "A name", "A role"]),
    "long-role": sample_slide(
        SlideKind.QUOTE, ["“" + "Few knew. " * 25, "A name", "A role in a force " * 7]
    ),
    "added-text": sample_slide(SlideKind.TEXT, ["Before Friday", "Choose."])._replace(
        is_added=True
    ),
    "others": OTHERS,
    "made-up-others": OTHERS._replace(is_made_up=True),
    "unclear-list": sample_slide(
        SlideKind.FINDING, ["Unclear", "“Few knew.\nFew asked.\nAll knew”", "", "Care"]
    ),
    "heading-that-shrinks": sample_chart_slide(ROWS[1:2], message=SENTENCE * 3),
    "long-heading-of-bars": sample_chart_slide(ROWS[1:2], message=SENTENCE * 12),
    "break": written_slide(written(WrittenKind.BREAK, "Break"), "key")._replace(minutes=10),
}

WITHOUT_CLOCK = {f"{name}-without-clock": SLIDES[name] for name in ("discussion", "vote", "break")}

FACES = {
    "running": CountdownFace(0.75, "3:00", is_over=False, ends="10:45"),
    "paused": CountdownFace(0.75, "3:00", is_over=False, action=CountdownAction.CONTINUE),
    "over": CountdownFace(0.0, "+0:01", is_over=True, ends="10:45"),
    "paused later": CountdownFace(0.0, "+0:01", is_over=True, action=CountdownAction.CONTINUE),
}


def rings() -> Iterator[tuple[str, Block]]:
    """Yield countdowns of discussions: two are half as large, one is smaller."""
    for (what, face), size in zip(FACES.items(), (360, 180, 360, 180), strict=True):
        yield what, Block(countdown_ring(face, Rect(10, 20, size, size)))
    yield "100 minutes", countdown(6000, MEASURER, Rect(10, 20, 90, 90), has_clock=True)


def break_countdowns() -> Iterator[tuple[str, Block]]:
    for what, face in FACES.items():
        yield what, break_countdown(face, MEASURER)


def heads() -> Iterator[tuple[str, Block]]:
    slide = sample_slide(SlideKind.FINDING, ["word " * 80, "", "", "Care"])
    yield "long title that continues", head_of(slide, "", 1, MEASURER)


def feet() -> Iterator[tuple[str, Block]]:
    """Yield notes and sources, as far as they are at the foot, each with one more word too."""
    for kind, counts in (
        (SlideKind.FINDING, (17, 18, 34, 35, 37, 38, 39)),
        (SlideKind.CHART, (38, 39, 57, 58, 76, 77)),
        (SlideKind.NUMBER, (76, 77)),
    ):
        for count in counts:
            note = SlideText(Role.NOTE, "word " * count)
            foot = foot_of(Slide("key", kind, "Name", (note,)), "", MEASURER)
            yield f"{kind}, note of {count} words, {foot.height:g} high", Block((), foot.texts)
    for count in (16, 17, 32, 33, 36, 37, 42, 43, 63, 64):
        foot = foot_of(Slide("key", SlideKind.TEXT, "Name", ()), "word " * count, MEASURER)
        yield f"source of {count} words, {foot.height:g} high", Block((), foot.texts)


def figures_beside_numbers() -> Iterator[tuple[str, Block]]:
    for number, figure, force, count in (
        ("99", "9", "Force", 3),
        ("99", "123,456,789", "Force", 1),  # half of the width
        ("9999", "9,999", "Ninechars", 1),  # two fifths of it
    ):
        style = TextStyle(580, EXTRA_BOLD)
        large = set_text(number, style, Colour.INK, 9999, MEASURER).placed(120, 200)
        pair = (SlideText(Role.OTHER_FIGURE, figure), SlideText(Role.OTHER_FORCE, force))
        beside = beside_number(pair * count, large, BODY.top, MEASURER)
        assert beside is not None
        yield f"{count} × {figure} {force} beside {number}", beside


def rows_of_different_heights() -> Iterator[tuple[str, Block]]:
    rows = (("A force whose name is long", 20, "p"), ("Bravo", 10, ""), ("Delta", None, "c"))
    chart, metrics = bar_chart(make_measure(rows)), ChartMetrics((ChartSizes(40, 36, 32),))
    for part in lay_out_chart(chart, Rect(50, 100, 400, 300), metrics, MEASURER):
        yield f"{part.per_unit:g} pixels for 1, from {part.zero:g}", part.block


def frames() -> Iterator[tuple[str, Block]]:
    slide = Slide("key", SlideKind.TEXT, "Name", ())
    for surface in Surface:
        page = Page(slide, 0, 1, surface, (), (), theme=HIGH_CONTRAST_SLIDES)
        yield surface.name.lower(), Block(tuple(page.frame))


PARTS = {
    "rings": rings,
    "break-countdowns": break_countdowns,
    "heads": heads,
    "feet": feet,
    "figures-beside-numbers": figures_beside_numbers,
    "rows-of-different-heights": rows_of_different_heights,
    "frames": frames,
}


@pytest.mark.parametrize("name", SLIDES)
def test_everything_on_a_slide_is_at_its_position(name: str, golden: GoldenFiles) -> None:
    golden.check(name, outline_of_pages(lay_out(SLIDES[name], MEASURER)))


@pytest.mark.parametrize("name", WITHOUT_CLOCK)
def test_planned_time_is_at_its_position(name: str, golden: GoldenFiles) -> None:
    pages = lay_out(WITHOUT_CLOCK[name], MEASURER, has_clock=False)
    golden.check(name, outline_of_pages(pages))


@pytest.mark.parametrize("name", PARTS)
def test_parts_of_a_page_are_at_their_positions(name: str, golden: GoldenFiles) -> None:
    parts = (f"{what}\n{outline(block)}".rstrip() for what, block in PARTS[name]())
    golden.check(name, "\n\n".join(parts))


def test_each_file_with_positions_is_used(golden: GoldenFiles) -> None:
    assert golden.names() == {*SLIDES, *WITHOUT_CLOCK, *PARTS}


def test_word_in_a_paused_countdown_fits_the_ring() -> None:
    assert [paused_style(Rect(0, 0, width, width)).size for width in (90, 270, 360)] == [28, 33, 44]


@pytest.mark.parametrize(
    ("seconds", "words"), [(60, "1 minute"), (90, "90 seconds"), (120, "2 minutes")]
)
def test_planned_time_is_in_minutes_if_it_consists_of_them(seconds: int, words: str) -> None:
    ring = Rect(0, 0, 360, 360)
    block = countdown(seconds, FixedMeasurer(), ring, has_clock=False)
    assert block.texts[0].text.strip() == words


@pytest.mark.parametrize(
    ("kind", "role", "smallest"),
    [
        (SlideKind.TITLE, Role.TITLE, 64),
        (SlideKind.TITLE, Role.SUBTITLE, 44),
        (SlideKind.TITLE, Role.SOURCE_DETAIL, 32),
        (SlideKind.TEXT, Role.TITLE, 64),
        (SlideKind.TEXT, Role.BODY, 44),
        (SlideKind.TEXT, Role.STATEMENT, 60),
        (SlideKind.FINDING, Role.EXCERPT, 52),
        (SlideKind.FINDING, Role.NOTE, 44),
        (SlideKind.FINDING, Role.CAUTION, 44),
        (SlideKind.FINDING, Role.BODY, 44),
        (SlideKind.QUOTE, Role.TITLE, 64),
        (SlideKind.QUOTE, Role.QUOTE, 52),
        (SlideKind.QUOTE, Role.SPEAKER, 44),
        (SlideKind.QUOTE, Role.SPEAKER_ROLE, 36),
        (SlideKind.NUMBER, Role.STATEMENT, 52),
        (SlideKind.NUMBER, Role.BODY, 44),
        (SlideKind.CHART, Role.TITLE, 52),
        (SlideKind.CHART, Role.SUBTITLE, 38),
        (SlideKind.CHART, Role.BODY, 44),
        (SlideKind.DISCUSSION, Role.QUESTION, 52),
        (SlideKind.DISCUSSION, Role.ANSWER, 48),
        (SlideKind.SOURCES, Role.SOURCE_USE, 40),
        (SlideKind.SOURCES, Role.SOURCE_TITLE, 44),
        (SlideKind.SOURCES, Role.SOURCE_DETAIL, 36),
    ],
)
def test_very_long_texts_have_the_size_that_the_back_row_can_read(
    kind: SlideKind, role: Role, smallest: int
) -> None:
    slide = Slide("key", kind, "Name", (SlideText(role, "x" * 3001),))
    texts = (text for page in lay_out(slide, FixedMeasurer()) for text in page.texts)
    assert {text.style.size for text in texts if text.role is role} == {smallest}
