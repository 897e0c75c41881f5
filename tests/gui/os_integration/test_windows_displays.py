"""The answers of Windows about built-in and mirrored screens."""

import ctypes
import struct
import sys
from typing import Any, Final

import pytest

from briefing_app.gui.os_integration.windows_displays import Output, windows_outputs

_PATH: Final = struct.Struct("<" + "8x III" + "8x III II II III" + "I")
_SOURCE_MODE: Final = struct.Struct("<I I 8x III ii 28x")
"""The layouts of DISPLAYCONFIG_PATH_INFO and, for a source, DISPLAYCONFIG_MODE_INFO in wingdi.h."""

_HDMI: Final = 5
_MIRACAST: Final = 15
_OTHER: Final = 0xFFFFFFFF
_NO_MODE: Final = 0xFFFFFFFF


def _path(mode: int, technology: int) -> bytes:
    return _PATH.pack(7, mode, 1, 8, 0, technology, 1, 1, 60, 1, 1, 1, 1, 1)


def _mode(left: int, top: int) -> bytes:
    return _SOURCE_MODE.pack(1, 7, 1920, 1080, 4, left, top)


def _referent(reference: Any) -> Any:
    """Return what was given to `ctypes.byref`."""
    return reference._obj  # noqa: SLF001, ctypes has no public name for it


class _User32:
    """A fake of the library, which fills buffers with bytes."""

    def __init__(self, paths: list[bytes], modes: list[bytes]) -> None:
        self._paths = paths
        self._modes = modes
        self.sizes_refused = 0
        self.refused: list[int] = []
        """The results of the next queries, before one succeeds."""

    def GetDisplayConfigBufferSizes(self, flags: Any, paths: Any, modes: Any) -> int:
        assert flags.value == 2  # active paths only
        _referent(paths).value = len(self._paths) + 1
        _referent(modes).value = len(self._modes) + 1
        return self.sizes_refused

    def QueryDisplayConfig(self, *arguments: Any) -> int:
        flags, path_count, paths, mode_count, modes, topology = arguments
        assert flags.value == 2
        assert topology is None
        if self.refused:
            return self.refused.pop(0)
        for count, room, filled in (
            (path_count, paths, self._paths),
            (mode_count, modes, self._modes),
        ):
            content = b"".join(filled)
            assert ctypes.sizeof(room) == (len(content) // len(filled)) * _referent(count).value
            ctypes.memmove(room, content, len(content))
            _referent(count).value = len(filled)
        return 0


def test_structures_have_the_sizes_of_wingdi_h() -> None:
    assert (_PATH.size, _SOURCE_MODE.size) == (72, 64)


@pytest.mark.parametrize("technology", [0x80000000, 0x8000000B, 6, 11, 13])
def test_panel_is_built_in_and_projector_is_not(technology: int) -> None:
    library = _User32([_path(1, _HDMI), _path(0, technology)], [_mode(0, 0), _mode(-1920, -300)])
    assert windows_outputs(library) == {(0, 0): Output(True, 1), (-1920, -300): Output(False, 1)}


@pytest.mark.parametrize("technology", [0, 4, 10, _MIRACAST, 17, _OTHER])
def test_cable_and_wireless_are_not_built_in(technology: int) -> None:
    assert windows_outputs(_User32([_path(0, technology)], [_mode(0, 0)])) == {
        (0, 0): Output(False, 1)
    }


@pytest.mark.parametrize("order", [1, -1])
def test_mirrored_monitors_are_counted_and_not_built_in(order: int) -> None:
    paths = [_path(0, 0x80000000), _path(0, _HDMI)][::order]
    assert windows_outputs(_User32(paths, [_mode(0, 0)])) == {(0, 0): Output(False, 2)}


@pytest.mark.parametrize("mode", [_NO_MODE, 1])
def test_monitor_without_a_mode_is_ignored(mode: int) -> None:
    library = _User32([_path(mode, _HDMI), _path(0, 11)], [_mode(0, 0)])
    assert windows_outputs(library) == {(0, 0): Output(True, 1)}


def test_query_is_repeated_if_a_screen_was_added() -> None:
    library = _User32([_path(0, 11)], [_mode(0, 0)])
    library.refused = [122, 122]
    assert windows_outputs(library) == {(0, 0): Output(True, 1)}


@pytest.mark.parametrize("refused", [[5], [122, 122, 122], [31, 122]])
def test_refusal_yields_nothing(refused: list[int]) -> None:
    library = _User32([_path(0, 11)], [_mode(0, 0)])
    library.refused = refused
    assert windows_outputs(library) == {}
    library.refused, library.sizes_refused = [], 5
    assert windows_outputs(library) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="There is a user32")
def test_missing_library_yields_nothing() -> None:
    assert windows_outputs() == {}
