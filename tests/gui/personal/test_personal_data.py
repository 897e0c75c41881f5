"""The message that the program shows if it can't keep personal data."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from briefing_app.database.personal.store import PersonalStore, Row
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    SAMPLE_SESSION,
    labels,
    last_session,
    process_events,
    saving_timer,
)


@pytest.fixture
def personal_store(tmp_path: Path, request: pytest.FixtureRequest) -> PersonalStore:
    """Return a store whose file consists of some bytes again and again.

    By default it can't be written: a file is where its folder would be.
    """
    path = tmp_path / "user" / "personal.db"
    content: bytes | None = getattr(request, "param", None)
    if content is None:
        path.parent.write_text("")
    else:
        path.parent.mkdir()
        path.write_bytes(content * 3000)
    return PersonalStore(path)


def _fail(personal: PersonalData) -> None:
    assert not personal.notes.delete("briefing", "finding")


def test_failure_is_said_once_and_waits_for_a_window_that_shows_it(personal: PersonalData) -> None:
    _fail(personal)
    message = personal.take_message()
    assert message.startswith("Your notes and running orders can’t be saved: ")
    assert message.endswith(f" The file is {personal.path}.")
    messages = _messages(personal)
    for _ in range(3):
        _fail(personal)
    assert (messages, personal.take_message()) == ([], "")


def _messages(personal: PersonalData) -> list[str]:
    messages: list[str] = []
    personal.failed.connect(lambda: messages.append(personal.take_message()))
    return messages


def test_damaged_row_is_reported_once_and_costs_no_other(tmp_path: Path) -> None:
    store = PersonalStore(tmp_path / "personal.db")
    personal = PersonalData(store)
    sound = SAMPLE_SESSION._replace(briefing="another")
    for session in (SAMPLE_SESSION, sound):
        record = SlideshowRecord("a", 1, 0, 60.0, running=True, saved=datetime.now(UTC))
        assert personal.sessions.save(session, record)
    with store.change() as execute:
        execute("UPDATE sessions SET saved = 'a while ago' WHERE briefing = 'sample'")
    messages = _messages(personal)
    for _ in range(2):
        assert personal.sessions.of_briefing(SAMPLE_SESSION.briefing) is None
        assert personal.sessions.of_briefing(sound.briefing) == (sound, record)
    (message,) = messages
    assert message == (
        "Some of your notes and running orders can’t be read or saved: the file is damaged. Keep a"
        f" copy of it: the rest is still there. The file is {personal.path}."
    )


def test_any_error_becomes_a_default_and_one_message(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(store: PersonalStore, sql: str, *values: object) -> list[Row]:
        raise RecursionError

    personal = PersonalData(PersonalStore(tmp_path / "personal.db"))
    messages = _messages(personal)
    monkeypatch.setattr(PersonalStore, "fetch", fail)
    for _ in range(2):
        assert personal.checked.of_size(1) == {}
    assert len(messages) == 1
    assert set(caplog.messages) == {"Personal data can't be used"}


def test_what_is_saved_when_the_damage_is_found_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "personal.db"
    personal = PersonalData(PersonalStore(path))
    assert personal.orders.save_minutes("one", "A title", 45)
    personal.end()
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])
    messages = _messages(personal)
    assert personal.orders.save_minutes("two", "Another title", 50)
    assert [personal.orders.minutes(key) for key in ("one", "two")] == [45, 50]
    (message,) = messages
    assert "was damaged. Its copy of " in message


def test_main_window_shows_failure_until_it_is_dismissed(
    main_window: MainWindow, personal: PersonalData
) -> None:
    _fail(personal)
    bar = main_window.notifications
    assert bar.isVisible()
    assert any("can’t be saved" in text for text in labels(bar))
    (button,) = (each for each in bar.findChildren(QPushButton) if each.isVisible())
    button.click()
    _fail(personal)
    assert not bar.isVisible()


def test_slideshow_goes_on_if_it_is_not_recorded(start_slideshow: StartSlideshow) -> None:
    slideshow = start_slideshow()

    def shown() -> list[str]:
        return [
            text for text in labels(slideshow.windows.presenter_view) if "can’t be saved" in text
        ]

    slideshow.commands.advance()
    saving_timer(slideshow).timeout.emit()
    assert len(shown()) == 1
    slideshow.commands.swap_screens()
    slideshow.commands.advance()
    process_events()
    assert shown() == []
    saving_timer(slideshow).timeout.emit()
    assert shown() == []
    assert slideshow.model.state.position.slide == 2


@pytest.mark.parametrize("personal_store", [b"\xff", b"SQLite format 3\0\x10\0\1"], indirect=True)
def test_slideshow_starts_and_is_recorded_if_the_file_was_damaged(
    start_slideshow: StartSlideshow, personal_store: PersonalStore
) -> None:
    slideshow = start_slideshow()
    slideshow.commands.advance()
    saving_timer(slideshow).timeout.emit()
    assert any("was damaged" in text for text in labels(slideshow.windows.presenter_view))
    slideshow.end()
    assert last_session(personal_store) is not None
