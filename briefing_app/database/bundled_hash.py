"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 167_936  # bytes
BUNDLED_SHA256: Final = "9befd11f21fd6fa7b41366bef897113f0cec4d8f8cd3bdb024344b7d9694c828"
