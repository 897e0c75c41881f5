"""The template workbook, empty and filled in."""

import io
import re
import tempfile
import zipfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from python_calamine import load_workbook

from briefing_app.authoring.build import save_template
from briefing_app.authoring.folder import read_folder
from briefing_app.authoring.sheets import CHOICES, HOW_TO, SHEETS, Content
from briefing_app.authoring.source import read_source
from briefing_app.authoring.template import RULES, STEPS, create_template
from briefing_app.database.builder import build, read_source_rows
from briefing_app.database.columns import (
    COLUMNS,
)
from briefing_app.database.source_rows import BriefingRows, make_tables
from briefing_app.errors import SourceError
from briefing_app.export.data import make_data_files
from briefing_app.files.atomic import write_folder
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.forces import known_forces
from tests.authoring.briefing_strategy import briefings
from tests.database.sample_rows import RowsByTable, as_briefing_rows, sample_rows


def rows_of(rows: BriefingRows) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables, sorted by their keys."""
    return {name: sorted(table.rows) for name, table in make_tables(rows).items()}


def read_again(rows: BriefingRows, folder: Path) -> BriefingRows:
    path = folder / "again.xlsx"
    path.write_bytes(create_template(rows))
    return read_source(path)


# ---- writing and reading again ------------------------------------------------------------------


def test_example_gives_the_bundled_briefing(tmp_path: Path) -> None:
    bundled = read_source_rows(BUNDLED_BRIEFING)
    again = read_again(bundled, tmp_path)
    assert rows_of(again) == rows_of(bundled)
    assert again.warnings == ()


def test_slides_of_the_example_name_findings_by_their_keys(tmp_path: Path) -> None:
    content = create_template(read_source_rows(BUNDLED_BRIEFING))
    _, _, *findings = cells_of(content, "Findings")
    _, _, *slides = cells_of(content, "Slides")
    shown = {row[2] for row in slides if row[1] == "finding"}
    assert len(shown) > 3
    assert shown <= {row[1] for row in findings}


def numbered_by_position(tables: RowsByTable) -> RowsByTable:
    """Return the rows with positions as ids, and the figures numbered in order."""
    new_ids = {
        table: {row["id"]: row["position"] for row in rows}
        for table, rows in tables.items()
        if "position" in COLUMNS[table]
    }
    for table, rows in tables.items():
        for row in rows:
            for name, about in COLUMNS[table].items():
                if about.references in new_ids and row.get(name) is not None:
                    row[name] = new_ids[about.references][row[name]]
            if table in new_ids:
                row["id"] = row["position"]
    return tables


def test_only_ids_change_to_positions(tmp_path: Path) -> None:
    again = read_again(as_briefing_rows(sample_rows()), tmp_path)
    assert rows_of(again) == rows_of(as_briefing_rows(numbered_by_position(sample_rows())))


@patch("os.fsync", lambda _descriptor: None)  # for speed
@settings(max_examples=20)
@given(briefings())
def test_any_briefing_survives_workbook_file_and_csv(tables: RowsByTable) -> None:
    rows = as_briefing_rows(tables)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = build(rows, folder / "first.db").path
        workbook = read_again(read_source_rows(first), folder)
        assert rows_of(workbook) == rows_of(rows)
        second = build(workbook, folder / "second.db").path
        assert rows_of(read_source_rows(second)) == rows_of(rows)
        write_folder(folder / "data", make_data_files(second))
        third = build(read_folder(folder / "data"), folder / "third.db").path
        assert rows_of(read_source_rows(third)) == rows_of(rows)
        assert third.read_bytes() == second.read_bytes()


def test_same_rows_give_the_same_bytes_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704164646")
    for rows in (as_briefing_rows(sample_rows()), None):
        made = create_template(rows)
        assert made == create_template(rows)
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            assert b"2024-01-02T03:04:06Z" in parts.read("docProps/core.xml")


# ---- contents -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def empty() -> dict[str, str]:
    """Return the parts of an empty template as text."""
    with zipfile.ZipFile(io.BytesIO(create_template())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def cells_of(content: bytes, sheet: str) -> list[list[object]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()  # type: ignore[return-value]


def test_instructions_are_the_first_sheet() -> None:
    content = create_template()
    names = load_workbook(io.BytesIO(content)).sheet_names
    assert names == [HOW_TO, *(sheet.name for sheet in SHEETS)]
    said = [cell for row in cells_of(content, HOW_TO) for cell in row if cell]
    assert len(STEPS) == 6
    for number, step in enumerate(STEPS, 1):
        assert said.index(str(number)) < said.index(step.heading) < said.index(step.text)
    assert set(RULES) <= set(map(str, said))


def test_every_heading_has_help_below_it() -> None:
    content = create_template()
    for sheet in SHEETS[1:]:
        headings, helps, *rows = cells_of(content, sheet.name)
        titles = [str(title).removesuffix(" *") for title in headings]
        assert titles == [heading.title for heading in sheet.headings]
        assert helps == [heading.help for heading in sheet.headings]
        assert bool(rows) is (sheet.name == "Forces")
    for row, heading in zip(cells_of(content, "About")[1:], SHEETS[0].headings, strict=True):
        assert (str(row[0]).removesuffix(" *"), row[2]) == (heading.title, heading.help)


def test_forces_are_filled_in_and_may_stay_unused(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(create_template(key="ponds"))
    with pytest.raises(SourceError) as raised:
        build(read_source(path), tmp_path / "never.db")
    assert [str(problem.location) for problem in raised.value.problems] == [
        "About, cell B2 (Title)"
    ]
    assert raised.value.warnings == (), "a cell has one message"
    _, _, *rows = cells_of(create_template(), "Forces")
    listed = [(known.name, known.short_name) for known in known_forces()]
    assert [(name, short_name) for _, name, short_name in rows] == listed
    assert len(listed) == 46


@pytest.mark.parametrize(
    ("sheet", "marked"),
    [
        ("Findings", {"Key", "Kind", "Headline", "Source"}),
        ("Forces", {"Name", "Short name"}),
        ("Figures", {"Force", "Period", "Figure"}),
        ("Slides", {"Kind"}),
    ],
)
def test_columns_that_must_be_filled_in_are_marked(sheet: str, marked: set[str]) -> None:
    headings, *_ = map(set, cells_of(create_template(), sheet))
    assert {title for title in headings if "*" in str(title)} == {f"{each} *" for each in marked}
    entries = {row[0] for row in cells_of(create_template(), "About")}
    assert {title for title in entries if "*" in str(title)} == {"Title *", "Language *", "Key *"}


def test_sources_are_offered_by_their_titles(empty: dict[str, str]) -> None:
    for name in ("Findings", "Quotes", "Measures", "Figures"):
        number = [sheet.name for sheet in SHEETS].index(name) + 2
        lists = re.findall("<formula1>(.*?)</formula1>", empty[f"xl/worksheets/sheet{number}.xml"])
        assert "Sources!$B$3:$B$2000" in lists


def test_every_database_column_has_a_heading() -> None:
    fed = {(sheet.table, heading.column) for sheet in SHEETS for heading in sheet.headings}
    made = {"id", "position", "sha256", "marker", "finding_id", "quote_id", "measure_id"}
    for table, columns in COLUMNS.items():
        for column in columns:
            is_link = any(heading.column == table for sheet in SHEETS for heading in sheet.headings)
            assert (table, column) in fed or column in made or is_link


def test_drop_down_lists_offer_the_choices(
    empty: dict[str, str],
) -> None:
    for number, sheet in enumerate(SHEETS, 2):
        part = empty[f"xl/worksheets/sheet{number}.xml"]
        lists = re.findall(r"<formula1>(.*?)</formula1>", part)
        for heading in sheet.headings:
            if words := CHOICES.get((sheet.table, heading.column)):
                assert f'"{",".join(words)}"' in lists
                assert f"Choose one of: {', '.join(words)}." in part
            elif heading.content is Content.REFERENCE and heading.refers_to != "quotes":
                assert any(message.startswith(heading.refers_to.capitalize()) for message in lists)
            elif heading.content is Content.SLIDE_CONTENT:
                assert "Findings!$B$3:$B$2000" in lists
        # A number is no mistake where names are offered.
        rules = re.findall("<dataValidation [^>]*>", part)
        assert sum("showErrorMessage" in rule for rule in rules) == sum(
            (sheet.table, heading.column) in CHOICES for heading in sheet.headings
        )


def test_figure_columns_are_formatted_as_text(
    empty: dict[str, str],
) -> None:
    styles = re.search("<cellXfs.*?</cellXfs>", empty["xl/styles.xml"])
    assert styles is not None
    formats = re.findall('<xf numFmtId="([0-9]+)"', styles.group())
    (text,) = re.findall('<numFmt numFmtId="([0-9]+)" formatCode="@"', empty["xl/styles.xml"])
    number = [sheet.name for sheet in SHEETS].index("Figures") + 2
    part = empty[f"xl/worksheets/sheet{number}.xml"]
    columns = re.findall('<col min="([0-9]+)" max="([0-9]+)"[^>]* style="([0-9]+)"', part)
    assert {formats[int(style)] for _, _, style in columns} == {text}
    assert max(int(last) for _, last, _ in columns) >= 40
    assert "numberStoredAsText" in part  # or Excel would mark each figure


def test_headings_are_frozen_and_nothing_is_hidden(empty: dict[str, str]) -> None:
    for number in range(2, len(SHEETS) + 2):
        part = empty[f"xl/worksheets/sheet{number}.xml"]
        assert 'state="frozen"' in part
        assert "hidden=" not in part
        assert "<f>" not in part
    assert not any("vba" in name.lower() or "externalLink" in name for name in empty)


def test_saved_template_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = set()
    for folder in ("a", "b"):
        path = tmp_path / folder / "Training day.xlsx"
        path.parent.mkdir()
        save_template(path, example=False, replace=False)
        (key,) = (row[1] for row in cells_of(path.read_bytes(), "About") if row[0] == "Key *")
        assert str(key).startswith("training-day-")
        keys.add(key)
    assert len(keys) == 2


def test_text_is_never_a_formula_or_link(tmp_path: Path) -> None:
    tables = sample_rows()
    tables["findings"][0]["detail"] = "=HYPERLINK(1)"
    tables["findings"][0]["prompt"] = "https://x.example/ is no link"
    tables["findings"][1]["detail"] = "'=1+1\n=2"
    content = create_template(as_briefing_rows(tables))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [
            archive.read(name).decode() for name in archive.namelist() if "sheets/sheet" in name
        ]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    (tmp_path / "a.xlsx").write_bytes(content)
    rows = read_source(tmp_path / "a.xlsx")
    details = {row.values["detail"] for row in rows.tables["findings"]}
    assert details >= {"=HYPERLINK(1)", "'=1+1\n=2"}


def test_help_is_short_and_has_no_database_terms() -> None:
    for sheet in SHEETS:
        for heading in sheet.headings:
            assert not re.search(r"\bids?\b", heading.help)
            assert len(heading.help) <= 110
            assert heading.help == " ".join(heading.help.split())
