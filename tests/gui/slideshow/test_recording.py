"""What is saved of a running slideshow."""

import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.slideshows import RunningOrders, Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow import recorder
from briefing_app.gui.slideshow.commands import Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    CHART,
    enter_minutes,
    labels,
    last_record,
    last_session,
    press,
    process_events,
    saving_timer,
    timer_of,
)

_SAVE_INTERVAL_S: Final = 15


def _tick(slideshow: Presentation, times: int = 1) -> None:
    assert timer_of(slideshow).isActive()
    for _ in range(times):
        timer_of(slideshow).timeout.emit()


def _forget_sessions(store: PersonalStore) -> None:
    with store.change() as execute:
        execute("DELETE FROM sessions")


def test_esc_ends_and_saves_position_and_clock(
    slideshow: Presentation, slides: tuple[Slide, ...], personal_store: PersonalStore
) -> None:
    slideshow.model.go_to(CHART)
    slideshow.commands.advance()
    press(slideshow.windows.audience, "Esc")
    record = last_record(personal_store)
    assert record[:3] == (slides[CHART].key, 0, 1)
    assert record.elapsed >= 300
    assert not record.running
    elapsed = slideshow.model.elapsed
    assert elapsed == record.elapsed
    again = PersonalStore(personal_store.path)
    assert last_record(again) == record


def test_slideshow_counts_as_running_once_there_is_something_to_continue(
    start_slideshow: StartSlideshow, personal_store: PersonalStore
) -> None:
    slideshow = start_slideshow()
    saving_timer(slideshow).timeout.emit()
    assert last_session(personal_store) is None
    for command, is_running in ((Commands.advance, True), (Commands.go_to_first, False)):
        slideshow.commands.do(command)
        saving_timer(slideshow).timeout.emit()
        assert last_record(personal_store).running is is_running


def test_changes_are_saved_together_after_a_delay(
    slideshow: Presentation, personal_store: PersonalStore, slides: tuple[Slide, ...]
) -> None:
    soon = saving_timer(slideshow)
    assert not soon.isActive()
    slideshow.commands.advance()
    slideshow.commands.advance()
    process_events()
    assert soon.isActive()
    record = last_record(personal_store)
    assert (record.key, record.running) == (slides[2].key, True)
    assert soon.interval() <= 250
    soon.timeout.emit()
    record = last_record(personal_store)
    assert (record.key, record.page, record.step) == (slides[CHART].key, 0, 1)
    assert record.running


def test_later_changes_do_not_postpone_saving(slideshow: Presentation) -> None:
    starts: list[None] = []
    saving_timer(slideshow).start = lambda: starts.append(None)  # type: ignore[assignment, method-assign]
    slideshow.commands.advance()
    process_events()
    assert len(starts) == 1
    saving_timer(slideshow).isActive = lambda: True  # type: ignore[method-assign]
    slideshow.commands.advance()
    slideshow.commands.swap_screens()
    process_events()
    assert len(starts) == 1


def test_place_and_clock_are_saved_every_15_seconds(
    slideshow: Presentation, personal_store: PersonalStore
) -> None:
    _forget_sessions(personal_store)
    _tick(slideshow, _SAVE_INTERVAL_S - 1)
    assert last_session(personal_store) is None
    _tick(slideshow)
    assert last_record(personal_store).running
    _forget_sessions(personal_store)
    _tick(slideshow, _SAVE_INTERVAL_S)
    assert last_session(personal_store) is not None


def test_swap_and_planned_time_are_saved_after_a_delay(slideshow: Presentation) -> None:
    soon = saving_timer(slideshow)
    for change in (
        lambda: [press(slideshow.windows.presenter_view, "S") for _ in range(2)],
        lambda: enter_minutes(slideshow.windows.presenter_view, 25),
    ):
        assert not soon.isActive()
        change()
        process_events()
        assert soon.isActive()
        soon.stop()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Yield an event that a slow disk waits for."""
    monkeypatch.setattr(recorder, "Thread", threading.Thread)
    ready, save = Event(), Sessions.save

    def wait(*arguments: object) -> None:
        ready.wait()
        save(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Sessions, "save", wait)
    yield ready
    ready.set()
    for thread in threading.enumerate():
        if thread.name == "slideshow":
            thread.join()


def test_slow_disk_does_not_stop_the_slideshow(
    disk: Event, start_slideshow: StartSlideshow, personal_store: PersonalStore
) -> None:
    slideshow = start_slideshow()
    slideshow.recorder.save()
    slideshow.commands.advance()
    slideshow.recorder.save()
    assert saving_timer(slideshow).isActive()  # the first one is still being saved
    disk.set()
    slideshow.end()
    assert not saving_timer(slideshow).isActive()
    record = last_record(personal_store)
    assert record == slideshow.recorder.record._replace(saved=record.saved)


def test_private_slideshow_is_saved_without_a_thread(
    monkeypatch: pytest.MonkeyPatch, start_slideshow: StartSlideshow, personal: PersonalData
) -> None:
    monkeypatch.setattr(PersonalData, "is_private", True)
    monkeypatch.setattr(recorder, "Thread", None)
    slideshow = start_slideshow(position=SlidePosition(CHART))
    slideshow.recorder.save()
    stopped = personal.sessions.of_briefing(slideshow.recorder.stopped_session.session.briefing)
    assert stopped is not None
    assert stopped.record.key == slideshow.model.slides[CHART].key


def test_failure_in_the_thread_reaches_the_presenter(
    qtbot: QtBot, disk: Event, start_slideshow: StartSlideshow, tmp_path: Path
) -> None:
    (tmp_path / "user").write_text("")  # where the folder would be
    disk.set()
    slideshow = start_slideshow()
    slideshow.commands.advance()
    qtbot.waitUntil(
        lambda: any("can’t be saved" in text for text in labels(slideshow.windows.presenter_view))
    )


def test_slideshow_beside_another_program_keeps_its_place_to_itself(
    start_slideshow: StartSlideshow, personal_store: PersonalStore
) -> None:
    slideshow = start_slideshow(is_saved=False)
    slideshow.commands.advance()
    enter_minutes(slideshow.windows.presenter_view, 25)
    slideshow.end()
    assert last_session(personal_store) is None
    briefing = slideshow.recorder.stopped_session.session.briefing
    assert RunningOrders(personal_store).minutes(briefing) == 25
