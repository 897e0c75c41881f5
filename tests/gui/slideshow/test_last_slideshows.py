"""Where a slideshow starts: continued or new."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.gui.look import Look
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, Start, StartOptions
from briefing_app.model.report import finding_key
from briefing_app.model.slides import countdown_seconds
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.slideshow.state import SlidePosition
from briefing_app.model.slideshow.time import Clock
from tests.fixtures import open_launcher
from tests.gui.slideshows import (
    another_briefing,
    interrupted_record,
    presenter_text,
    process_events,
    running_slideshow,
    save_record,
    timer_of,
)


@pytest.fixture
def later_launcher(
    qapp: QApplication,
    settings: Settings,
    personal: PersonalData,
    style: Look,
    sleep_inhibitor: SleepInhibitor,
) -> Iterator[SlideshowLauncher]:
    """Yield the launcher of a later run of the program, and end its slideshow."""
    with open_launcher(settings, personal, qapp, sleep_inhibitor) as launcher:
        yield launcher


_HINT: Final = "Esc, then Ctrl+F5, starts a new session."
_LATE: Final = timedelta(hours=4)


@pytest.mark.parametrize(
    ("stopped_at", "is_running", "age", "start", "starts_at", "continues"),
    [
        (None, False, timedelta(), Start.BY_RULE, 0, False),
        (5, True, timedelta(), Start.BY_RULE, 5, True),
        (5, False, timedelta(), Start.BY_RULE, 5, True),
        (5, False, _LATE, Start.BY_RULE, 0, False),
        (5, True, _LATE, Start.BY_RULE, 0, False),
        (5, True, _LATE, Start.CONTINUE, 5, True),
        (-1, False, timedelta(), Start.BY_RULE, 0, False),
        (-1, False, timedelta(), Start.CONTINUE, -1, True),
        (0, False, timedelta(), Start.CONTINUE, 0, False),
        ("gone", True, timedelta(), Start.CONTINUE, 0, False),
        (5, True, timedelta(), Start.NEW, 0, False),
        (5, True, timedelta(), Start.CHOSEN, 4, False),
    ],
)
def test_start_in_the_next_run(
    *,
    launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    stopped_at: int | str | None,
    is_running: bool,
    age: timedelta,
    start: Start,
    starts_at: int,
    continues: bool,
) -> None:
    keys = [slide.key for slide in launcher.running_orders.order(briefing).slides]
    if stopped_at is not None:
        key = keys[stopped_at] if isinstance(stopped_at, int) else stopped_at
        saved = datetime.now(UTC) - age
        record = SlideshowRecord(key, 0, 0, 75.0, running=is_running, saved=saved)
        save_record(personal_store, briefing, record)
    assert launcher.present(briefing, StartOptions(start, keys[4]))
    slideshow = running_slideshow(launcher)
    assert slideshow.recorder.record.key == keys[starts_at]
    assert (slideshow.model.elapsed >= 75) is continues
    text = presenter_text(launcher)
    assert ("Continued where it stopped" in text) is continues
    assert (_HINT in text) is continues


def test_ended_slideshow_is_continued_at_its_slide_with_its_clock(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.model.go_to(4)
    slideshow.end()
    left = slideshow.model.elapsed
    assert launcher.slideshow is None
    launcher.present(briefing, StartOptions())
    again = running_slideshow(launcher)
    assert again is not slideshow
    assert again.model.state.position == SlidePosition(4)
    assert again.model.elapsed >= left


def test_ended_slideshow_is_continued_even_if_it_could_not_be_saved(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    assert personal_store.path is not None
    personal_store.path.parent.write_text("")  # where the folder would be
    launcher.present(briefing, StartOptions())
    running_slideshow(launcher).model.go_to(4)
    running_slideshow(launcher).end()
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).model.state.position == SlidePosition(4)


def test_later_slideshow_of_another_window_is_the_last_one(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    launcher.present(briefing, StartOptions())
    running_slideshow(launcher).model.go_to(4)
    running_slideshow(launcher).end()
    record = interrupted_record(briefing, launcher, 7)._replace(running=False)
    save_record(personal_store, briefing, record)
    assert launcher.next_start(briefing).slide == 8


@pytest.mark.parametrize("start", [Start.CHOSEN, Start.BY_RULE])
def test_slideshow_ended_at_its_first_slide_starts_again(
    launcher: SlideshowLauncher, briefing: Briefing, start: Start
) -> None:
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.model.update(slideshow.model.state._replace(clock=Clock(600.0)))
    slideshow.end()
    assert slideshow.model.elapsed >= 600
    launcher.present(briefing, StartOptions(start, finding_key(briefing.report.findings[4])))
    assert running_slideshow(launcher).model.elapsed < 600


@pytest.mark.parametrize("is_interrupted", [False, True])
def test_start_that_shows_only_the_first_slide_keeps_the_slideshow_before(
    *,
    launcher: SlideshowLauncher,
    later_launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    is_interrupted: bool,
) -> None:
    record = interrupted_record(briefing, launcher, 6)._replace(running=is_interrupted)
    save_record(personal_store, briefing, record)
    launcher.present(briefing, StartOptions(Start.NEW))
    running_slideshow(launcher).end()
    for each in (launcher, later_launcher):
        assert each.next_start(briefing).label == "Continue at slide 7"


def test_countdown_of_the_first_slide_goes_on_after_a_kill(
    *,
    launcher: SlideshowLauncher,
    later_launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
) -> None:
    order = launcher.running_orders.order(briefing)
    launcher.running_orders.save(briefing, order.move(min(countdown_seconds(order.slides)), 0))
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    assert not slideshow.recorder.record.running
    slideshow.commands.advance()
    record = slideshow.recorder.record
    assert record.running
    slideshow.end()
    counted = {key: each._replace(clock=Clock(30.0)) for key, each in record.countdowns.items()}
    save_record(personal_store, briefing, record._replace(countdowns=counted))
    assert later_launcher.next_start(briefing).label == "Continue at slide 1"
    later_launcher.present(briefing, StartOptions())
    countdown = running_slideshow(later_launcher).model.state.visible_countdown
    assert countdown is not None
    assert countdown.is_running
    assert countdown.paused(0.0).left(0.0) == countdown.seconds - 30


def test_slide_is_found_in_a_changed_order(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    record = interrupted_record(briefing, launcher, 4)
    order = launcher.running_orders.order(briefing)
    launcher.running_orders.save(briefing, order.move(4, 9))
    launcher.last.add(save_record(personal_store, briefing, record))
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).model.state.position == SlidePosition(9)


def test_countdown_goes_on_when_an_ended_slideshow_is_continued(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    slides = launcher.running_orders.order(briefing).slides
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.model.go_to(min(countdown_seconds(slides)))
    slideshow.commands.advance()
    slideshow.end()
    launcher.present(briefing, StartOptions())
    countdown = running_slideshow(launcher).model.state.visible_countdown
    assert countdown is not None
    assert countdown.is_running


def test_discussions_go_on_after_a_kill_with_their_countdowns_as_they_were(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    slides = launcher.running_orders.order(briefing).slides
    first, second, *_ = sorted(countdown_seconds(slides))
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    for at in (first, second):
        slideshow.model.go_to(at)
        slideshow.commands.advance()
        slideshow.commands.extend_countdown()
    slideshow.model.go_to(first)
    slideshow.commands.toggle_countdown()
    slideshow.model.go_to(second)
    on_screen = slideshow.recorder.record.countdowns.values()
    assert not any(each.is_running for each in on_screen)  # after a crash
    slideshow.model.go_to(second + 1)
    record = slideshow.recorder.record
    slideshow.end()
    counted = {key: each._replace(clock=Clock(30.0)) for key, each in record.countdowns.items()}
    stopped = save_record(personal_store, briefing, record._replace(countdowns=counted))
    launcher.last.add(stopped)
    launcher.present(briefing, StartOptions())
    again = running_slideshow(launcher)
    for at, is_paused in ((first, True), (second, False)):
        again.model.go_to(at)
        countdown = again.model.state.visible_countdown
        assert countdown is not None
        assert (countdown.is_paused, countdown.is_running) == (is_paused, not is_paused)
        assert countdown.paused(0.0).left(0.0) == countdown_seconds(slides)[at] + 60 - 30


@pytest.mark.parametrize("start", [Start.CHOSEN, Start.NEW])
@pytest.mark.parametrize("is_interrupted", [False, True])
def test_chosen_start_is_a_new_session_that_takes_the_place_of_the_last(
    *,
    launcher: SlideshowLauncher,
    later_launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    start: Start,
    is_interrupted: bool,
) -> None:
    record = interrupted_record(briefing, launcher, 6, 2832)._replace(running=is_interrupted)
    launcher.last.add(save_record(personal_store, briefing, record))
    key = finding_key(briefing.report.findings[4])
    launcher.present(briefing, StartOptions(start, key))
    slideshow = running_slideshow(launcher)
    slides = slideshow.model.slides
    assert slideshow.recorder.record.key == (key if start is Start.CHOSEN else slides[0].key)
    assert slideshow.model.elapsed < 60
    assert "unexpectedly" not in presenter_text(launcher)
    slideshow.model.go_to(3)
    slideshow.end()
    later_launcher.present(briefing, StartOptions())
    again = running_slideshow(later_launcher)
    assert again.model.state.position == SlidePosition(3)
    assert again.recorder.stopped_session.session == slideshow.recorder.stopped_session.session
    assert again.recorder.stopped_session.session.first_slide == (
        key if start is Start.CHOSEN else ""
    )


def test_pace_counts_from_the_first_slide_of_a_session_that_is_continued(
    launcher: SlideshowLauncher, later_launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    key = finding_key(briefing.report.findings[4])
    launcher.present(briefing, StartOptions(Start.CHOSEN, key, windowed=True))
    slideshow = running_slideshow(launcher)
    process_events()
    assert "on time" in presenter_text(launcher)
    slideshow.model.go_to(slideshow.model.state.position.slide + 4)
    process_events()
    (ahead,) = re.findall(r"\d+ minutes? ahead", presenter_text(launcher))
    slideshow.end()
    later_launcher.present(briefing, StartOptions(windowed=True))
    process_events()
    timer_of(running_slideshow(later_launcher)).timeout.emit()
    assert ahead in presenter_text(later_launcher)


def test_slideshow_of_another_briefing_keeps_the_record(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore, tmp_path: Path
) -> None:
    save_record(personal_store, briefing, interrupted_record(briefing, launcher, 6, 754))
    with open_briefing(another_briefing(tmp_path)) as other:
        launcher.present(other, StartOptions())
        assert running_slideshow(launcher).model.state.position == SlidePosition(0)
        running_slideshow(launcher).end()
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).model.state.position == SlidePosition(6)
    assert running_slideshow(launcher).model.elapsed >= 754


def test_requested_screen_is_kept_after_a_crash(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    save_record(
        personal_store, briefing, interrupted_record(briefing, launcher, 6)._replace(screen="NOPE")
    )
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).recorder.record.screen == "NOPE"
