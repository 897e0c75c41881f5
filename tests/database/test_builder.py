"""Builds are atomic and reproducible, other tools can read the files, and so can the builder."""

import errno
import inspect
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from briefing_app.database import builder
from briefing_app.database.builder import build, read_source_rows
from briefing_app.database.checker import check_file
from briefing_app.database.columns import APPLICATION_ID, COLUMNS, FORMAT_VERSION
from briefing_app.database.reader import open_briefing
from briefing_app.database.source_rows import (
    BriefingRows,
    SourceRow,
    VerifiedText,
    make_tables,
)
from briefing_app.errors import (
    ChangedFileError,
    InvalidBriefingError,
    NotABriefingError,
    OutputError,
    SourceError,
)
from briefing_app.problems import Problem, SheetLocation
from tests.database.sample_rows import (
    SOURCE_TEXT,
    RowsByTable,
    as_briefing_rows,
    contents,
    edit,
    sample_rows,
)
from tests.systems import make_link


def header(path: Path, offset: int) -> int:
    return int.from_bytes(path.read_bytes()[offset : offset + 4], "big")


def broken_rows() -> RowsByTable:
    tables = sample_rows()
    tables["findings"][0]["kind"] = "worry"
    tables["quotes"][0]["speaker_id"] = 9
    return tables


def test_header_and_pragmas_of_a_built_file(briefing_path: Path) -> None:
    assert header(briefing_path, 68) == APPLICATION_ID
    assert header(briefing_path, 60) == FORMAT_VERSION
    assert briefing_path.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log
    assert header(briefing_path, 28) * 4096 == briefing_path.stat().st_size
    with closing(sqlite3.connect(briefing_path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA encoding").fetchone() == ("UTF-8",)
        assert connection.execute("PRAGMA auto_vacuum").fetchone() == (0,)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kinds = {kind for (kind,) in connection.execute("SELECT type FROM sqlite_schema")}
        assert kinds == {"table", "index"}
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        assert not any(name.startswith("sqlite_stat") for name in names)


def test_replacing_a_briefing_of_another_key_warns(tmp_path: Path) -> None:
    target = tmp_path / "x.briefing"
    tables = sample_rows()
    first = build(as_briefing_rows(tables), target).warnings
    assert build(as_briefing_rows(tables), target).warnings == first
    tables["report"][0]["key"] = "lakes"
    warning, *others = build(as_briefing_rows(tables), target).warnings
    assert str(warning).startswith(
        "report, line 2, column key: the briefing that was replaced had the key “ponds”"
    )
    assert tuple(others) == first


@pytest.mark.parametrize("earlier", ["an empty file", "a damaged briefing", "an older briefing"])
def test_file_whose_key_cannot_be_read_is_replaced(
    tmp_path: Path, built_bytes: bytes, earlier: str
) -> None:
    older = bytearray(built_bytes)
    older[60:64] = bytes(4)  # the version of the format
    contents = {
        "an empty file": b"",
        "a damaged briefing": built_bytes[:4096],
        "an older briefing": bytes(older),
    }
    target = tmp_path / "x.briefing"
    target.write_bytes(contents[earlier])
    built = build(as_briefing_rows(sample_rows()), target)
    assert not [warning for warning in built.warnings if "key" in warning.what]
    assert target.read_bytes() == built_bytes


def test_same_rows_give_same_bytes(tmp_path: Path, built_bytes: bytes) -> None:
    build(as_briefing_rows(sample_rows()), tmp_path / "again.db")
    assert (tmp_path / "again.db").read_bytes() == built_bytes


def test_order_of_rows_does_not_change_the_bytes(tmp_path: Path, built_bytes: bytes) -> None:
    tables = sample_rows()
    for rows in tables.values():
        rows.reverse()
    reversed_rows = {table: tables[table] for table in reversed(tables)}
    build(as_briefing_rows(reversed_rows), tmp_path / "other.db")
    assert (tmp_path / "other.db").read_bytes() == built_bytes


def test_different_rows_give_different_bytes(tmp_path: Path, built_bytes: bytes) -> None:
    tables = sample_rows()
    tables["slides"][0]["notes"] = "x"
    build(as_briefing_rows(tables), tmp_path / "other.db")
    assert (tmp_path / "other.db").read_bytes() != built_bytes


def test_change_counters_and_sqlite_version_are_fixed(briefing_path: Path) -> None:
    assert [header(briefing_path, offset) for offset in (24, 40, 92, 96)] == [1, 1, 1, 3_037_000]
    with closing(sqlite3.connect(briefing_path)) as connection:
        # SQLite ignores the size in the header unless the numbers at 24 and 92 agree.
        assert connection.execute("PRAGMA page_count").fetchone() == (header(briefing_path, 28),)


def write_existing_briefing(path: Path) -> bytes:
    """Write the beginning of a briefing of a later format and return its bytes."""
    content = b"SQLite format 3\x00".ljust(60, b".") + bytes([0, 0, 0, 9, *bytes(4)])
    path.write_bytes(content + APPLICATION_ID.to_bytes(4, "big") + b"what was there")
    return path.read_bytes()


def test_existing_briefing_is_replaced(tmp_path: Path, built_bytes: bytes) -> None:
    path = tmp_path / "ponds.db"
    write_existing_briefing(path)
    built = build(as_briefing_rows(sample_rows()), path)
    assert built.path == path
    assert contents(tmp_path) == {"ponds.db": built_bytes}


def test_empty_file_is_replaced(tmp_path: Path, built_bytes: bytes) -> None:
    (tmp_path / "ponds.db").touch()
    build(as_briefing_rows(sample_rows()), tmp_path / "ponds.db")
    assert contents(tmp_path) == {"ponds.db": built_bytes}


@pytest.mark.parametrize(
    "content", [b"days of work", b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(4080)]
)
def test_other_files_are_never_overwritten(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mine").write_bytes(content)
    (tmp_path / "hard").hardlink_to(tmp_path / "mine")
    before = contents(tmp_path)
    for name in before:
        with pytest.raises(OutputError, match="not a briefing, so it is not overwritten") as raised:
            build(as_briefing_rows(sample_rows()), tmp_path / name)
        assert raised.value.remedy
    assert contents(tmp_path) == before


def test_other_file_is_not_overwritten_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"days of work")
    make_link(tmp_path / "link", "mine")
    with pytest.raises(OutputError, match="not a briefing, so it is not overwritten"):
        build(as_briefing_rows(sample_rows()), tmp_path / "link")
    assert (tmp_path / "mine").read_bytes() == b"days of work"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.usefixtures("not_root")
def test_unreadable_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ponds.db"
    path.touch(mode=0o200)
    with pytest.raises(OutputError, match="not allowed to write"):
        build(as_briefing_rows(sample_rows()), path)
    assert path.stat().st_size == 0


def test_all_broken_rules_are_reported_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ponds.db"
    before = write_existing_briefing(path)
    with pytest.raises(SourceError) as raised:
        build(as_briefing_rows(broken_rows()), path)
    assert [str(problem.location) for problem in raised.value.problems] == [
        "findings, line 2, column kind",
        "quotes, line 2, column speaker_id",
    ]
    assert raised.value.path == Path("made-up")
    assert contents(tmp_path) == {"ponds.db": before}


def test_source_may_have_its_own_cell_locations(tmp_path: Path) -> None:
    rows = as_briefing_rows(sample_rows()).tables
    cell = SheetLocation("speakers", 2, "B")
    sheet = SourceRow(SheetLocation("speakers", 2), {"id": 1, "name": ""}, {"name": cell})
    with pytest.raises(SourceError) as raised:
        build(BriefingRows(Path("x.xlsx"), {**rows, "speakers": [sheet]}), tmp_path / "x.db")
    assert "speakers, cell B2" in [str(problem.location) for problem in raised.value.problems]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_as_target_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="not an ordinary file"):
        build(as_briefing_rows(sample_rows()), tmp_path / "pipe")


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_log_beside_the_target_is_refused(tmp_path: Path, suffix: str) -> None:
    beside = tmp_path / f"ponds.db{suffix}"
    beside.write_bytes(b"a log of what was there")
    with pytest.raises(OutputError, match=beside.name):
        build(as_briefing_rows(sample_rows()), tmp_path / "ponds.db")
    assert contents(tmp_path) == {beside.name: b"a log of what was there"}


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_write_error_is_reported_and_leaves_the_target_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "ponds.db"
    before = write_existing_briefing(path)
    monkeypatch.setattr(step, fail)
    with pytest.raises(OutputError, match="disk is full") as raised:
        build(as_briefing_rows(sample_rows()), path)
    assert raised.value.path == path
    assert contents(tmp_path) == {"ponds.db": before}


def test_interrupted_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_path: Path) -> list[Problem]:
        raise KeyboardInterrupt

    monkeypatch.setattr(builder, "check_file", stop)
    with pytest.raises(KeyboardInterrupt):
        build(as_briefing_rows(sample_rows()), tmp_path / "ponds.db")
    assert contents(tmp_path) == {}


class _Stopped(BaseException):
    """The exception that the progress callback raises."""


def test_progress_callback_can_stop_a_build_at_any_point(
    tmp_path: Path, built_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A private name: with the real one, SQLite asks only during a long build.
    monkeypatch.setattr(builder, "_INSTRUCTIONS_PER_PROGRESS_CALL", 100)
    target = tmp_path / "a.db"
    before = write_existing_briefing(target)
    in_sqlite = 0
    for stop_at in (*range(1, 10), *range(10, 10_000, 17)):
        asked = 0

        def progress(done: int, total: int, stop_at: int = stop_at) -> None:
            nonlocal asked, in_sqlite
            assert (done, total) == (0, 0)  # nobody knows how long it takes
            asked += 1
            if asked == stop_at:
                in_sqlite += any(frame.function == "call_progress" for frame in inspect.stack())
                raise _Stopped

        try:
            build(as_briefing_rows(sample_rows()), target, progress=progress)
        except _Stopped:
            assert target.read_bytes() == before
            assert list(tmp_path.iterdir()) == [target]
        else:
            break
    assert in_sqlite > 5
    assert target.read_bytes() == built_bytes


def test_file_that_fails_its_check_is_discarded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "fill_search_table", lambda *_: None)
    with pytest.raises(SourceError):
        build(as_briefing_rows(sample_rows()), tmp_path / "ponds.db")
    assert contents(tmp_path) == {}


def test_typed_hash_is_refused(tmp_path: Path) -> None:
    for typed in ("ab" * 32, "seen"):
        tables = sample_rows()
        tables["sources"][0]["sha256"] = typed
        with pytest.raises(SourceError) as raised:
            build(as_briefing_rows(tables), tmp_path / "ponds.db")
        (problem,) = raised.value.problems
        assert str(problem.location) == "sources, line 2, column sha256"
        assert "never typed" in problem.what


def test_proof_is_kept_before_the_target_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "ponds.db"
    before = write_existing_briefing(path)
    kept: list[tuple[frozenset[VerifiedText], bytes]] = []
    built = build(
        as_briefing_rows(sample_rows()),
        path,
        source_texts={1: SOURCE_TEXT.encode()},
        keep_proof=lambda proof: kept.append((proof, path.read_bytes())),
    )
    assert kept == [(built.proof, before)]
    assert built.proof


def test_failure_to_keep_the_proof_leaves_the_target_unchanged(tmp_path: Path) -> None:
    def refuse(_proof: frozenset[VerifiedText]) -> None:
        raise OutputError(Path("proof.csv"), "It can’t be kept.", "")

    path = tmp_path / "ponds.db"
    before = write_existing_briefing(path)
    with pytest.raises(OutputError, match=r"proof\.csv: It can’t be kept"):
        build(as_briefing_rows(sample_rows()), path, keep_proof=refuse)
    assert contents(tmp_path) == {"ponds.db": before}


def test_verified_source_has_its_hash_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ponds.db"
    built = build(as_briefing_rows(sample_rows()), path, source_texts={1: SOURCE_TEXT.encode()})
    assert built.verified == {1}
    with closing(sqlite3.connect(path)) as connection:
        hashes = dict(connection.execute("SELECT id, sha256 FROM sources").fetchall())
    assert len(hashes[1]) == 64
    assert hashes[2] == ""


def test_quote_that_is_not_in_its_source_stops_the_build(tmp_path: Path) -> None:
    tables = sample_rows()
    tables["quotes"][0]["text"] = "We measured no pond"
    texts = {1: SOURCE_TEXT.encode()}
    with pytest.raises(SourceError) as raised:
        build(as_briefing_rows(tables), tmp_path / "ponds.db", source_texts=texts)
    (problem,) = raised.value.problems
    assert str(problem.location) == "quotes, line 2, column text"
    assert contents(tmp_path) == {}


def test_sqlite_utils_can_search_and_write_the_file(briefing_path: Path) -> None:
    with closing(sqlite_utils.Database(briefing_path)) as database:
        search = database.table("search")
        assert search.detect_fts() == "search"
        quote = database.quote_fts("pond twice")
        found = list(database.query("SELECT quote_id FROM search WHERE search MATCH ?", [quote]))
        assert found == [{"quote_id": 1}]
        database.table("speakers").insert({"id": 3, "name": "Another", "role": ""})
    assert check_file(briefing_path) == []


def test_rows_equal_those_that_were_built_ordered_by_key(briefing_path: Path) -> None:
    read, written = (
        make_tables(read_source_rows(briefing_path)),
        make_tables(as_briefing_rows(sample_rows())),
    )
    assert read.keys() == written.keys()
    for name, table in written.items():
        assert read[name].rows == sorted(table.rows)


def test_every_row_has_every_column(briefing_path: Path) -> None:
    for name, rows in read_source_rows(briefing_path).tables.items():
        assert all(tuple(row.values) == tuple(COLUMNS[name]) for row in rows)
        assert rows[1:] == list(rows)[1:]


def test_hashes_of_sources_are_only_in_the_proof(tmp_path: Path) -> None:
    path = tmp_path / "ponds.db"
    built = build(as_briefing_rows(sample_rows()), path, source_texts={1: SOURCE_TEXT.encode()})
    rows = read_source_rows(path)
    assert rows.proof == built.proof
    assert len(rows.proof) == 4
    assert {row.values["sha256"] for row in rows.tables["sources"]} == {""}


def test_file_that_was_changed_since_it_was_opened_is_refused(briefing_path: Path) -> None:
    with open_briefing(briefing_path) as briefing:
        opened = briefing.report
    assert read_source_rows(briefing_path, opened).origin == briefing_path
    edit(briefing_path, "UPDATE report SET subtitle = 'Second edition'")
    with pytest.raises(ChangedFileError):
        read_source_rows(briefing_path, opened)


def test_unverified_briefing_has_no_proof(briefing_path: Path) -> None:
    assert read_source_rows(briefing_path).proof == frozenset()


def test_hash_of_a_source_without_quotes_is_lost(tmp_path: Path, briefing_path: Path) -> None:
    before = briefing_path.read_bytes()
    edit(briefing_path, "UPDATE sources SET sha256 = lower(hex(zeroblob(32))) WHERE id = 2")
    again = build(read_source_rows(briefing_path), tmp_path / "again.db")
    assert again.verified == frozenset()
    assert again.path.read_bytes() == before


def test_other_file_raises_the_error_of_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("This is a long text, but not a briefing." * 5)
    with pytest.raises(NotABriefingError):
        read_source_rows(path)


def test_invalid_briefing_raises_an_error(briefing_path: Path) -> None:
    edit(briefing_path, "UPDATE findings SET kind = 'worry' WHERE id = 1")
    with pytest.raises(InvalidBriefingError):
        read_source_rows(briefing_path)
