"""What Windows knows of the sockets that its screens are plugged into; only used there.

Qt tells of a screen’s name, which on Windows says nothing of where it is: a laptop’s panel can go
by the name of its maker. The system itself knows which one is built in.
"""

import ctypes
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

_ONLY_ACTIVE_PATHS: Final = 2  # QDC_ONLY_ACTIVE_PATHS
_SUCCESS: Final = 0
_TOO_SMALL: Final = 122  # ERROR_INSUFFICIENT_BUFFER: a screen came between the two questions
_ATTEMPTS: Final = 3
_NO_MODE: Final = 0xFFFFFFFF  # DISPLAYCONFIG_PATH_MODE_IDX_INVALID
_OTHER: Final = 0xFFFFFFFF
_INTERNAL: Final = 0x80000000
_EMBEDDED: Final = frozenset({6, 11, 13})  # LVDS, and DisplayPort and UDI as they lead to a panel
"""Values of DISPLAYCONFIG_VIDEO_OUTPUT_TECHNOLOGY, as wingdi.h has them."""


class Output(NamedTuple):
    """What shows one part of the desktop.

    Attributes:
        built_in: Whether all of it is built into the computer.
        monitors: How many show it; more than one where they are mirrored.
    """

    built_in: bool
    monitors: int


class _Adapter(ctypes.Structure):
    _fields_ = (("low", ctypes.c_uint32), ("high", ctypes.c_int32))


class _Source(ctypes.Structure):
    _fields_ = (
        ("adapter", _Adapter),
        ("id", ctypes.c_uint32),
        ("mode", ctypes.c_uint32),
        ("status", ctypes.c_uint32),
    )


class _Target(ctypes.Structure):
    _fields_ = (
        ("adapter", _Adapter),
        ("id", ctypes.c_uint32),
        ("mode", ctypes.c_uint32),
        ("technology", ctypes.c_uint32),
        ("rotation", ctypes.c_uint32),
        ("scaling", ctypes.c_uint32),
        ("refresh_rate", ctypes.c_uint32 * 2),
        ("scan_line_ordering", ctypes.c_uint32),
        ("available", ctypes.c_int32),
        ("status", ctypes.c_uint32),
    )


class _Path(ctypes.Structure):
    """DISPLAYCONFIG_PATH_INFO: a monitor, and the part of the desktop that it shows."""

    _fields_ = (("source", _Source), ("target", _Target), ("flags", ctypes.c_uint32))


class _SourceMode(ctypes.Structure):
    _fields_ = (
        ("width", ctypes.c_uint32),
        ("height", ctypes.c_uint32),
        ("pixel_format", ctypes.c_uint32),
        ("left", ctypes.c_int32),
        ("top", ctypes.c_int32),
    )


class _AnyMode(ctypes.Union):
    """A mode of a source; that of a target, which isn't looked at, gives the size."""

    _fields_ = (("source", _SourceMode), ("other", ctypes.c_uint64 * 6))


class _Mode(ctypes.Structure):
    """DISPLAYCONFIG_MODE_INFO."""

    _fields_ = (
        ("kind", ctypes.c_uint32),
        ("id", ctypes.c_uint32),
        ("adapter", _Adapter),
        ("mode", _AnyMode),
    )


def outputs(library: Any = None) -> Mapping[tuple[int, int], Output]:
    """What shows each part of the desktop, by the corner of that at its left and top, in pixels.

    Args:
        library: What stands for Windows’ user32, or None for that itself.

    Returns:
        Nothing where the system doesn’t tell, as in a remote session.
    """
    try:
        paths, modes = _asked(library or getattr(ctypes, "WinDLL")("user32"))  # noqa: B009
    except (AttributeError, OSError):  # this is not Windows, or one that lacks it
        return {}
    found: dict[tuple[int, int], Output] = {}
    for path in paths:
        if path.source.mode == _NO_MODE or path.source.mode >= len(modes):
            continue
        place = modes[path.source.mode].mode.source
        before = found.get((place.left, place.top), Output(built_in=True, monitors=0))
        built_in = before.built_in and _is_built_in(path.target.technology)
        found[place.left, place.top] = Output(built_in, before.monitors + 1)
    return found


def _is_built_in(technology: int) -> bool:
    return technology in _EMBEDDED or (technology != _OTHER and bool(technology & _INTERNAL))


def _asked(library: Any) -> tuple[list[_Path], list[_Mode]]:
    """The active paths and their modes; both empty where the system refuses."""
    path_count, mode_count = ctypes.c_uint32(), ctypes.c_uint32()
    for _ in range(_ATTEMPTS):
        answer = library.GetDisplayConfigBufferSizes(
            ctypes.c_uint32(_ONLY_ACTIVE_PATHS), ctypes.byref(path_count), ctypes.byref(mode_count)
        )
        if answer != _SUCCESS:
            break
        paths, modes = (_Path * path_count.value)(), (_Mode * mode_count.value)()
        answer = library.QueryDisplayConfig(
            ctypes.c_uint32(_ONLY_ACTIVE_PATHS),
            *(ctypes.byref(path_count), paths, ctypes.byref(mode_count), modes, None),
        )
        if answer == _SUCCESS:
            return list(paths)[: path_count.value], list(modes)[: mode_count.value]
        if answer != _TOO_SMALL:
            break
    return [], []
