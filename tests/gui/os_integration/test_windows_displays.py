"""Windows is understood when it tells which of its screens are built in."""

import ctypes
import struct
import sys
from typing import Any, Final

import pytest

from briefing_app.gui.os_integration.windows_displays import Output, outputs

_PATH: Final = struct.Struct("<" + "8x III" + "8x III II II III" + "I")
_SOURCE_MODE: Final = struct.Struct("<I I 8x III ii 28x")
"""DISPLAYCONFIG_PATH_INFO and DISPLAYCONFIG_MODE_INFO of a source, laid out as wingdi.h has them:
72 and 64 bytes, without any between their parts."""

_HDMI: Final = 5
_MIRACAST: Final = 15
_OTHER: Final = 0xFFFFFFFF
_NO_MODE: Final = 0xFFFFFFFF


def _path(mode: int, technology: int) -> bytes:
    return _PATH.pack(7, mode, 1, 8, 0, technology, 1, 1, 60, 1, 1, 1, 1, 1)


def _mode(left: int, top: int) -> bytes:
    return _SOURCE_MODE.pack(1, 7, 1920, 1080, 4, left, top)


class _User32:
    """Stands for the library, whose buffers it fills with bytes."""

    def __init__(self, paths: list[bytes], modes: list[bytes]) -> None:
        self._paths = paths
        self._modes = modes
        self.sizes_refused = 0
        self.refused: list[int] = []
        """What the next questions are answered with before one is answered well."""

    def GetDisplayConfigBufferSizes(self, flags: Any, paths: Any, modes: Any) -> int:  # noqa: N802
        assert flags.value == 2  # only those that are in use
        paths._obj.value, modes._obj.value = len(self._paths) + 1, len(self._modes) + 1
        return self.sizes_refused

    def QueryDisplayConfig(self, *asked: Any) -> int:  # noqa: N802
        flags, path_count, paths, mode_count, modes, topology = asked
        assert flags.value == 2
        assert topology is None
        if self.refused:
            return self.refused.pop(0)
        for count, room, filled in (
            (path_count, paths, self._paths),
            (mode_count, modes, self._modes),
        ):
            told = b"".join(filled)
            assert ctypes.sizeof(room) == (len(told) // len(filled)) * count._obj.value
            ctypes.memmove(room, told, len(told))
            count._obj.value = len(filled)
        return 0


def test_that_the_layout_is_that_of_wingdi_h() -> None:
    assert (_PATH.size, _SOURCE_MODE.size) == (72, 64)


@pytest.mark.parametrize("technology", [0x80000000, 0x8000000B, 6, 11, 13])
def test_that_a_panel_is_told_from_a_projector_wherever_they_stand(technology: int) -> None:
    library = _User32([_path(1, _HDMI), _path(0, technology)], [_mode(0, 0), _mode(-1920, -300)])
    assert outputs(library) == {(0, 0): Output(True, 1), (-1920, -300): Output(False, 1)}


@pytest.mark.parametrize("technology", [0, 4, 10, _MIRACAST, 17, _OTHER])
def test_that_what_a_cable_or_the_air_leads_to_is_not_built_in(technology: int) -> None:
    assert outputs(_User32([_path(0, technology)], [_mode(0, 0)])) == {(0, 0): Output(False, 1)}


@pytest.mark.parametrize("order", [1, -1])
def test_that_mirrored_monitors_are_told_and_are_not_built_in(order: int) -> None:
    paths = [_path(0, 0x80000000), _path(0, _HDMI)][::order]
    assert outputs(_User32(paths, [_mode(0, 0)])) == {(0, 0): Output(False, 2)}


@pytest.mark.parametrize("mode", [_NO_MODE, 1])
def test_that_a_monitor_without_a_place_is_left_out(mode: int) -> None:
    library = _User32([_path(mode, _HDMI), _path(0, 11)], [_mode(0, 0)])
    assert outputs(library) == {(0, 0): Output(True, 1)}


def test_that_it_is_asked_again_when_a_screen_came_in_between() -> None:
    library = _User32([_path(0, 11)], [_mode(0, 0)])
    library.refused = [122, 122]
    assert outputs(library) == {(0, 0): Output(True, 1)}


@pytest.mark.parametrize("refused", [[5], [122, 122, 122], [31, 122]])
def test_that_nothing_is_known_where_it_refuses(refused: list[int]) -> None:
    library = _User32([_path(0, 11)], [_mode(0, 0)])
    library.refused = refused
    assert outputs(library) == {}
    library.refused, library.sizes_refused = [], 5
    assert outputs(library) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="There is a user32")
def test_that_nothing_is_known_where_there_is_no_such_library() -> None:
    assert outputs() == {}
