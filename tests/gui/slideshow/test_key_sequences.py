"""Keys one after the other, in both windows, while a projector is plugged in and out."""

from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.model.slides import Slide
from tests.gui.conftest import StartSlideshow
from tests.gui.key_walk import PHRASES, SCREENS, WAITS_S, KeyWalk, Step
from tests.gui.slideshow.asking_slides import asking_slides
from tests.gui.slideshows import LAPTOP, PROJECTOR, Screens

_SCREENS: Final = (LAPTOP, PROJECTOR)


@st.composite
def _steps(draw: st.DrawFn) -> list[Step]:
    """Draw keys for both windows with pauses between them, and screens that come and go."""
    steps = []
    for what in draw(st.lists(st.sampled_from((*PHRASES, *SCREENS)), max_size=12)):
        for each in what:
            if isinstance(each, str):
                in_audience, seconds = draw(st.booleans()), draw(st.sampled_from(WAITS_S))
                steps.append(Step(each, in_audience=in_audience, seconds=seconds))
        if what in SCREENS:
            steps.append(Step(screens=what))
    return steps


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return slides with a question, bars to guess and a vote."""
    return asking_slides()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_steps())
def test_no_key_surprises_whatever_was_pressed_before(
    start_slideshow: StartSlideshow, fake_screens: Screens, steps: list[Step]
) -> None:
    def plug(there: Sequence[int]) -> None:
        fake_screens.set_screens(*(_SCREENS[at] for at in there))

    fake_screens.available = list(_SCREENS)
    slideshow = start_slideshow()
    walk = KeyWalk(slideshow, plug, PROJECTOR)
    for step in steps:
        if not walk.is_over:
            walk.take(step)
    slideshow.end()
