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
_PANEL: Final = 11
_MIRACAST: Final = 15
_OTHER: Final = 0xFFFFFFFF
_NO_MODE: Final = 0xFFFFFFFF
_MAIN: Final = (0, 0)
_LEFT: Final = (-1920, -300)


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


@pytest.mark.parametrize(
    ("paths", "outputs"),
    [
        *(
            ([_path(1, _HDMI), _path(0, panel)], {_LEFT: Output(False, 1), _MAIN: Output(True, 1)})
            for panel in (0x80000000, 0x8000000B, 6, _PANEL, 13)
        ),
        *(
            ([_path(0, cable_or_wireless)], {_MAIN: Output(False, 1)})
            for cable_or_wireless in (0, 4, 10, _MIRACAST, 17, _OTHER)
        ),
        # mirrored
        ([_path(0, 0x80000000), _path(0, _HDMI)], {_MAIN: Output(False, 2)}),
        ([_path(0, _HDMI), _path(0, 0x80000000)], {_MAIN: Output(False, 2)}),
        # without a mode
        ([_path(_NO_MODE, _HDMI), _path(0, _PANEL)], {_MAIN: Output(True, 1)}),
        ([_path(2, _HDMI), _path(0, _PANEL)], {_MAIN: Output(True, 1)}),
    ],
)
def test_only_a_panel_that_is_not_mirrored_is_built_in(
    paths: list[bytes], outputs: dict[tuple[int, int], Output]
) -> None:
    assert windows_outputs(_User32(paths, [_mode(*_MAIN), _mode(*_LEFT)])) == outputs


def test_query_is_repeated_if_a_screen_was_added() -> None:
    library = _User32([_path(0, _PANEL)], [_mode(0, 0)])
    library.refused = [122, 122]
    assert windows_outputs(library) == {(0, 0): Output(True, 1)}


@pytest.mark.parametrize("refused", [[5], [122, 122, 122], [31, 122]])
def test_refusal_yields_nothing(refused: list[int]) -> None:
    library = _User32([_path(0, _PANEL)], [_mode(0, 0)])
    library.refused = refused
    assert windows_outputs(library) == {}
    library.refused, library.sizes_refused = [], 5
    assert windows_outputs(library) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="There is a user32")
def test_missing_library_yields_nothing() -> None:
    assert windows_outputs() == {}
