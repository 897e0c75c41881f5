"""Keys one after the other, in both windows, while a projector is plugged in and out."""

from collections.abc import Sequence
from itertools import chain
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.model.slides import Slide
from tests.gui.conftest import StartSlideshow
from tests.gui.key_walk import KeyWalk, Step, steps
from tests.gui.slideshow.asking_slides import asking_slides
from tests.gui.slideshows import LAPTOP, PROJECTOR, Screens

_SCREENS: Final = (LAPTOP, PROJECTOR)


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return slides with a question, bars to guess and a vote."""
    return asking_slides()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(steps(), max_size=12))
def test_no_key_surprises_whatever_was_pressed_before(
    start_slideshow: StartSlideshow, fake_screens: Screens, sequence: list[list[Step]]
) -> None:
    def plug(there: Sequence[int]) -> None:
        fake_screens.set_screens(*(_SCREENS[at] for at in there))

    fake_screens.available = list(_SCREENS)
    slideshow = start_slideshow()
    walk = KeyWalk(slideshow, plug, PROJECTOR)
    for step in chain.from_iterable(sequence):
        if not walk.is_over:
            walk.take(step)
    slideshow.end()
