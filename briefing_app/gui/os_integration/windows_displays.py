"""Asks Windows which of its screens are built in, and which are mirrored.

On Windows the name of a screen says nothing about where it is: a laptop's panel can have the name
of its manufacturer.
"""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_ONLY_ACTIVE_PATHS: Final = 2  # QDC_ONLY_ACTIVE_PATHS
_SUCCESS: Final = 0
_TOO_SMALL: Final = 122  # ERROR_INSUFFICIENT_BUFFER: a screen was added between the two calls
_ATTEMPTS: Final = 3
_NO_MODE: Final = 0xFFFFFFFF  # DISPLAYCONFIG_PATH_MODE_IDX_INVALID
_OTHER: Final = 0xFFFFFFFF
_INTERNAL: Final = 0x80000000
_EMBEDDED: Final = frozenset({6, 11, 13})  # LVDS, embedded DisplayPort, embedded UDI
"""Values of DISPLAYCONFIG_VIDEO_OUTPUT_TECHNOLOGY in wingdi.h."""


@dataclass(frozen=True, slots=True)
class Output:
    """The monitors that show one part of the desktop.

    Attributes:
        built_in: Whether all of them are built into the computer.
        monitors: How many there are; more than one if they are mirrored.
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
    """DISPLAYCONFIG_PATH_INFO: a monitor and the part of the desktop that it shows."""

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
    """The mode of a source. The mode of a target isn't used, but determines the size."""

    _fields_ = (("source", _SourceMode), ("other", ctypes.c_uint64 * 6))


class _Mode(ctypes.Structure):
    """DISPLAYCONFIG_MODE_INFO."""

    _fields_ = (
        ("kind", ctypes.c_uint32),
        ("id", ctypes.c_uint32),
        ("adapter", _Adapter),
        ("mode", _AnyMode),
    )


def windows_outputs(user32: Any = None) -> Mapping[tuple[int, int], Output]:
    """Return the output of each part of the desktop, by its top left corner in pixels.

    Args:
        user32: Replaces the library of that name in tests.

    Returns:
        Nothing if Windows doesn't report it, as in a remote session, or on other systems.
    """
    try:
        paths, modes = _display_config(user32 or getattr(ctypes, "WinDLL")("user32"))  # noqa: B009
    except (AttributeError, OSError):
        return {}
    found: dict[tuple[int, int], Output] = {}
    for path in paths:
        if path.source.mode == _NO_MODE or path.source.mode >= len(modes):
            continue
        source = modes[path.source.mode].mode.source
        others = found.get((source.left, source.top), Output(built_in=True, monitors=0))
        built_in = others.built_in and _is_built_in(path.target.technology)
        found[source.left, source.top] = Output(built_in, others.monitors + 1)
    return found


def _is_built_in(technology: int) -> bool:
    return technology in _EMBEDDED or (technology != _OTHER and bool(technology & _INTERNAL))


def _display_config(user32: Any) -> tuple[list[_Path], list[_Mode]]:
    """Return the active paths and their modes; both empty if Windows refuses."""
    path_count, mode_count = ctypes.c_uint32(), ctypes.c_uint32()
    for _ in range(_ATTEMPTS):
        result = user32.GetDisplayConfigBufferSizes(
            ctypes.c_uint32(_ONLY_ACTIVE_PATHS), ctypes.byref(path_count), ctypes.byref(mode_count)
        )
        if result != _SUCCESS:
            break
        paths, modes = (_Path * path_count.value)(), (_Mode * mode_count.value)()
        result = user32.QueryDisplayConfig(
            ctypes.c_uint32(_ONLY_ACTIVE_PATHS),
            *(ctypes.byref(path_count), paths, ctypes.byref(mode_count), modes, None),
        )
        if result == _SUCCESS:
            return list(paths)[: path_count.value], list(modes)[: mode_count.value]
        if result != _TOO_SMALL:
            break
    return [], []
