"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "ca63d508b019a884080a6891000eaa17cb74eaa486662f06443b94706d0bd5c3"
