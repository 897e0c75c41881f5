"""The files whose words were compared with the texts of their sources on this computer."""

from collections import defaultdict

from briefing_app.database.checked_file import CheckedFile
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
        rows = self._store.fetch("SELECT file, source, text FROM checked WHERE size = ?", size)
        for file, source, text in rows:
            if isinstance(source, int):
                found[str(file)][source] = str(text)
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
        return count if isinstance(count, int) else 0

    def forget(self) -> None:
        """Forget which files were compared.

        Raises:
            PersonalDataError: It could not be deleted.
        """
        with self._store.change() as execute:
            execute("DELETE FROM checked")
