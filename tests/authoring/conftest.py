"""The sample briefing, with which what is read from a source is compared."""

from tests.database.conftest import built_bytes, not_root

__all__ = ["built_bytes", "not_root"]
