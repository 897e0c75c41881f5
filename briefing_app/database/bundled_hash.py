"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "1728391f40d9bb92dcb90e5388730b847e8f63c99840d2773d7b5723d52592db"
