"""The positions that pages have."""

from tests.golden import golden

__all__ = ["golden"]
