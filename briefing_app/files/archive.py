"""Makes archives that say when they were made, but not on which system."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from briefing_app.files.creation_time import creation_time

_UNIX: Final = 3  # the operating system in an entry
_READABLE_BY_ALL: Final = 0o100644 << 16
# The first and the last time that the format can express.
_FIRST: Final = datetime(1980, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)


def make_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP archive; the same files give the same bytes at the same `creation_time`.

    Args:
        files: Name and content of each file in it.
    """
    time = min(max(creation_time(), _FIRST), _LAST).timetuple()[:6]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, file in files:
            entry = zipfile.ZipInfo(name, time)
            entry.create_system = _UNIX
            entry.external_attr = _READABLE_BY_ALL
            archive.writestr(entry, file, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def without_origin(archive: bytes) -> bytes:
    """Return a ZIP archive with the same parts, as `make_zip` makes it.

    Args:
        archive: An archive that this program has made.
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        return make_zip((name, parts.read(name)) for name in parts.namelist())
