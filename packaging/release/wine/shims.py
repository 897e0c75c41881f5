"""What Wine 10 lacks and the program's libraries need, though every supported Windows has it."""

from pathlib import Path
from typing import Final

from release.mingw import compile_windows
from release.project import PACKAGING
from release.wine.prefix import Wine

OVERRIDES: Final = "ucrtbase,mscms=n,b"
"""Lets programs use these libraries from the drive instead of Wine's own."""

_STUBS: Final = ("icuuc", "mscms")
_BUILT_IN: Final = b"Wine builtin DLL"

# NumPy imports these functions of C; in Wine's library each only reports that it is missing.
_FUNCTIONS: Final = {
    "crealf": bytes.fromhex("66 0f 6e c1 c3"),  # movd xmm0, ecx; ret
    "cimagf": bytes.fromhex("48 c1 e9 20 66 0f 6e c1 c3"),  # shr rcx, 32; movd xmm0, ecx; ret
    "creall": bytes.fromhex("f2 0f 10 01 c3"),  # movsd xmm0, [rcx]; ret
    "cimagl": bytes.fromhex("f2 0f 10 41 08 c3"),  # movsd xmm0, [rcx + 8]; ret
    "cimag": bytes.fromhex("f2 0f 10 41 08 c3"),
}


def add_shims(wine: Wine) -> None:
    """Add what Wine lacks to a Windows that has no program running."""
    system = wine.drive / "windows" / "system32"
    for name in _STUBS:
        (system / f"{name}.dll").unlink(missing_ok=True)
        compile_windows(system / f"{name}.dll", "-shared", PACKAGING / "wine" / f"{name}.c")
    _complete_runtime(system / "ucrtbase.dll")
    wine.override(OVERRIDES)


def _complete_runtime(library: Path) -> None:
    """Write the missing functions into Wine's C library."""
    import pefile  # noqa: PLC0415, only environments that build packages have it

    content = bytearray(library.read_bytes())
    with pefile.PE(data=bytes(content)) as parsed:
        symbols = {symbol.name: symbol for symbol in parsed.DIRECTORY_ENTRY_EXPORT.symbols}
        for name, code in _FUNCTIONS.items():
            start = parsed.get_offset_from_rva(symbols[name.encode()].address)
            content[start : start + len(code)] = code
    # Wine would load its own library in the place of one with this mark.
    start = content.index(_BUILT_IN)
    content[start : start + len(_BUILT_IN)] = bytes(len(_BUILT_IN))
    library.unlink()
    library.write_bytes(content)
