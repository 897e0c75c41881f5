"""A briefing in Datasette, with and without the metadata that is exported with its data."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from datasette.utils import parse_metadata

from briefing_app.database.builder import build
from briefing_app.database.columns import COLUMNS
from briefing_app.database.reader import open_briefing
from briefing_app.export.data_package import make_data_files
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.database.sample_rows import as_briefing_rows, sample_rows

HOSTILE = "no: 'y' \"%s\" #<b>\\ \u2028\ufeff\U0001f600 {x} * & ! | > @ `"


def metadata_of(path: Path, file_name: str = "") -> dict[str, Any]:
    content = dict(make_data_files(path, file_name=file_name))["metadata.yaml"]
    found: dict[str, Any] = parse_metadata(content.decode())
    return found


def ask_datasette(path: Path, page: str, *options: str) -> str:
    """Return the answer of Datasette to a request within its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "--immutable", str(path), *options, "--get", page],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return done.stdout


def ask_with_metadata(path: Path, page: str, folder: Path) -> str:
    metadata = folder / "metadata.yaml"
    metadata.write_bytes(dict(make_data_files(path))["metadata.yaml"])
    return ask_datasette(path, page, "--metadata", str(metadata))


def built(path: Path, **report: str) -> Path:
    tables = sample_rows()
    tables["report"][0].update(report)
    build(as_briefing_rows(tables), path)
    return path


def test_datasette_shows_labels_and_searches_without_metadata(tmp_path: Path) -> None:
    path = built(tmp_path / "ponds.db")
    figures, found, tables = (
        json.loads(ask_datasette(path, page))
        for page in (
            "/ponds/figures.json?_labels=on&_shape=objects",
            "/ponds/search.json?_search=t%C5%B7&_shape=objects",
            "/ponds.json",
        )
    )
    rows = figures["rows"]
    assert rows[0]["force_id"] == {"value": 3, "label": "Northern Made-up Police"}
    assert rows[0]["measure_id"] == {"value": 1, "label": "Ponds counted"}
    rows = found["rows"]
    assert [row["quote_id"] for row in rows] == [2]
    listed = tables["tables"]
    assert {table["name"]: table["fts_table"] for table in listed}["search"] == "search"


def test_linked_rows_are_labelled_with_headline_and_quote(tmp_path: Path) -> None:
    page = "/report/finding_quotes.json?_labels=on&_shape=objects&_size=1"
    (row,) = json.loads(ask_with_metadata(BUNDLED_BRIEFING, page, tmp_path))["rows"]
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    assert row["finding_id"]["label"] in {finding.headline for finding in report.findings}
    assert row["quote_id"]["label"] in {quote.text for quote in report.quotes}


def test_search_shows_headline_and_words_with_a_link_to_the_row(tmp_path: Path) -> None:
    page = "/report/find_words.json?words=modern+slavery&_shape=objects"
    rows = json.loads(ask_with_metadata(BUNDLED_BRIEFING, page, tmp_path))["rows"]
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    shown = {(row["kind"], row["headline or speaker"], row["words"], row["row"]) for row in rows}
    link = "http://localhost/report"
    findings = {
        ("finding", each.headline, each.excerpt, f"{link}/findings/{each.id}")
        for each in report.findings
    }
    quotes = {
        ("quote", each.speaker.name, each.text, f"{link}/quotes/{each.id}")
        for each in report.quotes
    }
    assert shown & findings
    assert shown & quotes
    assert shown <= findings | quotes


def test_link_leads_to_the_row_whatever_the_file_is_called(tmp_path: Path) -> None:
    path = built(tmp_path / "It’s 50% off.draft.briefing")
    database = "It~E2~80~99s+50~25+off~2Edraft"
    answer = ask_with_metadata(
        path, f"/{database}/find_words.json?words={quote_plus('tŷ')}&_shape=objects", tmp_path
    )
    (row,) = json.loads(answer)["rows"]
    address = row["row"].removeprefix("http://localhost")
    assert address.startswith(f"/{database}/")
    found = json.loads(ask_datasette(path, f"{address}.json?_shape=objects"))["rows"]
    assert found[0]["text"] == row["words"]


def test_table_page_describes_its_columns(tmp_path: Path) -> None:
    page = ask_with_metadata(BUNDLED_BRIEFING, "/report/measures", tmp_path)
    for about in COLUMNS["measures"].values():
        assert about.description in page


def test_metadata_describes_every_column_of_the_file() -> None:
    tables = metadata_of(BUNDLED_BRIEFING)["databases"]["report"]["tables"]
    described = {table: list(entry["columns"]) for table, entry in tables.items()}
    assert described == {table: list(columns) for table, columns in COLUMNS.items()}


def test_database_page_has_title_source_and_licence(tmp_path: Path) -> None:
    page = ask_with_metadata(BUNDLED_BRIEFING, "/report", tmp_path)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    for text in (report.title, report.sources[0].title, report.sources[0].licence):
        assert text in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [("https://example.org/report", "https://example.org/report"), ("javascript:alert(1)", None)],
)
def test_only_source_is_linked_if_its_address_is_one(
    tmp_path: Path, address: str, expected: str | None
) -> None:
    tables = sample_rows()
    del tables["sources"][1:]
    tables["sources"][0]["url"] = address
    for table in ("findings", "quotes", "measures"):
        for row in tables[table]:
            row["source_id"] = 1
    build(as_briefing_rows(tables), tmp_path / "ponds.db")
    assert metadata_of(tmp_path / "ponds.db").get("source_url") == expected


_COLON = pytest.param(
    "a: b",
    marks=pytest.mark.skipif(sys.platform == "win32", reason="the letter of a drive there"),
)


@pytest.mark.parametrize(
    "name", ["no", "y", "null", "a #b", _COLON, "-", "\udcff", "12", "#x", "'", "\x7f", "a\u2028b"]
)
def test_database_is_named_after_the_file(tmp_path: Path, name: str) -> None:
    (database,) = metadata_of(built(tmp_path / "ponds.db"), f"{name}.db")["databases"]
    assert database == name.replace("\udcff", "?")


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    path = built(tmp_path / "ponds.db", title=HOSTILE, summary=HOSTILE)
    metadata = metadata_of(path)
    shown = " ".join(HOSTILE.split())
    assert (metadata["title"], metadata["description"]) == (shown, shown)
    assert "<b>" not in ask_with_metadata(path, "/ponds", tmp_path)


def test_metadata_is_for_the_name_the_file_has(tmp_path: Path) -> None:
    copy = tmp_path / "training day.briefing"
    shutil.copy(BUNDLED_BRIEFING, copy)
    assert list(metadata_of(copy)["databases"]) == ["training day"]
