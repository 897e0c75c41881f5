"""A briefing in Datasette, with and without our metadata."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING

_METADATA: Final = Path(__file__).resolve().parents[2] / "resources" / "datasette.yaml"


def _ask_datasette(path: Path, page: str, *options: str) -> dict[str, Any]:
    """Return the answer of Datasette to a request within its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "--immutable", str(path), *options, "--get", page],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_datasette_shows_labels_and_searches(briefing_path: Path) -> None:
    figures, found, tables = (
        _ask_datasette(briefing_path, page)
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


def _ask_with_metadata(page: str) -> dict[str, Any]:
    return _ask_datasette(BUNDLED_BRIEFING, page, "--metadata", str(_METADATA))


def test_datasette_labels_linked_rows_with_headline_and_quote() -> None:
    page = "/report/finding_quotes.json?_labels=on&_shape=objects&_size=1"
    (row,) = _ask_with_metadata(page)["rows"]
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    assert row["finding_id"]["label"] in {finding.headline for finding in report.findings}
    assert row["quote_id"]["label"] in {quote.text for quote in report.quotes}


def test_datasette_finds_words_in_findings_and_quotes() -> None:
    found = _ask_with_metadata("/report/find_words.json?words=modern+slavery&_shape=objects")
    assert {row["kind"] for row in found["rows"]} == {"finding", "quote"}
    assert all("slavery" in row["words"].casefold() for row in found["rows"])
