"""The SQL of a briefing's tables. Names are part of the file format (see `FORMAT_VERSION`).

The statements are written out rather than generated, so that a reader can see what a file contains.
Empty text, not NULL, means that there is nothing to say; NULL means that there is no such reference
or no figure.
"""

from typing import Final

APPLICATION_ID: Final = 0x42524631  # "BRF1"; bytes 68–71 of the file
FORMAT_VERSION: Final = 1  # user_version; bytes 60–63 of the file


CREATE_TABLES: Final[dict[str, str]] = {
    "report": """
CREATE TABLE report (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key TEXT NOT NULL CHECK (key <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    subtitle TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    summary TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language <> '')
) STRICT""",
    "sources": """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (title <> ''),
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    url TEXT NOT NULL,
    licence TEXT NOT NULL,
    note TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (sha256 = '' OR length(sha256) = 64)
) STRICT""",
    "speakers": """
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    role TEXT NOT NULL
) STRICT""",
    "forces": """
CREATE TABLE forces (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    short_name TEXT NOT NULL CHECK (short_name <> '')
) STRICT""",
    "findings": """
CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    position INTEGER NOT NULL UNIQUE CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('concern', 'good practice', 'figures', 'next step')),
    headline TEXT NOT NULL CHECK (headline <> ''),
    detail TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    locator TEXT NOT NULL,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    caution TEXT NOT NULL,
    prompt TEXT NOT NULL,
    follows TEXT NOT NULL
) STRICT""",
    "quotes": """
CREATE TABLE quotes (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE CHECK (position >= 1),
    speaker_id INTEGER NOT NULL REFERENCES speakers (id),
    text TEXT NOT NULL CHECK (text <> ''),
    locator TEXT NOT NULL,
    source_id INTEGER NOT NULL REFERENCES sources (id)
) STRICT""",
    "finding_quotes": """
CREATE TABLE finding_quotes (
    finding_id INTEGER NOT NULL REFERENCES findings (id),
    quote_id INTEGER NOT NULL REFERENCES quotes (id),
    PRIMARY KEY (finding_id, quote_id)
) STRICT, WITHOUT ROWID""",
    "finding_forces": """
CREATE TABLE finding_forces (
    finding_id INTEGER NOT NULL REFERENCES findings (id),
    force_id INTEGER NOT NULL REFERENCES forces (id),
    PRIMARY KEY (finding_id, force_id)
) STRICT, WITHOUT ROWID""",
    "quote_forces": """
CREATE TABLE quote_forces (
    quote_id INTEGER NOT NULL REFERENCES quotes (id),
    force_id INTEGER NOT NULL REFERENCES forces (id),
    PRIMARY KEY (quote_id, force_id)
) STRICT, WITHOUT ROWID""",
    "measures": """
CREATE TABLE measures (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (title <> ''),
    message TEXT NOT NULL,
    unit TEXT NOT NULL,
    definition TEXT NOT NULL,
    caveat TEXT NOT NULL,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    highlight_force_id INTEGER REFERENCES forces (id)
) STRICT""",
    "figures": """
CREATE TABLE figures (
    id INTEGER PRIMARY KEY,
    measure_id INTEGER NOT NULL REFERENCES measures (id),
    force_id INTEGER NOT NULL REFERENCES forces (id),
    period TEXT NOT NULL CHECK (period <> ''),
    value ANY CHECK (typeof(value) IN ('integer', 'real', 'null')),
    marker TEXT NOT NULL CHECK (marker IN ('', 'x', 'c', 'z', 'p', 'r', 'low')),
    UNIQUE (measure_id, force_id, period),
    CHECK ((value IS NULL) = (marker IN ('x', 'c', 'z'))),
    CHECK (marker <> 'low' OR value = 0)
) STRICT""",
    "slides": """
CREATE TABLE slides (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (kind IN (
        'title', 'text', 'finding', 'quote', 'chart', 'number', 'discussion', 'sources'
    )),
    finding_id INTEGER REFERENCES findings (id),
    quote_id INTEGER REFERENCES quotes (id),
    measure_id INTEGER REFERENCES measures (id),
    force_id INTEGER REFERENCES forces (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    notes TEXT NOT NULL,
    reveal TEXT NOT NULL CHECK (reveal IN ('none', 'bars', 'guess')),
    minutes INTEGER CHECK (minutes BETWEEN 1 AND 999),
    answer TEXT NOT NULL,
    CHECK (finding_id IS NOT NULL OR kind <> 'finding'),
    CHECK (finding_id IS NULL OR kind IN ('finding', 'discussion')),
    CHECK ((quote_id IS NOT NULL) = (kind = 'quote')),
    CHECK ((measure_id IS NOT NULL) = (kind IN ('chart', 'number'))),
    CHECK ((force_id IS NOT NULL) = (kind = 'number')),
    CHECK (kind <> 'discussion' OR (title = '' AND (text <> '' OR finding_id IS NOT NULL))),
    CHECK (reveal = 'none' OR kind = 'chart'),
    CHECK (answer = '' OR kind = 'discussion')
) STRICT""",
}
"""Table name to its statement. A table comes after the tables that it references."""


SEARCH_TABLE: Final = "search"
SEARCH_COLUMNS: Final = ("title", "body", "finding_id", "quote_id")
CREATE_SEARCH_TABLE: Final = """
CREATE VIRTUAL TABLE search USING fts5(
    title, body, finding_id UNINDEXED, quote_id UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
)"""
"""One row for each finding (title: headline; body: detail, excerpt and caution, a line each) and
one for each quote (title: the speaker's name; body: the text). Exactly one of the two ids is set.
The rowid is twice the finding's id, or twice the quote's id plus one. So a search gets the ids
without reading the rows."""

SEARCH_ROWS_SQL: Final = """
SELECT id * 2, headline, detail || char(10) || excerpt || char(10) || caution, id, NULL
FROM findings NOT INDEXED
UNION ALL
SELECT quotes.id * 2 + 1, speakers.name, quotes.text, NULL, quotes.id
FROM quotes NOT INDEXED JOIN speakers NOT INDEXED ON speakers.id = quotes.speaker_id
ORDER BY 1"""
"""Query for the content of the search table: the rowid, then `SEARCH_COLUMNS`."""
