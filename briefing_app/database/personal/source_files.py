"""Where the files with the texts of sources are, on this computer."""

import json
from collections.abc import Mapping

from briefing_app.database.personal.rows import SOURCE_FILES
from briefing_app.database.personal.sessions import keep_briefing
from briefing_app.database.personal.store import PersonalStore

_SELECT = f"SELECT source_files FROM briefings WHERE key = ? AND ({SOURCE_FILES}) IS 1"  # noqa: S608, names of our own


class SourceFiles:
    """Reads and saves where files are.

    Args:
        store: Where it is kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def of_briefing(self, briefing: str) -> Mapping[str, str]:
        """Return the path of the file of each source, by `model.report.source_key`.

        Args:
            briefing: The key of the briefing.

        Raises:
            PersonalDataError: It can't be read.
        """
        rows = self._store.fetch(_SELECT, briefing)
        return _paths(rows[0][0]) if rows else {}

    def keep(self, briefing: str, title: str, source: str, path: str) -> None:
        """Save where the file of a source is.

        Args:
            briefing: The key of the briefing.
            title: Its title.
            source: The `source_key`.
            path: The path of the file.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            keep_briefing(execute, briefing, title)
            row = execute(_SELECT, briefing).fetchone()
            # json escapes what isn't ASCII, so names of files that aren't UTF-8 can be kept.
            files = json.dumps({**(_paths(row[0]) if row else {}), source: path})
            execute("UPDATE briefings SET source_files = ? WHERE key = ?", files, briefing)


def _paths(files: str) -> dict[str, str]:
    return {str(source): str(path) for source, path in json.loads(files).items()}
