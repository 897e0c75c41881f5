"""Makes the letters of the bundled fonts 4 % wider, as Windows can place them: a plugin of pytest.

python -m pytest -n 0 --no-cov -p tests.fonts.wider tests/gui/main_window
"""

import atexit
import os
import shutil
import struct
import tempfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from briefing_app.files import paths

FACTOR: Final = 1.04

_TABLE: Final = struct.Struct(">4s 4x L 4x")  # name and offset
_FIRST_TABLE: Final = 12  # bytes
_METRICS_COUNT: Final = 34  # its offset in the table hhea
_METRIC_SIZE: Final = 4  # of hmtx: the advance width and the left side bearing


def widened(font: bytes) -> bytes:
    """Return a TrueType font with wider letters."""
    data = bytearray(font)
    (count,) = struct.unpack_from(">H", data, 4)
    tables = dict(_TABLE.unpack_from(data, _FIRST_TABLE + 16 * at) for at in range(count))
    (count,) = struct.unpack_from(">H", data, tables[b"hhea"] + _METRICS_COUNT)
    for at in range(tables[b"hmtx"], tables[b"hmtx"] + count * _METRIC_SIZE, _METRIC_SIZE):
        (width,) = struct.unpack_from(">H", data, at)
        struct.pack_into(">H", data, at, round(width * FACTOR))
    return bytes(data)


def _wider_fonts() -> Path:
    """Return a folder with wider fonts and what is beside them, which is deleted at the end."""
    folder = Path(tempfile.mkdtemp(prefix="wider-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for file in paths.FONTS.iterdir():
        if file.suffix == ".woff2":  # of the web page, with the same names but fewer letters
            continue
        content = file.read_bytes()
        (folder / file.name).write_bytes(widened(content) if file.suffix == ".ttf" else content)
    return folder


paths.FONTS = _wider_fonts()  # before any module imports the name


def pytest_configure() -> None:
    """Let fontconfig find only these fonts; `tests.environment` has named the bundled ones."""
    folders = (paths.FONTS, Path(__file__).parent)
    listed = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in folders)
    cache = f"<cachedir>{escape(str(paths.FONTS / 'cache'))}</cachedir>"
    configuration = paths.FONTS / "fonts.conf"
    configuration.write_text(f"<fontconfig>{listed}{cache}</fontconfig>", "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)
