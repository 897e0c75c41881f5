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


def placed(foot: Foot) -> tuple[float, int, float, float, float]:
    """Return size, lines, top and width of the only text, and the height of the foot."""
    (text,) = foot.texts
    return text.style.size, len(text.lines), text.rect.top, text.rect.width, foot.height


@pytest.mark.parametrize(
    ("kind", "words", "place"),
    [
        (SlideKind.FINDING, 17, (40, 1, 927, 1680, 103)),
        (SlideKind.FINDING, 18, (40, 2, 877, 1680 * 0.7, 153)),
        (SlideKind.FINDING, 34, (40, 2, 877, 1680, 153)),
        (SlideKind.FINDING, 35, (36, 2, 887, 1680, 143)),
        (SlideKind.FINDING, 38, (34, 2, 892, 1680, 138)),
        (SlideKind.CHART, 39, (34, 3, 849.5, 1680 * 0.8, 180.5)),
        (SlideKind.NUMBER, 76, (34, 4, 807, 1680, 223)),
    ],
)
def test_longer_note_is_smaller(
    kind: SlideKind, words: int, place: tuple[float, int, float, float, float]
) -> None:
    made = foot(kind, "word " * words)
    assert placed(made) == pytest.approx(place)
    assert made.note is not None


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


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (16, (34, 1, 987.5, 1380, 42.5)),
        (17, (34, 2, 945, 1380 * 0.7, 85)),
        (33, (30, 2, 955, 1380, 75)),
        (37, (26, 2, 965, 1380, 65)),
        (43, (26, 3, 932.5, 1380 * 0.8, 97.5)),
        (63, (26, 3, 932.5, 1380, 97.5)),
    ],
)
def test_longer_source_is_smaller(
    words: int, place: tuple[float, int, float, float, float]
) -> None:
    made = foot(SlideKind.FINDING, "One\ntwo", "word " * words)
    assert placed(made) == pytest.approx(place)
    assert made.has_source


def test_source_that_is_long_is_not_at_the_foot() -> None:
    made = foot(SlideKind.FINDING, "One\ntwo", "word " * 64)
    assert (made.texts, made.height, made.has_source) == ((), NOTHING, False)
