"""A copy of the bundled briefing with words that its source never had."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from briefing_app.database.briefing_search import fill_search_table
from briefing_app.database.builder import read_source_rows
from briefing_app.database.connection import fetch_tables
from briefing_app.files.paths import BUNDLED_BRIEFING

FORGED_WORDS: Final = "every officer had failed"
CLAIM: Final = "The author states that this was checked"
TICK_WORDS: Final = ("word for word", "when this briefing was built", "checked when built")
"""What only a briefing says whose words are proved to be in their source."""


def forge(path: Path) -> Path:
    """Write the forged copy: its sources still have their hashes, and a figure is 999."""
    shutil.copy(BUNDLED_BRIEFING, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE findings SET excerpt = ? WHERE position = 1", (FORGED_WORDS,))
        connection.execute("UPDATE figures SET value = 999 WHERE id = 1")
        connection.execute("DELETE FROM search")
        fill_search_table(connection, fetch_tables(connection))
        connection.commit()
        connection.execute("VACUUM")
    return path


def write_article(path: Path) -> Path:
    """Write a text with all that the bundled briefing quotes."""
    tables = read_source_rows(BUNDLED_BRIEFING).tables
    columns = (("findings", "excerpt"), ("quotes", "text"))
    words = [str(row.values[column]) for table, column in columns for row in tables[table]]
    path.write_text("\n".join(words), encoding="utf-8")
    return path


def honest_copy(path: Path) -> Path:
    """Write a briefing whose words are all in the article, and that isn't the bundled one."""
    shutil.copy(BUNDLED_BRIEFING, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE report SET subtitle = 'A copy with another subtitle'")
    return path
