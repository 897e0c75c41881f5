"""Tests of the figures of other forces beside a number."""

from briefing_app.layout.measurer import TextStyle
from briefing_app.layout.number import beside_number
from briefing_app.layout.page import BODY, Block
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.slides import Role, SlideText
from tests.layout.fixed_measurer import FixedMeasurer

MEASURER = FixedMeasurer()


def beside(
    count: int = 1, figure: str = "9", force: str = "Force", number: str = "99", top: float = 200
) -> Block | None:
    """Return the same figure of so many forces beside a number."""
    style = TextStyle(580, EXTRA_BOLD)
    placed = set_text(number, style, Colour.INK, 9999, MEASURER).placed(120, top)
    pair = (SlideText(Role.OTHER_FIGURE, figure), SlideText(Role.OTHER_FORCE, force))
    return beside_number(pair * count, placed, BODY.top, MEASURER)


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
