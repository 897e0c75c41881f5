"""The files whose words were compared with the texts of their sources on this computer."""

from collections import defaultdict

from briefing_app.database.checked_file import CheckedFile
from briefing_app.database.personal.rows import SOUND
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
        found: defaultdict[str, dict[int, str]] = defaultdict(dict)
        sql = f"SELECT file, source, text FROM {SOUND['checked']} WHERE size = ?"  # noqa: S608
        for file, source, text in self._store.fetch(sql, size):
            found[file][source] = text
        return dict(found)

    def keep(self, file: CheckedFile) -> None:
        """Save that a file was compared.

        Raises:
            PersonalDataError: It could not be saved.
        """
        with self._store.change() as execute:
            for source, text in file.texts.items():
                execute(
                    "INSERT OR REPLACE INTO checked VALUES (?, ?, ?, ?, ?)",
                    *(file.sha256, file.size, source, text),
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
        with self._store.change() as execute:
            execute("DELETE FROM checked")
