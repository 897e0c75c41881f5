"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "f84f263eb543894726085dada2f05d5c9611ce8f2a9d80c7e67cc0be200d4872"
