"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "11e682d1270df1ea8f57c5e158e144338593b2d1545b0df5cf47de7e06216d20"
