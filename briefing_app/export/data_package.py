"""A briefing as data: a CSV file for each table, and a Data Package that describes every field.

`authoring.folder` reads the folder, so the same briefing can be built from it again.
``datapackage.json`` is a descriptor of the Data Package standard, version 2
(https://datapackage.org), for other programs that read the tables. ``metadata.yaml`` is for
Datasette, which reads the briefing itself.

The CSV files are UTF-8 with a byte order mark, without which Excel misreads them. Texts that a
spreadsheet would run as formulas are escaped.
"""

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from briefing_app.authoring.csv_files import PROOF_FILE
from briefing_app.database.builder import read_source_rows
from briefing_app.database.columns import (
    COLUMNS,
    IN_TEXT,
    MAX_FIGURE,
    MAX_ROW_NUMBER,
    PROOF_COLUMNS,
    TABLE_DESCRIPTIONS,
    UNIQUE_COLUMNS,
    Column,
)
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.export.datasette import METADATA_FILE, WEB_ADDRESS, make_metadata
from briefing_app.files.csv import csv_file
from briefing_app.files.paths import REPORT_FILE
from briefing_app.model.report import MAX_MINUTES, Check, Report
from briefing_app.model.wording import CHECKED_BY_AUTHOR

DESCRIPTOR_FILE: Final = "datapackage.json"

_TABLES: Final = {
    table: {name: about for name, about in columns.items() if not about.is_computed}
    for table, columns in COLUMNS.items()
    if table != "report"
}
"""The columns of `columns.COLUMNS` that are written; the report has a file of another kind."""

MAX_DATA_FILES: Final = len(_TABLES) + 4

_PROFILES: Final = "https://datapackage.org/profiles/2.0"  # an identifier; it is never fetched

_DESCRIPTION: Final = """\
The tables of a briefing, as briefing-app stores them. `briefing-app build` makes the same \
briefing from these files.

The files are UTF-8 with a byte order mark. An empty cell means that there is no text, no such row \
or no figure. A text that a spreadsheet would run as a formula has an additional apostrophe at its \
start, and at the start of each part that a program with another delimiter would take for a cell. \
To get the text back, remove one apostrophe at the start of a text, and after each `;`, `|`, tab \
and line break, if `=`, `+`, `-`, `@` or one of these in full width or small follows it; \
apostrophes, quotation marks, spaces and invisible characters may be between. At the start of a \
text, also remove it in front of a tab or a line break."""

_PROOF_DESCRIPTION: Final = (
    "Which quotes and excerpts were found word for word in the text of their source, as hashes."
)
_CLAIMED_PROOF_DESCRIPTION: Final = f"{CHECKED_BY_AUTHOR}: quotes and excerpts, as hashes."
_CLAIMED_PROOF_COLUMNS: Final = {
    name: about._replace(description=about.description.replace(IN_TEXT, ""))
    for name, about in PROOF_COLUMNS.items()
}

_TYPES: Final = {"INTEGER": "integer", "TEXT": "string", "ANY": "number"}

_UNIX: Final = 3  # the operating system in a zip entry
_READABLE_BY_ALL: Final = 0o100644 << 16

_Json = dict[str, Any]


def make_data_files(
    path: Path, expected: Report | None = None, file_name: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Make the data files of a briefing.

    Args:
        path: The briefing file; nothing is written to it or beside it.
        expected: The report that the file must still contain, if any; it knows whether the words
            are proved to be in their source.
        file_name: The name under which Datasette will find the briefing; by default its own.

    Returns:
        Name and content of each file, the descriptor first, made one by one; the same for the same
        briefing. There are at most `MAX_DATA_FILES`.

    Raises:
        ChangedFileError: The file no longer contains the expected report.
        BriefingError: The briefing can't be opened, or rows in it break a rule.
    """
    sources = expected.sources if expected is not None else ()
    # The proof names the text that the author's build recorded, so another text proves nothing.
    proved = frozenset(source.id for source in sources if source.check is Check.BUILT)
    return _data_files(read_source_rows(path, expected), proved, file_name or path.name)


def _data_files(
    rows: BriefingRows, proved: frozenset[int], file_name: str
) -> Iterator[tuple[str, bytes]]:
    (report,) = rows.tables["report"]
    yield DESCRIPTOR_FILE, _descriptor(report, rows, proved)
    yield METADATA_FILE, make_metadata(rows, file_name)
    yield REPORT_FILE, _toml(report)
    for table, columns in _TABLES.items():
        cells = ([row.values[column] for column in columns] for row in rows.tables[table])
        yield f"{table}.csv", csv_file(columns, cells)
    if rows.proof:
        yield PROOF_FILE, csv_file(PROOF_COLUMNS, sorted(rows.proof))


def make_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Make a zip file; it doesn't reveal when or on which system it was made.

    Args:
        files: Name and content of each file in it.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, file in files:
            entry = zipfile.ZipInfo(name)  # dated 1980, the first year that the format can express
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_BY_ALL
            archive.writestr(entry, file)
    return content.getvalue()


def _toml(report: SourceRow) -> bytes:
    lines = ["# The briefing as a whole. Its tables are in the CSV files in this folder."]
    for name, about in COLUMNS["report"].items():
        if name != "id":
            # For text without control characters, JSON and TOML are the same.
            text = json.dumps(report.values[name], ensure_ascii=False)
            lines += ["", f"# {about.description}", f"{name} = {text}"]
    return "".join(f"{line}\n" for line in lines).encode()


def _descriptor(report: SourceRow, rows: BriefingRows, proved: frozenset[int]) -> bytes:
    """Return the descriptor.

    The standard defines descriptions as Markdown. The briefing's own text is not markup, so it goes
    only into fields for plain text.
    """
    title = str(report.values["title"])
    package: _Json = {"$schema": f"{_PROFILES}/datapackage.json"}
    if name := _name(title):
        package["name"] = name
    package |= {"title": title, "description": _DESCRIPTION}
    if publisher := report.values["publisher"]:
        package["contributors"] = [{"title": publisher, "roles": ["publisher"]}]
    if sources := [_source(row.values) for row in rows.tables["sources"]]:
        package["sources"] = sources
    package["resources"] = [
        _report_resource(),
        *(
            _resource(table, TABLE_DESCRIPTIONS[table], columns, _keys(table, columns))
            for table, columns in _TABLES.items()
        ),
    ]
    if rows.proof:
        is_proved = all(text.source_id in proved for text in rows.proof)
        about = _PROOF_DESCRIPTION if is_proved else _CLAIMED_PROOF_DESCRIPTION
        columns = PROOF_COLUMNS if is_proved else _CLAIMED_PROOF_COLUMNS
        key = ("source_id", "text_sha256")
        package["resources"].append(_resource(Path(PROOF_FILE).stem, about, columns, [key]))
    return f"{json.dumps(package, ensure_ascii=False, indent=2)}\n".encode()


def _name(title: str) -> str:
    """Return a title as lower-case letters, digits and hyphens, as in names; may be empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _source(values: Mapping[str, Value]) -> _Json:
    source: _Json = {"title": values["title"]}
    url = str(values["url"])
    if WEB_ADDRESS.fullmatch(url):
        source["path"] = url
    return source


def _report_resource() -> _Json:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": "report",
        "path": REPORT_FILE,
        "title": "Report",
        "description": TABLE_DESCRIPTIONS["report"],
        "format": "toml",
        "mediatype": "application/toml",
        "encoding": "utf-8",
    }


def _keys(table: str, columns: Mapping[str, Column]) -> list[tuple[str, ...]]:
    """Return the primary key and then the other unique columns or groups of columns."""
    key = ("id",) if "id" in columns else tuple(columns)
    return [key, *UNIQUE_COLUMNS.get(table, ())]


def _resource(
    name: str, description: str, columns: Mapping[str, Column], keys: Sequence[tuple[str, ...]]
) -> _Json:
    primary, *others = keys
    schema: _Json = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [
            _field(column, about, unique=(column,) in keys) for column, about in columns.items()
        ],
        "missingValues": [""],
        "primaryKey": list(primary),
    }
    if several := [list(key) for key in others if len(key) > 1]:
        schema["uniqueKeys"] = several
    if references := [
        {"fields": [column], "reference": {"resource": about.references, "fields": ["id"]}}
        for column, about in columns.items()
        if about.references
    ]:
        schema["foreignKeys"] = references
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": name.replace("_", " ").capitalize(),
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str, about: Column, *, unique: bool) -> _Json:
    field: _Json = {
        "name": name,
        "type": _TYPES[about.type],
        "description": about.description,
    }
    if constraints := _constraints(name, about, unique=unique):
        field["constraints"] = constraints
    return field


def _constraints(name: str, about: Column, *, unique: bool) -> _Json:
    constraints: _Json = {}
    if about.is_required:
        constraints["required"] = True
    if unique:
        constraints["unique"] = True
    if about.allowed_values:
        constraints["enum"] = list(about.allowed_values)
    if about.pattern:
        constraints["pattern"] = about.pattern
    if name in {"id", "position"}:
        constraints |= {"minimum": 1, "maximum": MAX_ROW_NUMBER}
    if name == "minutes":
        constraints |= {"minimum": 1, "maximum": MAX_MINUTES}
    if about.type == "ANY":
        constraints |= {"minimum": -MAX_FIGURE, "maximum": MAX_FIGURE}
    return constraints
