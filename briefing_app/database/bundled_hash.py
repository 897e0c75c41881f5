"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 155_648  # bytes
BUNDLED_SHA256: Final = "7e441a15c3783a43b44ced71c47053032882aa7aab53c93466329dc53bf768fa"
