"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 172_032  # bytes
BUNDLED_SHA256: Final = "d98de8cb58148fe2fffa3e498ff47e0d262ea52eb88fd225ec7dfc12e01ec3c9"
