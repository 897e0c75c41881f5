"""Tests of measuring a schema before SQLite reads it."""

import struct
from io import BytesIO
from time import process_time

import pytest

from briefing_app.database.schema_size import SchemaTooLargeError, check_schema_size


def test_page_that_refers_to_itself_thousands_of_times_is_refused_quickly() -> None:
    page = bytearray(65_536)
    page[16:18] = b"\0\x01"  # the page size
    page[100:112] = struct.pack(">BHHHBI", 5, 0, 32_000, 0, 0, 1)
    page[112:64_112] = struct.pack(">H", 65_000) * 32_000
    page[65_000:65_004] = struct.pack(">I", 1)
    start = process_time()
    with pytest.raises(SchemaTooLargeError):
        check_schema_size(BytesIO(page))
    assert process_time() - start < 1
