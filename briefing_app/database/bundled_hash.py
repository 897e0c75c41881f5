"""The bundled briefing that this program was made with; `make db` writes this file."""

from typing import Final

BUNDLED_SIZE: Final = 184_320  # bytes
BUNDLED_SHA256: Final = "3539fec637cf45269e93c32a46ad11490809546610742cf5750f0d66ef17145e"
