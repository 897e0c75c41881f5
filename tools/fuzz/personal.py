"""Mutated files of the user: notes and running orders, and settings."""

import json
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import shiboken6

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
from briefing_app.gui.application import create_application
from briefing_app.gui.controllers.files import RecentFiles
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData, RunningOrderStore
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.last_slideshows import LastSlideshows
from briefing_app.gui.slideshow.options import Start, StartOptions
from briefing_app.gui.slideshow.recorder import SlideshowLock
from briefing_app.model.notes import NO_NOTE, Note, NoteItem, finding_item
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.record import SlideshowRecord
from briefing_app.model.written_slide import WrittenKind, written
from tools.fuzz.mutations import mutate_bytes, mutate_text

_DATABASE: Final = "personal.db"
_SETTINGS: Final = "settings.json"
_TYPED: Final = "What is typed now"
_PAGE: Final = 4096
_DAY_S: Final = 24 * 60 * 60
_VALUES: Final = (
    *("NULL", "0", "1", "-1", "7", "1 << 40", "9223372036854775807", "1.5", "9e999", "''"),
    *("'words'", "x'fffe'", "CAST(x'41ff42' AS TEXT)", "char(0)", "char(8238)", "'[]'", "'[[[]]]'"),
    *("zeroblob(70000)", "hex(zeroblob(30000))", "'2026-02-30T10:00:00+00:00'", "'9999-12-31'"),
    *("'9999-12-31T23:59:59+00:00'", "'0001-01-01T00:00:00+00:00'", "'[\"a\", 1, null]'"),
    '\'["+guess own chart 1\\n{\\"minutes\\": 9e999}", 7, {}]\'',
    '\'["+ written a\\n{\\"kind\\": \\"break\\", \\"options\\": [[]]}", "+ added \\u0000"]\'',
    *("1e15", "-1e16"),
    "replace(hex(zeroblob(9)), 0, '[')",
)
_OBJECTS: Final = (
    "CREATE TABLE x (a, b)",
    "CREATE VIEW x AS SELECT * FROM {table}",
    "CREATE TRIGGER x AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END",
    "CREATE TRIGGER x BEFORE INSERT ON {table} BEGIN SELECT raise(IGNORE); END",
    "CREATE TRIGGER x BEFORE UPDATE ON {table} BEGIN SELECT raise(ABORT, 'no'); END",
    "CREATE UNIQUE INDEX x ON {table} ({column})",
    "CREATE INDEX x ON {table} (hex({column})) WHERE {column} > 1",
    "ALTER TABLE {table} ADD COLUMN x DEFAULT 7",
    "ALTER TABLE {table} ADD COLUMN x AS (hex({column}))",
    "ALTER TABLE {table} RENAME COLUMN {column} TO x",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "DROP TABLE {table}",
)
_DEFINITION_CHANGES: Final = (
    *(("STRICT", ""), ("NOT NULL", ""), ("INTEGER", "TEXT"), ("(", "(("), ("TEXT", "TExT")),
    *(("TEXT", "BLOB"), ("PRIMARY KEY", "NOT NULL"), ("CHECK", "check"), ("REFERENCES", "")),
)
_PRAGMAS: Final = (
    *("user_version=9", "user_version=0", "application_id=0", "journal_mode=WAL"),
    *("auto_vacuum=FULL; VACUUM", "page_size=1024; VACUUM", "encoding='UTF-16'"),
)
_SETTING_VALUES: Final[tuple[object, ...]] = (
    *(None, True, 0, -1, 2.5, float("nan"), 10**400, "", "x" * 70_000, "\udcff\0", "light"),
    *([], ["/a"], [1, 2, 3], [10**6] * 4, [-(10**6)] * 4, ["/a"] * 1000, {"a": [1]}),
)
"""What a setting may be in a file that was edited."""


def make_personal(chance: Random, folder: Path) -> Path:
    """Write a mutated file of the user into a folder, with what belongs to it. Return it."""
    _look()
    name = chance.choices((_DATABASE, _SETTINGS), (85, 15))[0]
    for sound in _sound().glob(f"{name.partition('.')[0]}*"):
        shutil.copyfile(sound, folder / sound.name)
    path = folder / name
    if name == _DATABASE:
        _mutate_personal_data(chance, path)
    else:
        _mutate_settings(chance, path)
    return path


def try_personal(path: Path) -> bool:
    """Read and save in a file what a window and a slideshow read and save.

    Returns:
        Whether the program showed no message.
    """
    if path.name == _DATABASE:
        return _try_data(path)
    return _try_settings(path)


@cache
def _look() -> Look:
    return Look(create_application(), ThemeChoice.LIGHT, 1.0)


@cache
def _briefing() -> Briefing:
    return open_briefing(BUNDLED_BRIEFING)


@cache
def _sound() -> Path:
    """Return a folder with sound files of everything."""
    temporary = TemporaryDirectory(prefix="fuzz-sound-")
    _kept_until_the_end.append(temporary)
    folder = Path(temporary.name)
    _make_database(folder / _DATABASE)
    settings = Settings(folder / _SETTINGS)
    settings.my_force = "Cumbria Constabulary"
    settings.text_scale = 1.25
    settings.recent_files = ("/a.briefing", "/b, c.db")
    settings.window_place = (10, 60, 900, 600)
    settings.list_width = 460
    settings.notes_size = 40
    settings.audience_screen = "serial:4711 @ HDMI-1"
    settings.save()
    return folder


_kept_until_the_end: Final[list[TemporaryDirectory[str]]] = []


@cache
def _columns() -> dict[str, list[str]]:
    """Return the names of the columns of each table."""
    sql = "SELECT tables.name, columns.name FROM pragma_table_list AS tables"
    sql += " JOIN pragma_table_info(tables.name) AS columns WHERE tables.strict"
    found: dict[str, list[str]] = {}
    with closing(open_database(":memory:")) as connection:
        for table, column in connection.execute(sql):
            found.setdefault(table, []).append(column)
    return found


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


def _mutate_personal_data(chance: Random, path: Path) -> None:
    if chance.random() < 0.5:
        copy_path(path).unlink()
    if chance.random() < 0.3:  # the first change makes a copy
        status = path.stat()
        os.utime(path, (status.st_atime, status.st_mtime - chance.choice((1, -1, 40)) * _DAY_S))
    match chance.randrange(10):
        case 0 | 1 | 2:
            _mutate_bits(chance, path)
        case 3 | 4 | 5:
            _mutate_cells(chance, path)
        case 6 | 7:
            _mutate_schema(chance, path)
        case 8:
            path.write_bytes(mutate_bytes(chance, path.read_bytes()))
        case _:
            _replace_file(chance, path)


def _mutate_bits(chance: Random, path: Path) -> None:
    content = bytearray(path.read_bytes())
    for file in (path, copy_path(path)):
        for _ in range(chance.choice((1, 1, 3, 30))):
            page = chance.choice((0, chance.randrange(len(content) // _PAGE)))
            at = page * _PAGE + chance.choice((chance.randrange(120), chance.randrange(_PAGE)))
            content[at] ^= 1 << chance.randrange(8)
        if file == path:
            path.write_bytes(content)
        elif file.exists() and chance.random() < 0.2:
            file.write_bytes(content)


def _mutate_cells(chance: Random, path: Path) -> None:
    statements = ["PRAGMA writable_schema=ON"]
    if chance.random() < 0.7:  # otherwise numbers and texts are refused
        statements += ["UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')"]
    _run(path, statements)
    statements = ["PRAGMA ignore_check_constraints=ON", "PRAGMA foreign_keys=OFF"]
    for _ in range(chance.choice((1, 3, 10))):
        table = chance.choice(list(_columns()))
        column, value = chance.choice(_columns()[table]), chance.choice(_VALUES)
        which = f"rowid % {chance.randint(1, 3)} = 0"
        statements += [f"UPDATE OR IGNORE {table} SET {column} = {value} WHERE {which}"]
        if chance.random() < 0.1:
            statements += [f"DELETE FROM {table} WHERE {which}"]
    _run(path, statements)


def _mutate_schema(chance: Random, path: Path) -> None:
    for _ in range(chance.choice((1, 1, 3))):
        table = chance.choice(list(_columns()))
        column = chance.choice(_columns()[table])
        match chance.randrange(4):
            case 0:
                statement = chance.choice(_OBJECTS).format(table=table, column=column)
            case 1:
                statement = f"PRAGMA {chance.choice(_PRAGMAS)}"
            case 2:
                old, new = chance.choice(_DEFINITION_CHANGES)
                statement = _definition_change(table, f"sql = replace(sql, '{old}', '{new}')")
            case _:
                root = chance.choice((0, 1, 2, 5, 99_999))
                statement = _definition_change(table, f"rootpage = {root}")
        _run(path, ["PRAGMA writable_schema=ON", *statement.split("; ")])


def _definition_change(table: str, change: str) -> str:
    return f"UPDATE sqlite_schema SET {change} WHERE name = '{table}'"


def _run(path: Path, statements: list[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            with suppress(sqlite3.Error):  # an earlier mutation may be in the way
                connection.execute(statement)


def _replace_file(chance: Random, path: Path) -> None:
    content = path.read_bytes()
    beside = path.with_name(path.name + chance.choice(("-journal", "-wal", "-shm")))
    match chance.randrange(9):
        case 0:
            path.write_bytes(b"")
        case 1:
            path.write_bytes(content[: chance.randrange(len(content))])
        case 2:
            path.write_bytes(chance.randbytes(chance.choice((1, 99, 100, 5000, 50_000))))
        case 3:
            path.write_bytes(BUNDLED_BRIEFING.read_bytes())
        case 4:
            path.write_bytes(bytes(len(content)))
        case 5:
            path.unlink()
            path.mkdir()
        case 6:
            path.unlink()
            path.symlink_to(chance.choice((path.name, "none/at all")))
        case 7:
            path.write_bytes(content + chance.randbytes(_PAGE))
        case _:
            magic = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
            beside.write_bytes(magic + mutate_bytes(chance, content[:_PAGE]))


def _mutate_settings(chance: Random, path: Path) -> None:
    content = path.read_bytes()
    if chance.random() < 0.5:
        values = json.loads(content)
        for name in chance.sample(sorted(values), 4):
            values[name] = chance.choice(_SETTING_VALUES)
        content = json.dumps(values).encode()
    else:
        content = mutate_text(chance, content)
    path.write_bytes(content)


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


def _try_settings(path: Path) -> bool:
    settings = Settings(path)
    window = MainWindow(settings)
    RecentFiles(window, settings)
    window.open(BUNDLED_BRIEFING)
    window.close()
    shiboken6.delete(window)
    settings.my_force = _TYPED
    settings.save()
    assert Settings(path).my_force == _TYPED
    return True
