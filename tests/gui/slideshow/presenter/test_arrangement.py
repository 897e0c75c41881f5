"""Tests of how the parts of the presenter view share its height."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.gui.slideshow.presenter.arrangement import (
    ARRANGEMENTS,
    MIN_NEXT_HEIGHT_PX,
    AvailableSpace,
)

_spaces = st.builds(
    AvailableSpace,
    window_height=st.integers(400, 1600),
    body_height=st.integers(100, 1400),
    full_width_slide_height=st.integers(150, 900),
    notes_width=st.integers(150, 1200),
    heading_height=st.integers(18, 50),
    notes_frame_height=st.integers(30, 120),
    notes_line_height=st.integers(20, 160),
    gap=st.integers(5, 40),
)


@given(_spaces, st.floats(0.01, 0.99))
def test_slides_and_notes_have_their_height_if_an_arrangement_fits(
    space: AvailableSpace, share: float
) -> None:
    for arrangement in ARRANGEMENTS:
        if not space.fits(arrangement):
            continue
        slide = space.slide_height(arrangement)
        # The slide takes a good part of the window, or fills the width of its column.
        part = 0.4 if arrangement.has_thumbnails else 0.3
        assert slide >= min(space.full_width_slide_height, round(part * space.window_height))
        if arrangement.has_next_above_notes:
            following = space.next_height_above_notes(share)
            assert following >= MIN_NEXT_HEIGHT_PX
            notes = space.body_height - following - space.gap - space.notes_frame_height
        else:
            column = slide + space.heading_height + space.gap + space.next_height_below_current
            assert column <= space.body_height
            notes = space.body_height - space.notes_frame_height
        assert notes >= min(4 * space.notes_line_height, int(0.36 * space.window_height))


@given(_spaces)
def test_arrangement_that_fits_still_fits_with_more_height(space: AvailableSpace) -> None:
    taller = replace(space, body_height=space.body_height + 50)
    for arrangement in ARRANGEMENTS:
        assert taller.fits(arrangement) or not space.fits(arrangement)
