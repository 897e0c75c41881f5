"""Tests of right-to-left slides: edges, rules and labels."""

from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLine

from briefing_app.gui.slides.page_layout import (
    MARGIN,
    PAGE,
    Page,
    PlacedLine,
    lay_out,
)
from briefing_app.gui.slides.text_pages import CAUTION_LEAD
from briefing_app.model.palette import (
    LIGHT,
)
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slides import (
    Role,
)
from briefing_app.model.text_direction import is_right_to_left
from tests.gui.slides.page_samples import (
    SENTENCE,
    all_rows,
    assert_well_placed,
    lines_with_role,
    sample_chart_slide,
    sample_slide,
    shown_rows,
)
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row

pytestmark = [
    pytest.mark.usefixtures("_fonts"),
    # Qt's warning if no font supports a script, on which these tests do not depend.
    pytest.mark.qt_log_ignore("OpenType support missing"),
]


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE, AWKWARD], ids=len)
def test_bars_start_at_the_right_under_an_rtl_title(
    rows: tuple[Row, ...],
) -> None:
    right_to_left = lay_out(sample_chart_slide(rows, message="قال المفتشون إن الضحايا"), LIGHT)
    for page in right_to_left:
        assert_well_placed(page)
        assert all(row.label.rect.left() > row.rect.right() for row in shown_rows(page))
    shown = [row.rect for row in all_rows(right_to_left)]
    assert len({round(rect.right(), 6) for rect in shown}) == 1
    rightwards = [
        row.rect for row in all_rows(lay_out(sample_chart_slide(rows, message="Said"), LIGHT))
    ]
    assert [rect.width() for rect in shown] == [rect.width() for rect in rightwards]


@pytest.mark.parametrize("title", ["A title", "זה טקסט בעברית"])
def test_rule_above_a_title_is_where_its_lines_start(title: str) -> None:
    (page,) = lay_out(sample_slide(SlideKind.TITLE, [title, ""]), LIGHT)
    (rule,) = (shape.rect for shape in page.shapes)
    line = page.lines[0].rect
    edges = (rule.right(), line.right()) if is_right_to_left(title) else (rule.left(), line.left())
    assert edges[0] == pytest.approx(edges[1], abs=1)


@pytest.mark.parametrize("times", [1, 40])
def test_kind_is_at_the_right_above_an_rtl_title(
    times: int,
) -> None:
    texts = ["זה טקסט בעברית", "זה טקסט בעברית " * times * 2, "", ""]
    pages = lay_out(sample_slide(SlideKind.FINDING, texts), LIGHT)
    assert (len(pages) > 1) == (times > 1)
    for page in pages:
        assert_well_placed(page)
        dot = next(shape.rect for shape in page.shapes if shape.radius == 13)
        kind = next(line for line in page.lines if line.text == FindingKind.CONCERN.label)
        assert dot.right() == PAGE.width() - MARGIN
        assert kind.rect.right() < dot.left()
        after = [line.rect for line in page.lines if line.text.endswith(", continued")]
        assert len(after) == (page.number > 0)
        assert all(rect.right() < kind.rect.left() for rect in after)


@pytest.mark.parametrize("word", ["שלום ", "word "], ids=["right-to-left", "left-to-right"])
def test_lines_start_at_the_edge_of_their_script(word: str) -> None:
    for times in range(1, 40):
        (page,) = lay_out(sample_slide(SlideKind.TITLE, [word * times, ""]), LIGHT)
        rects = [line.rect for line in page.lines if line.role is Role.TITLE]
        if word.isascii():
            assert {round(rect.left()) for rect in rects} == {MARGIN}
        else:
            assert {round(rect.right()) for rect in rects} == {round(PAGE.width()) - MARGIN}


_ARABIC = "هذه جملة عربية طويلة تصف ما قاله التقرير عن الضحايا وعن الشرطة. "


def _rules(page: Page) -> list[QRectF]:
    """Return the narrow, high shapes: the rules next to excerpts and quotes."""
    return [shape.rect for shape in page.shapes if shape.rect.height() > 2 * shape.rect.width()]


def _x_of(line: PlacedLine, character: str) -> float:
    """Return where the last occurrence of a character in a line starts, in its layout's pixels."""
    within = line.layout.lineAt(line.number)
    end = within.textStart() + within.textLength()
    return _x_at(within, line.layout.text().rindex(character, 0, end))


def _x_at(line: QTextLine, at: int) -> float:
    x: Any = line.cursorToX(at)  # its stub knows no more of it than that it is an object
    return float(x[0] if isinstance(x, tuple) else x)


def test_caution_has_the_direction_of_its_text() -> None:
    texts = ["Title", "Detail", "", (_ARABIC * 3).strip()]
    first, *_, last = lines_with_role(
        lay_out(sample_slide(SlideKind.FINDING, texts), LIGHT)[0], Role.CAUTION
    )
    assert first.rect.right() == pytest.approx(last.rect.right(), abs=2)
    assert last.rect.left() > first.rect.left()
    within = last.layout.lineAt(last.number).naturalTextRect()
    assert _x_of(last, ".") < within.left() + 0.1 * within.width()
    # Our own label keeps its full stop at its right end.
    line = first.layout.lineAt(0)
    ends = [_x_at(line, at) for at in range(len(CAUTION_LEAD.rstrip("\u200e ")))]
    assert ends == sorted(ends)


@pytest.mark.parametrize("text", [SENTENCE, _ARABIC], ids=["left-to-right", "right-to-left"])
def test_rule_is_where_the_lines_of_its_text_start(text: str) -> None:
    right_to_left = text is _ARABIC
    finding = lay_out(sample_slide(SlideKind.FINDING, ["Title", text, text * 2, ""]), LIGHT)[0]
    quote = lay_out(sample_slide(SlideKind.QUOTE, [text * 3, "A Speaker", "Role"]), LIGHT)[0]
    for page, roles in (
        (finding, {Role.EXCERPT}),
        (quote, {Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE}),
    ):
        (rule,) = _rules(page)
        lines = [line.rect for line in page.lines if line.role in roles]
        assert len(lines) > 1
        for rect in lines:
            gap = rule.left() - rect.right() if right_to_left else rect.left() - rule.right()
            assert 20 < gap < 80
    for role in (Role.TITLE, Role.BODY):
        for line in lines_with_role(finding, role):
            assert line.rect.right() <= PAGE.width() - MARGIN + 1
