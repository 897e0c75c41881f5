"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 184_320  # bytes
BUNDLED_SHA256: Final = "7260893d3579c3bbc7b275955695325a3109e19034b621487810e923d89f3250"
