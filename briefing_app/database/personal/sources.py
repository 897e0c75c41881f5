"""Of sources on this computer: which files were compared with their texts, and where those are."""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from briefing_app.database.checked_file import CheckedFile, Texts
from briefing_app.database.columns import MAX_ROW_NUMBER
from briefing_app.database.personal.rows import number, text
from briefing_app.database.personal.store import PersonalTable, attempted, now
from briefing_app.model.report import Report, Source, source_key

_NO_CHECKS: Final[Mapping[str, Texts]] = MappingProxyType({})
_SELECT_PATHS: Final = "SELECT rowid, source_files FROM briefings WHERE key = ?"


class CheckedFiles(PersonalTable):
    """Reads and saves which files were compared."""

    @attempted(_NO_CHECKS)
    def of_size(self, size: int) -> Mapping[str, Texts]:
        """Return what was compared in files of a size in bytes, as `checked_file.Checks`."""
        rows = self.store.fetch_sound(
            "checked",
            lambda file, source, of: (text(file), number(source, 0, MAX_ROW_NUMBER), text(of)),
            "SELECT rowid, file, source, text FROM checked WHERE size = ?",
            size,
        )
        found: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for file, source, compared in rows:
            found[file][source] = compared
        return dict(found)

    @attempted(default=False)
    def keep(self, file: CheckedFile) -> bool:
        """Save that a file was compared. Return whether that worked."""
        with self.store.change() as change:
            for source, compared in file.texts.items():
                change(
                    "INSERT OR REPLACE INTO checked VALUES (?, ?, ?, ?, ?)",
                    *(file.sha256, file.size, source, compared),
                    now(),
                )
        return True

    @attempted(0)
    def count(self) -> int:
        """Return the number of files that were compared."""
        ((count,),) = self.store.fetch("SELECT count(DISTINCT file) FROM checked") or ((0,),)
        return int(count)

    def forget(self) -> None:
        """Forget which files were compared.

        Raises:
            PersonalDataError: It could not be deleted; whoever asked for it shows why.
        """
        with self.store.change() as change:
            change.has_removed = True
            change("DELETE FROM checked")


class SourceFiles(PersonalTable):
    """Reads and saves where the files with the texts of sources are."""

    @attempted(None)
    def file_of(self, report: Report, source: Source) -> Path | None:
        """Return the file with the text of a briefing's source; None if it isn't known."""
        found = self.store.fetch_sound("briefings", paths_of_sources, _SELECT_PATHS, report.key)
        path = found[0].get(source_key(source)) if found else None
        return Path(path) if path else None

    @attempted(default=False)
    def keep(self, report: Report, source: Source, file: Path) -> bool:
        """Save where the file of a briefing's source is. Return whether that worked."""
        key, path = source_key(source), str(file)
        with self.store.change() as change:
            change.keep_briefing(report.key, report.title)
            rows = change(_SELECT_PATHS, report.key)
            found = self.store.damaged_rows.sound("briefings", rows, paths_of_sources)
            known = found[0] if found else {}
            change.has_removed = known.get(key, path) != path
            # json escapes what isn't ASCII, so names of files that aren't UTF-8 can be kept.
            files = json.dumps({**known, key: path})
            change("UPDATE briefings SET source_files = ? WHERE key = ?", files, report.key)
        return True


def paths_of_sources(cell: object) -> dict[str, str]:
    """Return the paths in a cell of `source_files`, by `source_key`.

    Raises:
        TypeError, ValueError, RecursionError: It isn't sound.
    """
    files = json.loads(text(cell))
    if not isinstance(files, dict):
        raise TypeError
    return {source: text(path) for source, path in files.items()}
