"""Strategies for changes of bytes and of texts."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from hypothesis import strategies as st

_PAGE: Final = 4096  # of a database
_PAGE_HEADER: Final = 120
_NUMBERS: Final = (b"0", b"-1", b"255", b"65536", b"2147483648", b"9" * 30, b"1e999", b"nan")
_TEXTS: Final = (
    *(b"\x00", b"\x1b[2J", b"\xff\xfe", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\r", b"\n" * 400),
    *(b'"', b"'", b'"""', b"<", b"]]>", b"<!DOCTYPE a>", b"&x;", b"&#0;", b",", b";" * 200),
    *(b"[" * 3000, b"a." * 3000, b"x" * 30_000, b"\xe8\xad\xa6" * 7000),
    *(b"=1+1", b"_x001b_", b"../../x"),
)
_SIZES: Final = tuple(
    byte * count for byte in (b"\x00", b"\xff", b"\x7f", b"\x80") for count in (1, 2, 4, 8)
)
_LENGTHS: Final = (0, 1, 2, 4, 8, 64, 500, 10**9)


class Splice(NamedTuple):
    """A place in a file, and what is there instead.

    Args:
        at: The index of the first byte that is removed.
        removed: How many bytes are removed; there may be fewer.
        added: What is there instead.
        copied: From which index bytes are copied that follow it, and how many.
    """

    at: int
    removed: int
    added: bytes
    copied: tuple[int, int] = (0, 0)


def spliced(content: bytes, splices: Sequence[Splice]) -> bytes:
    """Return the content with changes, made one after the other."""
    for at, removed, added, (start, length) in splices:
        new = added + content[start : start + length]
        content = content[:at] + new + content[at + removed :]
    return content


@cache
def splices(size: int) -> st.SearchStrategy[list[Splice]]:
    """Return a strategy for changes of a file, often in the header of one of a database's pages."""
    pages, offsets = st.integers(0, size // _PAGE), st.integers(0, _PAGE_HEADER)
    places = st.integers(0, size) | st.builds(_place, pages, offsets)
    lengths = st.sampled_from(_LENGTHS)
    added = st.binary(max_size=8) | st.sampled_from((*_SIZES, *_TEXTS))
    replaced = st.builds(Splice, places, lengths, added)
    overwritten = st.builds(_overwritten, places, added)
    copied = st.builds(Splice, places, lengths, st.just(b""), st.tuples(places, lengths))
    doubled = st.builds(_doubled, places, lengths)
    return st.lists(replaced | overwritten | copied | doubled, max_size=4)


def _place(page: int, offset: int) -> int:
    return page * _PAGE + offset


def _overwritten(at: int, added: bytes) -> Splice:
    return Splice(at, len(added), added)


def _doubled(at: int, length: int) -> Splice:
    return Splice(at, 0, b"", (at, length))


@cache
def text_splices(content: bytes) -> st.SearchStrategy[list[Splice]]:
    """Return a strategy for changes of a text, often of its words and numbers."""
    words = [match.span() for match in re.finditer(rb"[^ ,]+", content)] or [(0, 0)]
    others = st.sampled_from(words).map(lambda span: content[slice(*span)])
    added = st.sampled_from((*_NUMBERS, b"")) | st.sampled_from(_TEXTS) | others
    changed = st.builds(_word_replaced, st.sampled_from(words), added)
    # From the end, so that the places of the other words stay the same.
    in_order = st.lists(changed, min_size=1, max_size=3).map(lambda each: sorted(each)[::-1])
    return in_order | splices(len(content))


def _word_replaced(span: tuple[int, int], added: bytes) -> Splice:
    start, end = span
    return Splice(start, end - start, added)
