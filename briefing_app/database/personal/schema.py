"""The SQL of `personal.db`. Times are UTC in ISO 8601, so that they sort as text.

Every row belongs to a briefing, by `report.key`: it is the same in each edition. Deleting a row of
`briefings` deletes all that is kept for it.
"""

from typing import Final

APPLICATION_ID: Final = 0x42524650  # "BRFP"
FORMAT_VERSION: Final = 1  # user_version

CREATE_TABLES: Final = """
CREATE TABLE briefings (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    title TEXT NOT NULL
) STRICT;
CREATE TABLE notes (
    briefing TEXT NOT NULL REFERENCES briefings (key) ON DELETE CASCADE,
    item TEXT NOT NULL CHECK (item <> ''),
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    is_bookmarked INTEGER NOT NULL CHECK (is_bookmarked IN (0, 1)),
    changed TEXT NOT NULL,
    PRIMARY KEY (briefing, item)
) STRICT;
CREATE TABLE running_orders (
    briefing TEXT PRIMARY KEY REFERENCES briefings (key) ON DELETE CASCADE,
    lines TEXT NOT NULL DEFAULT '[]' CHECK (json_type(lines) = 'array'),
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0)
) STRICT;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    briefing TEXT NOT NULL REFERENCES briefings (key) ON DELETE CASCADE,
    path TEXT NOT NULL,
    is_rehearsal INTEGER NOT NULL CHECK (is_rehearsal IN (0, 1)),
    started TEXT NOT NULL,
    changed TEXT NOT NULL,
    slide TEXT NOT NULL DEFAULT '',
    page INTEGER NOT NULL DEFAULT 0 CHECK (page >= 0),
    step INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0),
    elapsed REAL NOT NULL DEFAULT 0 CHECK (elapsed >= 0),
    is_running INTEGER NOT NULL DEFAULT 0 CHECK (is_running IN (0, 1)),
    is_windowed INTEGER NOT NULL DEFAULT 0 CHECK (is_windowed IN (0, 1)),
    screen TEXT NOT NULL DEFAULT '',
    countdown INTEGER NOT NULL DEFAULT 0 CHECK (countdown >= 0),
    discussed REAL NOT NULL DEFAULT 0 CHECK (discussed >= 0)
) STRICT;
CREATE INDEX sessions_by_briefing ON sessions (briefing);
CREATE TABLE slide_times (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    slide TEXT NOT NULL,
    seconds REAL NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (session_id, slide)
) STRICT;
CREATE TABLE said (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    slide TEXT NOT NULL,
    question TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    said TEXT NOT NULL,
    is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1))
) STRICT;
CREATE INDEX said_by_session ON said (session_id);
CREATE TABLE ink (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    slide TEXT NOT NULL,
    page INTEGER NOT NULL CHECK (page >= 0),
    position INTEGER NOT NULL CHECK (position >= 0),
    stroke TEXT NOT NULL,
    PRIMARY KEY (session_id, slide, page, position)
) STRICT;
"""
"""`item` is a `finding_key` or a `quote_key`, `slide` the key of a slide, `about` the key of a
finding or empty; `lines` and `stroke` are JSON. From `slide` on, `sessions` has the fields of a
`SlideshowRecord`."""
