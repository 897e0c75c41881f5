"""Makes archives of the same parts the same: workbooks, presentations."""

import io
import zipfile
from typing import Final

_UNIX: Final = 3  # the operating system in an entry


def without_origin(archive: bytes) -> bytes:
    """Return a ZIP archive with the same parts, but not when and on which system it was made.

    Args:
        archive: An archive that this program has made.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as parts, zipfile.ZipFile(content, "w") as target:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name)  # dated 1980, the first year that the format can express
            entry.create_system = _UNIX
            target.writestr(entry, parts.read(name), zipfile.ZIP_DEFLATED)
    return content.getvalue()
