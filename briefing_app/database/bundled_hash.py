"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "9c68724ebaa324a66db85f6a31a84351709038a8f0bef0c76e092b096cc2d88a"
