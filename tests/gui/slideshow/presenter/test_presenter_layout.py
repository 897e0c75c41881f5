"""How the console's parts share its height, whatever there is of it."""

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.gui.slideshow.presenter.presenter_layout import NEXT_LEAST, ROOMS, Space

_spaces = st.builds(
    Space,
    window=st.integers(400, 1600),
    body=st.integers(100, 1400),
    slide=st.integers(150, 900),
    right=st.integers(150, 1200),
    heading=st.integers(18, 50),
    notes=st.integers(30, 120),
    line=st.integers(20, 160),
    between=st.integers(5, 40),
)


@given(_spaces, st.floats(0.01, 0.99))
def test_that_where_there_is_room_slide_next_and_notes_all_have_theirs(
    space: Space, share: float
) -> None:
    for room in ROOMS:
        if not space.has(room):
            continue
        slide = space.slide_height(room)
        # The slide is a good part of the window, or as wide as its part.
        part = 0.4 if room.pictures else 0.3
        assert slide >= min(space.slide, round(part * space.window))
        if room.beside:
            following = space.next_height(share)
            assert following >= NEXT_LEAST
            left = space.body - following - space.between - space.notes
        else:
            assert slide + space.heading + space.between + space.small <= space.body
            left = space.body - space.notes
        assert left >= min(4 * space.line, int(0.36 * space.window))


@given(_spaces)
def test_that_more_height_never_makes_it_more_scarce(space: Space) -> None:
    taller = space._replace(body=space.body + 50)
    for room in ROOMS:
        assert taller.has(room) or not space.has(room)
