"""Tests of the labels and tags at the top of a slide."""

import pytest

from briefing_app.layout.head import fits_in_head, head_of, speaker_head
from briefing_app.layout.page import BODY
from briefing_app.layout.type_sizes import CONTINUED, HEAD
from briefing_app.model.report import SlideKind
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.outline import outline
from tests.layout.page_samples import sample_slide

MEASURER = FixedMeasurer()


def test_label_that_is_too_long_is_shortened_to_the_width_of_the_page() -> None:
    slide = sample_slide(SlideKind.FINDING, ["word " * 80, "", "", "Care"])
    expected = """
box 298.3 98.8 317.8 60.5, outline body 3, radius 30.25
label 120 105.2 146.3 47.5, 38/700 concern, “Conce…”, 146.3 on 141.3
tag 326.3 107.8 261.8 42.5, 34/700 body, “Sourc…”, 261.8 on 140.1
continued 648.1 106.5 1134 45, 36/400 muted, “word …”, 1134 on 140.7
"""
    assert outline(head_of(slide, "", 1, MEASURER)) == expected.strip()


@pytest.mark.parametrize("is_longer", [False, True])
def test_speaker_or_title_fits_to_the_last_letter(is_longer: bool) -> None:
    letter = MEASURER.width("x", HEAD)
    name = "x" * (int(BODY.width / letter) + is_longer)
    quote = sample_slide(SlideKind.QUOTE, ["“Words”", name])
    assert (speaker_head(quote, MEASURER) is None) is is_longer
    message = sample_slide(SlideKind.TEXT, ["Message", "Few knew."])
    room = BODY.width - 32 - MEASURER.width(f"{message.name}, continued", CONTINUED)
    label = "x" * (int(room / letter) + is_longer)
    assert fits_in_head(label, message, MEASURER) is not is_longer
