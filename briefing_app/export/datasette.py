"""What Datasette (https://datasette.io) shows with a briefing: ``metadata.yaml``.

Datasette names a database after its file, so the metadata is for a file of one name. Texts of the
briefing are untrusted: each is written as a quoted scalar.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final

from briefing_app.database.columns import COLUMNS, TABLE_DESCRIPTIONS
from briefing_app.database.source_rows import BriefingRows, Value
from briefing_app.model.text import single_line

METADATA_FILE: Final = "metadata.yaml"

WEB_ADDRESS: Final = re.compile(r"https?://\S+")
"""An address that may become a link."""

_LABEL_COLUMNS: Final = {
    "sources": "title",
    "speakers": "name",
    "forces": "short_name",
    "findings": "headline",
    "quotes": "text",
    "measures": "title",
    "slides": "title",
}
"""Table name to the column that is shown instead of its id, wherever another table refers to it."""

_COMMENT: Final = f"""\
# What Datasette shows with this briefing:
#   datasette --immutable BRIEFING --metadata {METADATA_FILE}
# A database is named after its file. If yours has another name, change it below "databases" and in
# the query.
"""

# A cell becomes a link only if it is a complete address, which Datasette takes from the request.
_QUERY: Final = """\
SELECT
  iif(search.quote_id IS NULL, 'finding', 'quote') AS kind,
  search.title AS "headline or speaker",
  coalesce(quotes.text, findings.excerpt) AS words,
  coalesce(nullif(:_header_x_forwarded_proto, ''), 'http') || '://' || :_header_host
    || '/{route}/' || iif(search.quote_id IS NULL, 'findings/', 'quotes/')
    || coalesce(search.quote_id, search.finding_id) AS row
FROM search
LEFT JOIN findings ON findings.id = search.finding_id
LEFT JOIN quotes ON quotes.id = search.quote_id
WHERE search MATCH escape_fts(:words)
ORDER BY rank"""

# Others are quoted, such as a database called "no", which YAML takes for false.
_PLAIN_KEY: Final = re.compile("(?!(?:false|no|null|off|on|true|yes)$)[a-z][a-z0-9_]+")

# JSON escapes the rest of what YAML doesn't allow, or takes for a line break.
_NOT_IN_YAML: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def make_metadata(rows: BriefingRows, file_name: str) -> bytes:
    """Make the metadata of a briefing.

    Args:
        rows: The rows of the briefing.
        file_name: The name of the briefing's file.
    """
    database = PurePath(file_name).stem
    (report,) = rows.tables["report"]
    sources = [row.values for row in rows.tables["sources"]]
    about = {
        "title": _text(report.values["title"]),
        "description": _text(report.values["summary"]),
        "source": _joined(each["title"] for each in sources),
        "source_url": _only_address(sources),
        "license": _joined(each["licence"] for each in sources),
    }
    about = {key: text for key, text in about.items() if text}
    tables: dict[str, Any] = {}
    for table, columns in COLUMNS.items():
        entry: dict[str, Any] = {"description": TABLE_DESCRIPTIONS[table]}
        if label := _LABEL_COLUMNS.get(table):
            entry["label_column"] = label
        if "position" in columns:
            entry["sort"] = "position"
        entry["columns"] = {name: column.description for name, column in columns.items()}
        tables[table] = entry
    query = {
        "title": "Find words",
        "description": "Findings and quotes that contain all of these words, best match first.",
        "sql": _QUERY.format(route=_route(database)),
    }
    metadata = {
        **about,
        "databases": {database: {**about, "tables": tables, "queries": {"find_words": query}}},
    }
    return (_COMMENT + "".join(_yaml(metadata))).encode("utf-8", "replace")


def _text(value: Value) -> str:
    return single_line(str(value))


def _joined(values: Iterable[Value]) -> str:
    """Return different texts as one."""
    return "; ".join(dict.fromkeys(filter(None, map(_text, values))))


def _only_address(sources: Iterable[Mapping[str, Value]]) -> str:
    """Return the address of the only source; empty if it has none, or if there are several."""
    addresses = [str(each["url"]) for each in sources]
    return addresses[0] if len(addresses) == 1 and WEB_ADDRESS.fullmatch(addresses[0]) else ""


def _route(database: str) -> str:
    """Return the name of a database as it is in Datasette's addresses."""
    return "".join(map(_in_route, database.encode("utf-8", "replace")))


def _in_route(byte: int) -> str:
    character = chr(byte)
    if character == " ":
        return "+"
    return character if re.fullmatch("[a-zA-Z0-9_-]", character) else f"~{byte:02X}"


def _yaml(mapping: Mapping[str, Any], indent: str = "") -> Iterable[str]:
    """Yield the lines of a mapping of texts and mappings."""
    for key, value in mapping.items():
        name = key if _PLAIN_KEY.fullmatch(key) else _quoted(key)
        if isinstance(value, str):
            yield f"{indent}{name}: {_block(value, indent) if key == 'sql' else _quoted(value)}\n"
        else:
            yield f"{indent}{name}:\n"
            yield from _yaml(value, f"{indent}  ")


def _block(text: str, indent: str) -> str:
    """Return a text of ours on lines of its own, as people write SQL."""
    return "".join(["|-", *(f"\n{indent}  {line}" for line in text.split("\n"))])


def _quoted(text: str) -> str:
    return _NOT_IN_YAML.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )
