"""Limits the size of a briefing's schema before SQLite reads it.

SQLite reads the complete schema into memory before its first statement, and each check of the file
grows with it. So the table in which SQLite keeps the schema is measured without SQLite.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

_MAX_OBJECTS: Final = 200  # tables and indexes; a briefing has 31
_MAX_SQL_SIZE: Final = 200_000  # bytes; a briefing has 4,000
_MAX_PAGES: Final = 2 * _MAX_OBJECTS

_LEAF_PAGE: Final = 13
_INTERIOR_PAGE: Final = 5


class SchemaTooLargeError(Exception):
    """A schema with more objects or SQL than any briefing needs; the message says how much."""


def check_schema_size(file: BinaryIO) -> None:
    """Refuse a file with too large a schema. Damage is ignored: SQLite reports it later.

    Args:
        file: An SQLite file with a complete header.

    Raises:
        SchemaTooLargeError: The schema has too many tables and indexes, or too much SQL.
        OSError: The file can't be read.
    """
    file.seek(16)
    size = int.from_bytes(file.read(2), "big")
    page_size = 65_536 if size == 1 else size
    pages = [1]
    page_count = objects = sql_size = 0
    while pages:
        number = pages.pop()
        page_count += 1
        if number < 1:
            continue
        if page_count + len(pages) > _MAX_PAGES:
            raise SchemaTooLargeError(f"more than {_MAX_OBJECTS} tables and indexes")
        file.seek((number - 1) * page_size)
        page = file.read(page_size)
        header = 100 if number == 1 else 0
        if page[header : header + 1] == bytes([_INTERIOR_PAGE]):
            pages.append(_number(page, header + 8, 4))
            pages += [_number(page, cell, 4) for cell in _cells(page, header, header + 12)]
        elif page[header : header + 1] == bytes([_LEAF_PAGE]):
            sizes = [_varint(page, cell) for cell in _cells(page, header, header + 8)]
            objects += len(sizes)
            sql_size += sum(sizes)
        if objects > _MAX_OBJECTS:
            raise SchemaTooLargeError(f"more than {_MAX_OBJECTS} tables and indexes")
        if sql_size > _MAX_SQL_SIZE:
            raise SchemaTooLargeError(f"more than {_MAX_SQL_SIZE // 1000} KB of table definitions")


def _cells(page: bytes, header: int, pointers: int) -> Iterator[int]:
    """Yield the offset of each cell of a page."""
    for index in range(_number(page, header + 3, 2)):
        yield _number(page, pointers + 2 * index, 2)


def _number(page: bytes, offset: int, length: int) -> int:
    return int.from_bytes(page[offset : offset + length], "big")


def _varint(page: bytes, offset: int) -> int:
    """Return SQLite's integer of variable length: seven bits of each byte, at most nine bytes."""
    value = 0
    for byte in page[offset : offset + 8]:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value
    return value << 8 | _number(page, offset + 8, 1)
