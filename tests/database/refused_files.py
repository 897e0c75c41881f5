"""Files that the reader and the checker refuse."""

from pathlib import Path

import pytest

from briefing_app.database.checker import check_file
from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingError
from tests.database.sample_rows import contents


def refused(path: Path, kind: type[BriefingError]) -> BriefingError:
    """Assert that reader and checker refuse a file alike and write nothing; return the error."""
    before = contents(path.parent) if path.parent.is_dir() else {}
    with pytest.raises(BriefingError) as by_reader:
        open_briefing(path)
    with pytest.raises(BriefingError) as by_checker:
        check_file(path)
    assert type(by_reader.value) is kind
    assert str(by_reader.value) == str(by_checker.value)
    assert str(by_reader.value).startswith(f"{path}: ")
    assert by_reader.value.remedy.endswith(".")
    assert (contents(path.parent) if path.parent.is_dir() else {}) == before
    return by_reader.value


def overwrite(path: Path, offset: int, content: bytes) -> None:
    """Overwrite bytes of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)
