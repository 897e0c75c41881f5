"""The made-up briefing, built from its rows, to hold what is read from a source against."""

from tests.database.conftest import built_bytes, not_root

__all__ = ["built_bytes", "not_root"]
