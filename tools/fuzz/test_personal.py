"""Mutated files of the user: notes and running orders, and settings."""

import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import shiboken6
from hypothesis import event, given
from hypothesis import strategies as st

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.copies import copy_path
from briefing_app.database.personal.kept import KeptKind
from briefing_app.database.personal.notes_table import Notes
from briefing_app.database.personal.schema import open_database
from briefing_app.database.personal.slideshows import RunningOrders, Session, Sessions
from briefing_app.database.personal.sources import CheckedFiles
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.errors import PersonalDataError
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.files import RecentFiles
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData, RunningOrderStore
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import LastSlideshows, Start, StartOptions
from briefing_app.gui.slideshow.recorder import SlideshowLock
from briefing_app.model.notes import NO_NOTE, Note, NoteItem, finding_item
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.written_slide import WrittenKind, written
from tools.fuzz.case import case_folder, share
from tools.fuzz.splices import spliced, splices, text_splices
from tools.fuzz.sql import change_database, database_changes

_TYPED: Final = "What is typed now"
_DAY_S: Final = 24 * 60 * 60
_SETTING_VALUES: Final[tuple[object, ...]] = (
    *(None, True, 0, -1, 2.5, float("nan"), 10**400, "", "x" * 70_000, "\udcff\0", "light"),
    *([], ["/a"], [1, 2, 3], [10**6] * 4, [-(10**6)] * 4, ["/a"] * 1000, {"a": [1]}),
)
"""What a setting may be in a file that was edited."""
_REPLACEMENTS: Final = (
    *("zeros", "a briefing", "a folder", "a link to itself", "a link to nothing"),
    *("-journal", "-wal", "-shm"),
)
"""What can be in place of a file, or next to it."""
_JOURNAL_MAGIC: Final = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"

with closing(open_database(":memory:")) as _connection:
    _changes: Final = database_changes(_connection)


@pytest.fixture(scope="session")
def sound_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with rows in each table; next to it is its copy."""
    path = tmp_path_factory.mktemp("sound") / "personal.db"
    _make_database(path)
    return path


@given(changes=_changes, data=st.data())
@pytest.mark.usefixtures("look")
def test_what_a_user_saves_is_kept_or_a_message_is_shown(
    tmp_path: Path, sound_data: Path, changes: Sequence[str], data: st.DataObject
) -> None:
    """Read and save what a window and a slideshow read and save."""
    with case_folder(tmp_path) as folder:
        path = folder / sound_data.name
        shutil.copyfile(sound_data, path)
        files = [path]
        if data.draw(st.booleans(), "has a copy"):
            files += [copy_path(path)]
            shutil.copyfile(copy_path(sound_data), files[-1])
        change_database(path, changes)
        for file in files:
            content = file.read_bytes()
            file.write_bytes(spliced(content, data.draw(splices(len(content)), file.name)))
        age_s = _DAY_S * data.draw(st.sampled_from((0, 1, -1, 40)), "days since a change")
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - age_s))
        _replace(path, data.draw(st.just("") | st.sampled_from(_REPLACEMENTS), "instead of it"))
        event("silent" if _try_data(path) else "with a message")


@share(10)
@given(data=st.data())
@pytest.mark.usefixtures("look")
def test_any_settings_are_read_and_saved_again(tmp_path: Path, data: st.DataObject) -> None:
    """Open a window with settings that have other values or other bytes."""
    with case_folder(tmp_path) as folder:
        path = folder / "settings.json"
        content = _sound_settings(path)
        values = json.loads(content)
        others = st.dictionaries(st.sampled_from(sorted(values)), st.sampled_from(_SETTING_VALUES))
        if changed := data.draw(others):
            content = json.dumps(values | changed).encode()
        path.write_bytes(spliced(content, data.draw(st.just([]) | text_splices(content))))
        _try_settings(path)


@cache
def _briefing() -> Briefing:
    return open_briefing(BUNDLED_BRIEFING)


def _sound_settings(path: Path) -> bytes:
    """Return what is in a file of settings that a user has changed."""
    settings = Settings(path)
    settings.my_force = "Cumbria Constabulary"
    settings.text_scale = 1.25
    settings.recent_files = ("/a.briefing", "/b, c.db")
    settings.window_place = (10, 60, 900, 600)
    settings.list_width = 460
    settings.notes_size = 40
    settings.audience_screen = "serial:4711 @ HDMI-1"
    settings.save()
    return path.read_bytes()


def _make_database(path: Path) -> None:
    """Fill each table with rows of three sessions, some of them on pages of their own."""
    store, report = PersonalStore(path), _briefing().report
    for number in range(3):
        for finding in report.findings[number::3]:
            repetitions = 400 if finding.position == 5 else finding.position  # longer than a page
            text = f"A note on {finding.position} " * repetitions
            Notes(store).save(report, finding_item(finding), NO_NOTE, Note(text))
        session = Session(report.key, report.title, "/a.db")
        slide = briefing_slides(report)[number].key
        record = SlideshowRecord(slide, 0, 0, 60.0, running=number == 2, saved=datetime.now(UTC))
        Sessions(store).save(session, record)
        CheckedFiles(store).keep(CheckedFile(f"{number}", 1, {1: "a hash"}))
    order = RunningOrder.of(briefing_slides(report)).set_minutes(1, 12)
    for kind in WrittenKind:
        order = order.write(written(kind, "Who asks?", "A text", "One\nTwo"), 1, None)
    RunningOrders(store).save_lines(report.key, report.title, order.to_lines()[::-1])
    RunningOrders(store).save_minutes(report.key, report.title, 45)
    shutil.copyfile(path, copy_path(path))


def _replace(path: Path, replacement: str) -> None:
    """Put something in place of a file, or next to it."""
    content = path.read_bytes()
    match replacement:
        case "zeros":
            path.write_bytes(bytes(len(content)))
        case "a briefing":
            path.write_bytes(BUNDLED_BRIEFING.read_bytes())
        case "a folder":
            path.unlink()
            path.mkdir()
        case "a link to itself" | "a link to nothing":
            path.unlink()
            path.symlink_to(path.name if replacement == "a link to itself" else "none/at all")
        case "-journal" | "-wal" | "-shm":
            beside = path.with_name(path.name + replacement)
            beside.write_bytes(_JOURNAL_MAGIC + content[:4096])


@contextmanager
def _bugs_raised() -> Iterator[None]:
    """Raise the exceptions that are none of the program's own, which it only logs."""

    class _Raiser(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1] is not None:
                raise record.exc_info[1]

    raiser = _Raiser(logging.ERROR)
    logger = logging.getLogger("briefing_app.database.personal.store")
    logger.addHandler(raiser)
    try:
        yield
    finally:
        logger.removeHandler(raiser)


def _open(path: Path) -> tuple[PersonalData, list[str]]:
    """Return what belongs to the user, and the messages that the user gets."""
    personal = PersonalData(PersonalStore(path))
    told: list[str] = []
    personal.failed.connect(lambda: told.append(personal.take_message()))
    return personal, told


def _try_data(path: Path) -> bool:
    with _bugs_raised():
        personal, told = _open(path)
        _read_all(personal)
        saved = _save_all(personal)
        assert all(saved.values()) or told, saved
        again, told_again = _open(path)
        _read_all(again)
        kept = _read_typed(again)
        lost = [what for what, is_saved in saved.items() if is_saved and not kept[what]]
        # A later read may have found the damage, and its copy took its place.
        is_told = told_again or any("damaged" in message for message in told)
        assert not lost or is_told, lost
        for kind in KeptKind:
            with suppress(PersonalDataError):
                again.kept.forget(_briefing().report.key, kind)
    return not told


def _read_all(personal: PersonalData) -> None:
    """Read what a start, a window and a slideshow read."""
    briefing = _briefing()
    report = briefing.report
    personal.notes.of_briefing(report.key)
    personal.notes.of_report(report)
    personal.kept.briefings()
    personal.checked.of_size(1)
    personal.checked.count()
    for source in report.sources:
        personal.source_files.file_of(report, source)
    orders = RunningOrderStore(personal)
    slides = orders.order(briefing).slides
    orders.difference(briefing)
    orders.planned_minutes(briefing)
    last = LastSlideshows(personal, SlideshowLock(personal.path))
    for start in Start:
        request = StartOptions(start, slides[0].key)
        last.start_options(report, "/a.db", slides, request)
    last.next_start(report.key, slides)
    last.stopped_unexpectedly()


_SESSION: Final = Session("a key", "A title", "/a.db")
_ITEM: Final = NoteItem("finding new", "A new finding")


def _save_all(personal: PersonalData) -> dict[str, bool]:
    """Save what a user types and does. Return what is saved, as the program believes."""
    record = SlideshowRecord("a", 0, 0, 1.0, running=False, saved=datetime.now(UTC))
    report = _briefing().report
    note = personal.notes.save(report, _ITEM, NO_NOTE, Note(_TYPED))
    return {
        "note": note is not None,
        "place": personal.sessions.save(_SESSION, record),
        "order": personal.orders.save_lines(_SESSION.briefing, _SESSION.title, [_TYPED]),
        "checked": personal.checked.keep(CheckedFile(_TYPED, 7, {1: "a hash"})),
        "file": personal.source_files.keep(report, report.sources[0], Path(_TYPED)),
    }


def _read_typed(personal: PersonalData) -> dict[str, bool]:
    """Return what of it is there again."""
    report = _briefing().report
    notes = personal.notes.of_briefing(report.key) or ()
    return {
        "note": any(_TYPED in each.note.text for each in notes if each.item.key == _ITEM.key),
        "place": personal.sessions.of_briefing(_SESSION.briefing) is not None,
        "order": personal.orders.lines(_SESSION.briefing) == (_TYPED,),
        "checked": _TYPED in personal.checked.of_size(7),
        "file": personal.source_files.file_of(report, report.sources[0]) == Path(_TYPED),
    }


def _try_settings(path: Path) -> None:
    settings = Settings(path)
    window = MainWindow(settings)
    RecentFiles(window, settings)
    window.open(BUNDLED_BRIEFING)
    window.close()
    shiboken6.delete(window)
    settings.my_force = _TYPED
    settings.save()
    assert Settings(path).my_force == _TYPED
