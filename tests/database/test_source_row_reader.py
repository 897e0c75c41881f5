"""Reading a briefing gives the rows from which it was built."""

from pathlib import Path

import pytest

from briefing_app.database.builder import build
from briefing_app.database.columns import COLUMNS
from briefing_app.database.source_row_reader import read_source_rows
from briefing_app.database.source_rows import make_tables
from briefing_app.errors import InvalidBriefingError, NotABriefingError
from tests.database.sample_rows import SOURCE_TEXT, as_briefing_rows, edit, sample_rows


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


def test_hashes_of_sources_are_only_in_the_proof(tmp_path: Path) -> None:
    path = tmp_path / "ponds.db"
    built = build(as_briefing_rows(sample_rows()), path, source_texts={1: SOURCE_TEXT.encode()})
    rows = read_source_rows(path)
    assert rows.proof == built.proof
    assert len(rows.proof) == 4
    assert {row.values["sha256"] for row in rows.tables["sources"]} == {""}


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
