"""Mutated briefings are accepted, or refused with a message."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from hypothesis import event, given

from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingAppError
from briefing_app.export.data import make_data_files
from briefing_app.files.archive import make_zip
from briefing_app.files.paths import BUNDLED_BRIEFING
from tools.fuzz.case import case_folder
from tools.fuzz.splices import Splice, spliced, splices
from tools.fuzz.sql import change_database, database_changes

_BRIEFING: Final = BUNDLED_BRIEFING.read_bytes()

with closing(sqlite3.connect(BUNDLED_BRIEFING)) as _connection:
    _changes: Final = database_changes(_connection)


@given(changes=_changes, splices=splices(len(_BRIEFING)))
def test_mutated_briefing_is_accepted_or_refused(
    tmp_path: Path, changes: Sequence[str], splices: Sequence[Splice]
) -> None:
    """Open, search, check and export a briefing, which must stay as it is."""
    with case_folder(tmp_path) as folder:
        path = folder / "a.db"
        path.write_bytes(_BRIEFING)
        change_database(path, changes)
        path.write_bytes(spliced(path.read_bytes(), splices))
        before = path.read_bytes()
        try:
            with open_briefing(path) as briefing:
                briefing.search("p")
                briefing.search("victim support")
                report = briefing.report
            check_file(path)
            make_zip(make_data_files(path, report))
        except BriefingAppError as error:
            event("refused")
            assert str(error).startswith(str(path))
            assert error.remedy
        else:
            event("accepted")
        assert path.read_bytes() == before
        assert {each.name for each in folder.iterdir()} <= {"a.db", "a.db-wal", "a.db-shm"}
