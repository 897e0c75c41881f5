"""Tests of the labels and tags at the top of a slide."""

import pytest

from briefing_app.layout.head import HEAD_HEIGHT, fits_in_head, head_of, speaker_head
from briefing_app.layout.page import BODY
from briefing_app.layout.type_sizes import CONTINUED, HEAD
from briefing_app.model.report import SlideKind
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.page_samples import sample_slide

MEASURER = FixedMeasurer()


@pytest.mark.parametrize(
    ("name", "role", "lines"),
    [
        ("A name", "A role", ["A name", "A role"]),
        ("A name", "role " * 20, ["A name", " ".join(["role"] * 10), " ".join(["role"] * 10)]),
        ("name " * 20, "A role", [" ".join(["name"] * 10)] * 2 + ["A role"]),
    ],
)
def test_role_of_a_speaker_is_beside_the_name_or_below_it(
    name: str, role: str, lines: list[str]
) -> None:
    head = speaker_head(sample_slide(SlideKind.QUOTE, ["“Words”", name, role]), MEASURER)
    assert head is not None
    assert [line.text.strip() for text in head.texts for line in text.lines] == lines
    said_by, said_as = (text.rect for text in head.texts)
    is_beside = said_as.left > said_by.right
    assert is_beside or said_as.top >= said_by.bottom
    assert head.height >= max(said_by.bottom, said_as.bottom) - BODY.top


def test_speaker_of_very_many_words_is_not_in_the_head() -> None:
    quote = sample_slide(SlideKind.QUOTE, ["“Words”", "A name", "role " * 99])
    assert speaker_head(quote, MEASURER) is None


@pytest.mark.parametrize("is_longer", [False, True])
def test_title_fits_to_the_last_letter(is_longer: bool) -> None:
    letter = MEASURER.width("x", HEAD)
    message = sample_slide(SlideKind.TEXT, ["Message", "Few knew."])
    room = BODY.width - 32 - MEASURER.width(f"{message.name}, continued", CONTINUED)
    label = "x" * (int(room / letter) + is_longer)
    assert fits_in_head(label, message, MEASURER) is not is_longer


def test_sources_that_continue_have_a_rule_between_heading_and_text() -> None:
    head = head_of(sample_slide(SlideKind.SOURCES, ["Sources"]), "", 1, MEASURER)
    (label,), (rule,) = head.texts, head.shapes
    assert label.rect.bottom < rule.rect.top
    assert rule.rect.bottom + 20 < BODY.top + head.height


def test_tag_of_a_made_up_slide_without_a_title_has_room_below_it() -> None:
    head = head_of(
        sample_slide(SlideKind.QUOTE, ["“Words”"])._replace(is_made_up=True), "", 0, MEASURER
    )
    assert head.height > HEAD_HEIGHT
