"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 155_648  # bytes
BUNDLED_SHA256: Final = "45939a47477319a110b31e00e31d78b21141e44b35e5c4ff7b15e11a94c69b42"
