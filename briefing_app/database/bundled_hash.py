"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 167_936  # bytes
BUNDLED_SHA256: Final = "041b58ddf1b4f96ea5a1dbdad92452de3a248da91930ebb4fc1205bc981e5f28"
