"""Tests of the labels and tags at the top of a slide."""

import pytest

from briefing_app.layout.head import fits_in_head, speaker_head
from briefing_app.layout.page import BODY
from briefing_app.layout.type_sizes import CONTINUED, HEAD
from briefing_app.model.report import SlideKind
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.page_samples import sample_slide

MEASURER = FixedMeasurer()


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
