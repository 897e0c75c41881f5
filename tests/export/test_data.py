"""Exported data builds the same briefing again, and other programs can read it."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefing_app.authoring.folder import read_folder
from briefing_app.database.builder import build
from briefing_app.database.columns import COLUMNS
from briefing_app.database.source_rows import Value
from briefing_app.errors import InvalidBriefingError
from briefing_app.export.data import make_data_files
from briefing_app.files.archive import make_zip
from briefing_app.files.atomic import write_file, write_folder
from briefing_app.files.csv import unescape_formula
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.database.sample_rows import (
    SOURCE_TEXT,
    RowsByTable,
    as_briefing_rows,
    contents,
    edit,
    sample_rows,
)
from tests.report_source import REPORT_SOURCE

TABLES = [table for table in COLUMNS if table != "report"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HARMFUL_TEXTS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\n=1+1",
    "＝1+1",
    "'=1+1",
    "''-1",
    " =1+1",
    '"=1+1"',
    'a","=1+1',
    "a\n=1+1",
    "a;=1+1",
    "\ufeff=1+1",
    "  spaces  ",
    "a, b; “c”\td\u2028e",
)


def allows_any_text(table: str, column: str, row: Mapping[str, Value]) -> bool:
    """Return whether a row's column may hold any text."""
    about = COLUMNS[table][column]
    # Not every kind of slide has a title and an answer; a vote's answer is one of its options.
    is_fixed = column == "options" or (column == "answer" and "options" in row)
    is_absent = column in {"title", "answer"} and column not in row
    depends_on_kind = table == "slides" and (is_fixed or is_absent)
    return about.type == "TEXT" and not (
        about.allowed_values or about.pattern or column == "language" or depends_on_kind
    )


def harmful_rows() -> RowsByTable:
    """Return the sample rows with harmful or awkward text wherever any text is allowed."""
    tables = sample_rows()
    number = 0
    for table, rows in tables.items():
        for row in rows:
            for name in COLUMNS[table]:
                if allows_any_text(table, name, row):
                    row[name] = f"{HARMFUL_TEXTS[number % len(HARMFUL_TEXTS)]} {number}"
                    number += 1
    tables["slides"][8].update(options="=1+1\n'-2 \n@x;=1+1", answer="'-2\n=3")
    return tables


@pytest.fixture
def harmful_path(tmp_path: Path) -> Path:
    path = tmp_path / "harmful.db"
    build(as_briefing_rows(harmful_rows()), path)
    return path


@pytest.fixture
def ponds_path(tmp_path: Path) -> Path:
    """The sample briefing with one verified source."""
    path = tmp_path / "ponds.db"
    build(as_briefing_rows(sample_rows()), path, source_texts={1: SOURCE_TEXT.encode()})
    return path


@pytest.fixture(params=["bundled", "ponds_path", "harmful_path"])
def briefing_path(request: pytest.FixtureRequest) -> Path:
    """Each of three briefings."""
    if request.param == "bundled":
        return BUNDLED_BRIEFING
    path: Path = request.getfixturevalue(request.param)
    return path


def build_again(path: Path, folder: Path) -> bytes:
    """Write a briefing's data to the folder, build it again and return the bytes."""
    write_folder(folder / "data", make_data_files(path))
    again = folder / "again.db"
    build(read_folder(folder / "data"), again)
    return again.read_bytes()


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def records(content: bytes) -> list[dict[str, str]]:
    headings, *lines = cells(content)
    return [dict(zip(headings, line, strict=True)) for line in lines]


# ---- built again --------------------------------------------------------------------------------


def test_data_builds_the_same_briefing(briefing_path: Path, tmp_path: Path) -> None:
    assert build_again(briefing_path, tmp_path) == briefing_path.read_bytes()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (99, "99"),
        (1.5, "1.5"),
        (99.0, "99.0"),
        (-0.25, "-0.25"),
        (10**15, "1000000000000000"),
        (1e15, "1000000000000000.0"),
        (1e-7, "0.0000001"),
        (5e-324, f"0.{'0' * 323}5"),
        (2.2250738585072014e-308, f"0.{'0' * 307}22250738585072014"),
    ],
)
def test_figures_are_written_with_all_digits(tmp_path: Path, value: float, cell: str) -> None:
    tables = sample_rows()
    tables["figures"][0]["value"] = value
    path = tmp_path / "ponds.db"
    build(as_briefing_rows(tables), path)
    assert records(dict(make_data_files(path))["figures.csv"])[0]["value"] == cell
    assert build_again(path, tmp_path) == path.read_bytes()


# ---- files --------------------------------------------------------------------------------------


def test_same_briefing_gives_same_files(briefing_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "another name.db"
    shutil.copy(briefing_path, copy)
    assert list(make_data_files(copy)) == list(make_data_files(briefing_path))


def test_there_is_a_file_for_each_table(ponds_path: Path) -> None:
    names = [name for name, _ in make_data_files(ponds_path)]
    tables = [f"{table}.csv" for table in TABLES]
    assert names == ["report.toml", *tables, "proof.csv"]


def test_csv_files_have_byte_order_mark_and_crlf(briefing_path: Path) -> None:
    for name, content in make_data_files(briefing_path):
        assert content.startswith(b"\xef\xbb\xbf") == name.endswith(".csv")
        if name.endswith(".csv"):
            assert content.endswith(b"\r\n")
            assert b"\r" not in content.replace(b"\r\n", b"")


def test_proof_is_written_only_if_something_was_verified(harmful_path: Path) -> None:
    kept = (REPORT_SOURCE / "proof.csv").read_bytes()
    assert cells(dict(make_data_files(BUNDLED_BRIEFING))["proof.csv"]) == cells(kept)
    assert "proof.csv" not in dict(make_data_files(harmful_path))


def test_sources_are_written_without_hashes(ponds_path: Path) -> None:
    headings, *_ = cells(dict(make_data_files(ponds_path))["sources.csv"])
    assert headings == [name for name in COLUMNS["sources"] if name != "sha256"]


def test_report_entries_have_their_descriptions(harmful_path: Path) -> None:
    lines = dict(make_data_files(harmful_path))["report.toml"].decode().split("\n")
    for name, about in COLUMNS["report"].items():
        if name != "id":
            (entry,) = [i for i, line in enumerate(lines) if line.startswith(f"{name} = ")]
            assert lines[entry - 1] == f"# {about.description}"


def test_invalid_briefing_writes_no_files(ponds_path: Path, tmp_path: Path) -> None:
    edit(ponds_path, "UPDATE figures SET value = 1e300 WHERE id = 1")
    with pytest.raises(InvalidBriefingError):
        write_folder(tmp_path / "data", make_data_files(ponds_path))
    assert not (tmp_path / "data").exists()


def test_briefing_and_its_folder_are_unchanged(ponds_path: Path) -> None:
    before = contents(ponds_path.parent)
    list(make_data_files(ponds_path))
    assert contents(ponds_path.parent) == before


def test_zip_file_unpacks_to_the_same_files(ponds_path: Path, tmp_path: Path) -> None:
    write_file(tmp_path / "ponds.zip", make_zip(make_data_files(ponds_path)))
    with zipfile.ZipFile(tmp_path / "ponds.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    assert contents(tmp_path / "unpacked") == dict(make_data_files(ponds_path))
    build(read_folder(tmp_path / "unpacked"), tmp_path / "again.db")
    assert (tmp_path / "again.db").read_bytes() == ponds_path.read_bytes()


# ---- other programs -----------------------------------------------------------------------------


def test_formulas_are_escaped_and_numbers_are_not(harmful_path: Path) -> None:
    files = dict(make_data_files(harmful_path))
    escaped = 0
    for table in TABLES:
        for row in records(files[f"{table}.csv"]):
            for column, value in row.items():
                if COLUMNS[table][column].type == "TEXT":
                    assert not value.startswith(FORMULA_STARTS)
                    escaped += unescape_formula(value) != value
    assert escaped > 10
    assert [row["value"] for row in records(files["figures.csv"])] == ["9", "0", "", "-0.25"]


def as_spreadsheets(tables: list[Path], folder: Path) -> list[str]:
    """Return the XML of each table as LibreOffice opens it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is missing (Debian: libreoffice-calc-nogui)")
    subprocess.run(
        (office, "--headless", "--convert-to", "fods", "--outdir", folder, *tables),
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    opened = [folder / f"{table.stem}.fods" for table in tables]
    if not any(path.exists() for path in opened):
        pytest.skip("LibreOffice Calc is missing (Debian: libreoffice-calc-nogui)")
    return [path.read_text("utf-8") for path in opened]


def test_spreadsheet_opens_no_formula(harmful_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    write_folder(folder, make_data_files(harmful_path))
    bare = folder / "bare.csv"
    bare.write_text("id,text\r\n1,=1+1\r\n", "utf-8-sig", newline="")
    tables = [folder / f"{table}.csv" for table in TABLES]
    bare_opened, *opened = as_spreadsheets([bare, *tables], tmp_path)
    assert "table:formula" in bare_opened  # so LibreOffice does run formulas
    for table, text in zip(tables, opened, strict=True):
        assert "table:formula" not in text, table
        assert "office:value-type" in text
