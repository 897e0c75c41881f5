"""Random changes of bytes, texts and ZIP files."""

import io
import zipfile
from random import Random
from typing import Final

_NUMBERS: Final = (b"0", b"-1", b"255", b"65536", b"2147483648", b"9" * 30, b"1e999", b"nan")
_TEXTS: Final = (
    *(b"\x00", b"\x1b[2J", b"\xff\xfe", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\r", b"\n" * 400),
    *(b'"', b"'", b'"""', b"<", b"]]>", b"<!DOCTYPE a>", b"&x;", b"&#0;", b",", b";" * 200),
    *(b"[" * 3000, b"a." * 3000, b"x" * 30_000, b"\xe8\xad\xa6" * 7000),
    *(b"=1+1", b"_x001b_", b"../../x"),
)
_SIZES: Final = (b"\x00", b"\xff", b"\x7f", b"\x80")


def mutate_bytes(chance: Random, content: bytes, most: int = 4) -> bytes:
    """Return the content with up to `most` random changes."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, most)):
        start = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0:
                changed[start : start + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[start : start + chance.choice((1, 2, 10, 500))]
            case 2:
                changed[start:start] = changed[start : start + chance.choice((1, 10, 500))]
            case 3:
                length = chance.choice((1, 2, 4, 8))
                changed[start : start + length] = chance.choice(_SIZES) * length
            case 4:
                changed[start:start] = chance.choice(_TEXTS)
            case _:
                other = chance.randrange(len(changed) + 1)
                length = chance.choice((4, 64, 512))
                changed[start : start + length] = changed[other : other + length]
    return bytes(changed)


def mutate_text(chance: Random, content: bytes) -> bytes:
    """Return a text with one of its words or numbers replaced, or with random changes."""
    words = content.split(b" ") if chance.random() < 0.5 else content.split(b",")
    if chance.random() < 0.4 or len(words) < 2:
        return mutate_bytes(chance, content)
    separator = b" " if b" ".join(words) == content else b","
    for _ in range(chance.randint(1, 3)):
        index = chance.randrange(len(words))
        new = (chance.choice(_NUMBERS), chance.choice(_TEXTS), chance.choice(words), b"")
        words[index] = chance.choice(new)
    return separator.join(words)


def mutate_zip(chance: Random, content: bytes) -> bytes:
    """Return a ZIP file with changes of its bytes, its parts or its part names."""
    if chance.random() < 0.15:
        return mutate_bytes(chance, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(chance.randint(1, 3)):
        if not parts:
            break
        index = chance.randrange(len(parts))
        name, part = parts[index]
        match chance.randrange(8):
            case 0:
                del parts[index]
            case 1:
                parts[index] = (chance.choice((name.upper(), f"{name}x", f"../{name}")), part)
            case 2:
                parts[index] = (name, chance.choice(parts)[1])
            case 3:
                parts.append((name.swapcase(), part))
            case _:
                parts[index] = (name, mutate_text(chance, part))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part)
    return changed.getvalue()
