"""Tests of colours and their contrast."""

import pytest

from briefing_app.model.palette import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
)
from tests.contrast import contrast_ratio


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#000000", 21.0),
        ("#123456", "#123456", 1.0),
        ("#000000", "#FF0000", 1 + 0.2126 / 0.05),
        ("#000000", "#00FF00", 1 + 0.7152 / 0.05),
        ("#000000", "#0000FF", 1 + 0.0722 / 0.05),
        ("#000000", "#0A0A0A", 1 + 10 / 255 / 12.92 / 0.05),
        ("#777777", "#FFFFFF", 4.478),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.001)


def test_only_themes_of_high_contrast_have_outlines() -> None:
    assert not LIGHT.outlined
    assert not DARK.outlined
    assert CONTRAST_LIGHT.outlined
    assert CONTRAST_DARK.outlined
