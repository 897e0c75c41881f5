"""Tests of the labels and tags at the top of a slide."""

import pytest

from briefing_app.layout.head import fits_in_head, head_of, speaker_head
from briefing_app.layout.page import Rect
from briefing_app.layout.theme import CONTINUED, HEAD
from briefing_app.model.report import SlideKind
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.outline import outline
from tests.layout.page_samples import sample_slide

MEASURER = FixedMeasurer()


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            1000,
            """
box 278.3 98.8 317.8 60.5, outline body 3, radius 30.25
label 100 105.2 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.3
tag 306.3 107.8 261.8 42.5, 34/700 body, “Sourc…”, 261.8 on 140.1
continued 628.1 106.5 468 45, 36/400 muted, “word …”, 468 on 140.7
""",
        ),
        (
            420,
            """
box 278.3 98.8 224.3 60.5, outline body 3, radius 30.25
label 100 105.2 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.3
tag 306.3 107.8 168.3 42.5, 34/700 body, “Sourc…”, 168.3 on 140.1
continued 534.6 106.5 18 45, 36/400 muted, “…”, 18 on 140.7
""",
        ),
    ],
)
def test_labels_are_shortened_to_the_width_of_the_page(width: float, expected: str) -> None:
    slide = sample_slide(SlideKind.FINDING, ["word " * 40, "", "", "Care"])
    assert outline(head_of(slide, "", 1, Rect(100, 96, width, 900), MEASURER)) == expected.strip()


@pytest.mark.parametrize(("spare", "fits"), [(0, True), (-0.1, False)])
def test_speaker_or_title_fits_to_the_last_pixel(spare: float, *, fits: bool) -> None:
    quote = sample_slide(SlideKind.QUOTE, ["“Words”", "Annamarie"])
    body = Rect(10, 96, MEASURER.width("Annamarie", HEAD) + spare, 900)
    assert (speaker_head(quote, body, MEASURER) is not None) is fits
    message = sample_slide(SlideKind.TEXT, ["Message", "Few knew."])
    continued = MEASURER.width(f"{message.name}, continued", CONTINUED)
    body = Rect(0, 96, 32 + continued + MEASURER.width("Message", HEAD) + spare, 900)
    assert fits_in_head("Message", message, body, MEASURER) is fits
