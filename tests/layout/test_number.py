"""Tests of the figures of other forces beside a number."""

from typing import Any

import pytest

from briefing_app.layout.measurer import TextStyle
from briefing_app.layout.number import beside_number
from briefing_app.layout.page import BODY, Block
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.slides import Role, SlideText
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.outline import outline

MEASURER = FixedMeasurer()


def beside(
    count: int = 1, figure: str = "9", force: str = "Force", number: str = "99", top: float = 200
) -> Block | None:
    """Return the same figure of so many forces beside a number."""
    style = TextStyle(580, EXTRA_BOLD)
    placed = set_text(number, style, Colour.INK, 9999, MEASURER).placed(120, top)
    pair = (SlideText(Role.OTHER_FIGURE, figure), SlideText(Role.OTHER_FORCE, force))
    return beside_number(pair * count, placed, BODY.top, MEASURER)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"count": 3},
            """
other_figure 980 315 66 150, 120/800 muted, “9”, 66 on 429
other_force 1090 368.2 176 80, 64/600 muted, “Force”, 176 on 429
other_figure 980 476 66 150, 120/800 muted, “9”, 66 on 590
other_force 1090 529.2 176 80, 64/600 muted, “Force”, 176 on 590
other_figure 980 637 66 150, 120/800 muted, “9”, 66 on 751
other_force 1090 690.2 176 80, 64/600 muted, “Force”, 176 on 751
""",
        ),
        (
            {"figure": "123,456,789"},  # half of the width
            """
other_figure 980 686.4 411.4 85, 68/800 muted, “123,4…”, 411.4 on 751
other_force 1435.4 690.2 176 80, 64/600 muted, “Force”, 176 on 751
""",
        ),
        (
            {"figure": "9,999", "force": "Ninechars", "number": "9999"},  # two fifths of it
            """
other_figure 1444 701.6 143 65, 52/800 muted, “9,999”, 143 on 751
other_force 1631 718.7 168.3 42.5, 34/600 muted, “Ninec…”, 168.3 on 751
""",
        ),
    ],
)
def test_figures_have_their_positions(given: dict[str, Any], expected: str) -> None:
    block = beside(**given)
    assert block is not None
    assert outline(block) == expected.strip()


def test_more_figures_are_smaller_and_then_begin_above_the_number() -> None:
    blocks = {count: beside(count) for count in (1, 2, 5, 6, 7, 9, 14, 15)}
    found = {
        count: block and (block.texts[0].style.size, block.texts[1].style.size)
        for count, block in blocks.items()
    }
    assert found == {
        1: (190, 64),
        2: (180, 64),
        5: (72, 64),
        6: (60, 48),
        7: (51, 40),
        9: (41, 36),
        14: (41, 36),
        15: None,  # 15 × 46 pixels above the baseline, 751
    }


def test_longer_names_are_smaller_and_then_directly_beside_the_number() -> None:
    found: dict[tuple[float, float], int] = {}
    for length in range(1, 60):
        block = beside(force="x" * length)
        if block is not None:
            figure, name = block.texts
            found[name.style.size, round(figure.rect.left)] = length
    assert found == {
        (64, 980): 19,
        (56, 980): 21,
        (48, 980): 25,
        (40, 980): 30,
        (36, 980): 33,
        (34, 980): 35,
        (40, 806): 38,
        (36, 806): 42,
        (34, 806): 45,
    }
