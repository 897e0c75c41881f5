"""Where the files with the texts of sources are, on this computer."""

import json
from collections.abc import Mapping

from briefing_app.database.personal.rows import text
from briefing_app.database.personal.sessions import keep_briefing
from briefing_app.database.personal.store import PersonalStore

_SELECT = "SELECT rowid, source_files FROM briefings WHERE key = ?"


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
        found = self._store.fetch_sound("briefings", paths_of_sources, _SELECT, briefing)
        return found[0] if found else {}

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
        with self._store.change() as change:
            keep_briefing(change, briefing, title)
            rows = change(_SELECT, briefing)
            found = self._store.damaged_rows.sound("briefings", rows, paths_of_sources)
            known = found[0] if found else {}
            change.has_removed = known.get(source, path) != path
            # json escapes what isn't ASCII, so names of files that aren't UTF-8 can be kept.
            files = json.dumps({**known, source: path})
            change("UPDATE briefings SET source_files = ? WHERE key = ?", files, briefing)


def paths_of_sources(cell: object) -> dict[str, str]:
    """Return the paths in a cell of `source_files`, by `source_key`.

    Raises:
        TypeError, ValueError, RecursionError: It isn't sound.
    """
    files = json.loads(text(cell))
    if not isinstance(files, dict):
        raise TypeError
    return {source: text(path) for source, path in files.items()}
