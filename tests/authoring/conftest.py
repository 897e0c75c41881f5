"""The sample briefing, with which what is read from a source is compared, and the messages."""

from tests.database.conftest import built_bytes, not_root
from tests.golden import golden

__all__ = ["built_bytes", "golden", "not_root"]
