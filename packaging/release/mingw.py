"""Compiles programs and libraries for Windows on Linux."""

from pathlib import Path
from typing import Final

from release.project import require, run

_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_RESOURCE_COMPILER: Final = "x86_64-w64-mingw32-windres"
_OPTIONS: Final = (
    *("-O2", "-s", "-Wall", "-Wextra", "-Werror", "-municode"),
    # Neither the time nor the path of the file is in it.
    "-Wl,--no-insert-timestamp,--disable-auto-image-base",
)


def require_compiler() -> None:
    """Stop with the remedy if the compiler is not installed."""
    require([_COMPILER, _RESOURCE_COMPILER], "package")


def compile_windows(target: Path, *arguments: str | Path) -> None:
    """Compile a program or, with ``-shared``, a library; the same source gives the same bytes.

    Args:
        target: The file to write.
        arguments: The compiler's options, sources and libraries.
    """
    run(_COMPILER, *_OPTIONS, "-o", target, *arguments)


def compile_resources(target: Path, source: Path, **definitions: str) -> None:
    """Compile an object with resources, which is linked into a program.

    Args:
        target: The object to write.
        source: The resource script.
        definitions: Macros for it.
    """
    macros = (f"-D{name}={value}" for name, value in definitions.items())
    run(_RESOURCE_COMPILER, *macros, source, target)
