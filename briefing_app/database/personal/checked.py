"""The files whose words were compared with the texts of their sources on this computer."""

from collections import defaultdict

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.columns import MAX_ROW_NUMBER
from briefing_app.database.personal.rows import number, text
from briefing_app.database.personal.sessions import now
from briefing_app.database.personal.store import PersonalStore


class CheckedFiles:
    """Reads and saves which files were compared.

    Args:
        store: Where it is kept.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def of_size(self, size: int) -> dict[str, dict[int, str]]:
        """Return what was compared in files of a size in bytes, as `checked_file.Checks`.

        Raises:
            PersonalDataError: It can't be read.
        """
        rows = self._store.fetch_sound(
            "checked",
            lambda file, source, of: (text(file), number(source, 0, MAX_ROW_NUMBER), text(of)),
            "SELECT rowid, file, source, text FROM checked WHERE size = ?",
            size,
        )
        found: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for file, source, compared in rows:
            found[file][source] = compared
        return dict(found)

    def keep(self, file: CheckedFile) -> None:
        """Save that a file was compared.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as change:
            for source, compared in file.texts.items():
                change(
                    "INSERT OR REPLACE INTO checked VALUES (?, ?, ?, ?, ?)",
                    *(file.sha256, file.size, source, compared),
                    now(),
                )

    def count(self) -> int:
        """Return the number of files that were compared.

        Raises:
            PersonalDataError: It can't be read.
        """
        ((count,),) = self._store.fetch("SELECT count(DISTINCT file) FROM checked") or ((0,),)
        return int(count)

    def forget(self) -> None:
        """Forget which files were compared.

        Raises:
            PersonalDataError: It could not be deleted.
        """
        with self._store.change() as change:
            change.has_removed = True
            change("DELETE FROM checked")
