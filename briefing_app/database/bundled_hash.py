"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "11e2ae89d2e4af27b462f1822a52a63abe7083182a989fb77d68187c90d7c8d4"
