"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "82d029ef3e48a677ab28c41456699fbf43c2d916507ce3da325e4147f8e74e67"
