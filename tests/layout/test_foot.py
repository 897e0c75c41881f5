"""Tests of the note and the source at the foot of a page."""

import pytest

from briefing_app.layout.foot import Foot, foot_of
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from tests.layout.fixed_measurer import FixedMeasurer

NOTHING = 39.0
"""The height of a foot with the slide number only."""


def foot(kind: SlideKind, note: str, source: str = "") -> Foot:
    slide = Slide("key", kind, "Name", (SlideText(Role.NOTE, note),))
    return foot_of(slide, source, FixedMeasurer())


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        (SlideKind.FINDING, "word " * 39),
        (SlideKind.CHART, "word " * 77),
        (SlideKind.CHART, "One\ntwo"),
    ],
)
def test_note_that_is_long_or_has_paragraphs_is_not_at_the_foot(kind: SlideKind, note: str) -> None:
    made = foot(kind, note)
    assert (made.texts, made.height, made.note) == ((), NOTHING, None)


def test_source_that_is_long_is_not_at_the_foot() -> None:
    made = foot(SlideKind.FINDING, "One\ntwo", "word " * 64)
    assert (made.texts, made.height, made.has_source) == ((), NOTHING, False)


@pytest.mark.parametrize(
    ("kind", "note", "lead"),
    [
        (SlideKind.CHART, "Counts, not rates: three forces only.", "Counts, not rates:"),
        (SlideKind.NUMBER, "Provisional. Counts: three forces only.", ""),
        (SlideKind.CHART, "A figure that is low may have a reason: few were asked.", ""),
        (SlideKind.FINDING, "Counts: three forces only.", ""),
    ],
)
def test_few_words_up_to_a_colon_are_bold_in_a_caveat(
    kind: SlideKind, note: str, lead: str
) -> None:
    (text,) = foot(kind, note).texts
    assert text.text[: text.lines[0].lead] == lead
