"""Tests of the heights of rows whose bars have rings below them."""

import pytest

from briefing_app.layout.rings import BELOW_BAR, Guess, Slots, fitted_rows
from briefing_app.layout.slide import lay_out
from tests.layout.fixed_measurer import FixedMeasurer
from tests.layout.page_samples import sample_chart_slide

MEASURER = FixedMeasurer()


def fitted(room: float, has_ring: tuple[bool, bool], name: str = "A") -> Slots:
    """Return two rows that fit into a height; the names of both are almost the same."""
    rows = ((name, 1, ""), (f"{name}!", 2, ""))
    (page,) = lay_out(sample_chart_slide(rows), MEASURER)
    assert page.chart is not None
    return fitted_rows(page.chart.rows, has_ring, room, MEASURER)


def test_texts_shrink_first_then_rings_to_half_and_then_texts_again() -> None:
    fits = [fitted(room, (True, True)) for room in range(260, 90, -3)]
    sizes = dict.fromkeys(
        (each.rows[0].texts[0].style.size, round(each.ring.diameter, 1)) for each in fits
    )
    assert list(sizes) == [
        *((size, 46) for size in (74, 66, 60, 54, 48, 44, 40, 36, 32)),
        *((32, 36.8), (32, 29.9), (32, 23)),
        *((30, 23), (28, 23), (26, 23)),
    ]


def test_row_with_a_ring_is_as_high_as_one_without_if_names_are_higher_than_bars() -> None:
    slots = fitted(460, (True, False), "A force with a name so long that it takes two lines")
    with_ring, without = slots.bars
    assert with_ring < without == with_ring + slots.rings[0]
    assert slots.height == 460
    first, second = slots.placed(100)
    assert first.row.name.rect.top == pytest.approx(100)  # the name is higher than the bar
    assert first.bar == 100 + with_ring / 2
    assert second.row.name.rect.bottom < 560


def test_labels_of_smaller_rings_keep_26_pixels() -> None:
    guess = Guess(9, "our guess 9")
    sizes = [
        [label.style.size for label in guess.labels(BELOW_BAR.scaled(factor), MEASURER)]
        for factor in (1, 0.8, 0.5)
    ]
    assert sizes == [[40, 36, 32, 28], [32, 28.8, 26, 26], [26, 26, 26, 26]]
