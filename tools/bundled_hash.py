"""Write the hash of data/report.db into the package: ``python -m tools.bundled_hash``.

The program shows a tick beside the words of a file with this hash.
"""

import hashlib
from pathlib import Path
from typing import Final

from briefing_app.database import bundled_hash
from briefing_app.files.paths import BUNDLED_BRIEFING

FILE: Final = Path(bundled_hash.__file__)


def hash_module() -> str:
    """Return the text of the module for the briefing as it is now."""
    content = BUNDLED_BRIEFING.read_bytes()
    return (
        '"""The bundled briefing that this program was made with; `make db` writes this file."""\n'
        "\n"
        "from typing import Final\n"
        "\n"
        f"BUNDLED_SIZE: Final = {len(content):_}  # bytes\n"
        f'BUNDLED_SHA256: Final = "{hashlib.sha256(content).hexdigest()}"\n'
    )


if __name__ == "__main__":
    FILE.write_text(hash_module(), encoding="utf-8", newline="\n")
