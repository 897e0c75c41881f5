"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "e8f2f2a701e01c81a17146f8e583dd19a2797cb2b7fbe551674e7701c01b2f01"
