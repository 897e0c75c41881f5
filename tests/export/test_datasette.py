"""A briefing in Datasette, which opens it as it is, whatever its suffix."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from briefing_app.database.builder import build
from tests.database.sample_rows import as_briefing_rows, sample_rows

ROOT = Path(__file__).parents[2]


def ask_datasette(path: Path, *pages: str) -> list[Any]:
    """Return the JSON that Datasette answers to requests within its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.export.datasette_answers", path, *pages],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[str] = json.loads(done.stdout)
    return list(map(json.loads, answers))


def test_datasette_shows_labels_and_searches(tmp_path: Path) -> None:
    path = tmp_path / "ponds.briefing"
    build(as_briefing_rows(sample_rows()), path)
    figures, found, listed = ask_datasette(
        path,
        "/ponds/figures.json?_labels=on&_shape=objects",
        "/ponds/search.json?_search=t%C5%B7&_shape=objects",
        "/ponds.json",
    )
    row = figures["rows"][0]
    assert row["force_id"] == {"value": 3, "label": "Northern Made-up Police"}
    assert row["measure_id"] == {"value": 1, "label": "Ponds counted"}
    assert [row["quote_id"] for row in found["rows"]] == [2]
    tables = {table["name"]: table["fts_table"] for table in listed["tables"]}
    assert tables["search"] == "search"
