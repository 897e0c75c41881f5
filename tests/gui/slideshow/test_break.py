"""A break in the windows of a slideshow."""

from datetime import UTC, datetime

import pytest

from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from briefing_app.model.written_slide import WrittenKind, written, written_slide
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.presenter.views import next_name, own_note
from tests.gui.slideshows import accessible_text, button, labels, press, process_events, timer_of
from tests.sample_report import make_report


@pytest.fixture
def slides() -> tuple[Slide, ...]:
    """Return a title, a break of ten minutes, and the sources."""
    title, sources = briefing_slides(make_report())
    pause = written_slide(written(WrittenKind.BREAK, "Tea"), "break")._replace(minutes=10)
    return title, pause, sources


@pytest.fixture
def show(start_slideshow: StartSlideshow) -> Presentation:
    """Return a slideshow at the break."""
    return start_slideshow(position=SlidePosition(1))


def test_next_starts_a_break_then_goes_on(
    show: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(show.model, "now", lambda: now[0])
    started = datetime(2026, 11, 29, 10, 34, 40, tzinfo=UTC)
    monkeypatch.setattr(show.model, "time_of_day", lambda: started)
    process_events()
    assert "10 minutes" in accessible_text(show.windows.audience)
    assert next_name(show).endswith("Countdown starts")
    before = show.windows.audience.slide.grab().toImage()
    press(show.windows.presenter_view, "Right")
    process_events()
    assert show.windows.audience.slide.changing_description() == (
        "Countdown: 9:59 left. We go on at 10:45"
    )
    assert show.windows.audience.slide.grab().toImage() != before
    press(show.windows.presenter_view, "Shift+T")
    assert show.windows.audience.slide.changing_description().endswith("We go on at 10:46")
    press(show.windows.presenter_view, "T")
    assert show.windows.audience.slide.changing_description() == "Countdown paused: 10:59 left"
    press(show.windows.presenter_view, "T")
    now[0] += 5
    timer_of(show.model).timeout.emit()
    press(show.windows.presenter_view, "Right")
    assert show.model.state.position == SlidePosition(2)


def test_break_has_the_buttons_of_a_countdown(show: Presentation) -> None:
    process_events()
    view = show.windows.presenter_view
    button(view, "Start").click()
    process_events()
    assert "9:59" in labels(view)
    button(view, "Pause").click()
    process_events()
    countdown = show.model.state.visible_countdown
    assert countdown is not None
    assert countdown.is_paused
    button(view, "+1 min").click()
    process_events()
    assert "10:59" in labels(view)
    button(view, "Continue").click()
    assert "10:59" in labels(view)
    view.set_own_notes({show.model.slides[1].key: "Fetch the key"})
    assert "Fetch the key" in own_note(show).toPlainText()
    show.model.go_to(2)
    process_events()
    assert "10:59" not in labels(view)
