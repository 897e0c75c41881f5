"""A briefing in Datasette, with and without the metadata that is exported with its data."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote_plus

import pytest
from datasette.utils import parse_metadata

from briefing_app.database.builder import build
from briefing_app.database.columns import COLUMNS
from briefing_app.database.reader import open_briefing
from briefing_app.export.data_package import make_data_files
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import Report
from tests.database.sample_rows import as_briefing_rows, sample_rows

ROOT = Path(__file__).parents[2]
HOSTILE = "no: 'y' \"%s\" #<b>\\ \u2028\ufeff\U0001f600 {x} * & ! | > @ `"


def metadata_of(path: Path, file_name: str = "") -> dict[str, Any]:
    content = dict(make_data_files(path, file_name=file_name))["metadata.yaml"]
    found: dict[str, Any] = parse_metadata(content.decode())
    return found


def ask_datasette(path: Path, *pages: str, metadata: Path | str = "") -> list[str]:
    """Return the answers of Datasette to requests within its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.export.datasette_answers", path, metadata, *pages],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[str] = json.loads(done.stdout)
    return answers


def ask_with_metadata(path: Path, folder: Path, *pages: str) -> list[str]:
    metadata = folder / "metadata.yaml"
    metadata.write_bytes(dict(make_data_files(path))["metadata.yaml"])
    return ask_datasette(path, *pages, metadata=metadata)


def rows_of(answer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(answer)["rows"]
    return found


def built(path: Path, **report: str) -> Path:
    tables = sample_rows()
    tables["report"][0].update(report)
    build(as_briefing_rows(tables), path)
    return path


def test_datasette_shows_labels_and_searches_without_metadata(tmp_path: Path) -> None:
    figures, found, tables = ask_datasette(
        built(tmp_path / "ponds.db"),
        "/ponds/figures.json?_labels=on&_shape=objects",
        "/ponds/search.json?_search=t%C5%B7&_shape=objects",
        "/ponds.json",
    )
    row = rows_of(figures)[0]
    assert row["force_id"] == {"value": 3, "label": "Northern Made-up Police"}
    assert row["measure_id"] == {"value": 1, "label": "Ponds counted"}
    assert [row["quote_id"] for row in rows_of(found)] == [2]
    listed = json.loads(tables)["tables"]
    assert {table["name"]: table["fts_table"] for table in listed}["search"] == "search"


class BundledPages(NamedTuple):
    """What Datasette shows of the bundled briefing with its metadata.

    Args:
        report: The briefing.
        links: A row that links a finding and a quote.
        found: The rows that a search finds.
        measures: The page of a table.
        database: The page of the database.
    """

    report: Report
    links: list[dict[str, Any]]
    found: list[dict[str, Any]]
    measures: str
    database: str


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> BundledPages:
    """Return the pages of the bundled briefing."""
    links, found, measures, database = ask_with_metadata(
        BUNDLED_BRIEFING,
        tmp_path_factory.mktemp("metadata"),
        "/report/finding_quotes.json?_labels=on&_shape=objects&_size=1",
        "/report/find_words.json?words=modern+slavery&_shape=objects",
        "/report/measures",
        "/report",
    )
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    return BundledPages(report, rows_of(links), rows_of(found), measures, database)


def test_linked_rows_are_labelled_with_headline_and_quote(bundled: BundledPages) -> None:
    (row,) = bundled.links
    assert row["finding_id"]["label"] in {finding.headline for finding in bundled.report.findings}
    assert row["quote_id"]["label"] in {quote.text for quote in bundled.report.quotes}


def test_search_shows_headline_and_words_with_a_link_to_the_row(bundled: BundledPages) -> None:
    shown = {
        (row["kind"], row["headline or speaker"], row["words"], row["row"]) for row in bundled.found
    }
    link = "http://localhost/report"
    findings = {
        ("finding", each.headline, each.excerpt, f"{link}/findings/{each.id}")
        for each in bundled.report.findings
    }
    quotes = {
        ("quote", each.speaker.name, each.text, f"{link}/quotes/{each.id}")
        for each in bundled.report.quotes
    }
    assert shown & findings
    assert shown & quotes
    assert shown <= findings | quotes


def test_link_leads_to_the_row_whatever_the_file_is_called(tmp_path: Path) -> None:
    path = built(tmp_path / "It’s 50% off.draft.briefing")
    database = "/It~E2~80~99s+50~25+off~2Edraft"
    search, quote = ask_with_metadata(
        path,
        tmp_path,
        f"{database}/find_words.json?words={quote_plus('tŷ')}&_shape=objects",
        f"{database}/quotes/2.json?_shape=objects",
    )
    (row,) = rows_of(search)
    assert row["row"] == f"http://localhost{database}/quotes/2"
    assert rows_of(quote)[0]["text"] == row["words"]


def test_table_page_describes_its_columns(bundled: BundledPages) -> None:
    for about in COLUMNS["measures"].values():
        assert about.description in bundled.measures


def test_metadata_describes_every_column_of_the_file() -> None:
    tables = metadata_of(BUNDLED_BRIEFING)["databases"]["report"]["tables"]
    described = {table: list(entry["columns"]) for table, entry in tables.items()}
    assert described == {table: list(columns) for table, columns in COLUMNS.items()}


def test_database_page_has_title_source_and_licence(bundled: BundledPages) -> None:
    source = bundled.report.sources[0]
    for text in (bundled.report.title, source.title, source.licence):
        assert text in bundled.database


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
    (page,) = ask_with_metadata(path, tmp_path, "/ponds")
    assert "<b>" not in page


def test_metadata_is_for_the_name_the_file_has(tmp_path: Path) -> None:
    copy = tmp_path / "training day.briefing"
    shutil.copy(BUNDLED_BRIEFING, copy)
    assert list(metadata_of(copy)["databases"]) == ["training day"]
