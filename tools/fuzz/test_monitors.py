"""Monitors plugged in and out during slideshows in programs of their own."""

from pathlib import Path
from typing import Final

import pytest

from tests.gui.hot_plug import walk
from tools.bench.errors import MissingPartError

_WALKS: Final = 20
_EVENTS_PER_WALK: Final = 100


@pytest.mark.parametrize("seed", range(_WALKS))
def test_notes_stay_off_the_audiences_screens(tmp_path: Path, seed: int) -> None:
    """Take a walk that hypothesis couldn't shorten in reasonable time."""
    try:
        walk(tmp_path, seed, _EVENTS_PER_WALK)
    except MissingPartError as error:
        pytest.skip(str(error))
