"""Recognising a document type declaration anywhere before the first element."""

import pytest

from briefing_app.files.reading import declares_document_type

_XML = "<?xml version='1.0'?>"
_TYPE = "<!DOCTYPE a [<!ENTITY b 'c'>]>"


@pytest.mark.parametrize(
    "content",
    [
        (_XML + _TYPE + "<a/>").encode(),
        (_XML + f"<!--{'-x' * 5_000}-->" + " " * 5_000 + _TYPE + "<a/>").encode(),
        (_TYPE + "<a/>").encode("utf-16"),
        b"\xef\xbb\xbf" + (_TYPE + "<a/>").encode(),
        (_XML + "<?\u0370 a?>" + _TYPE + "<a/>").encode(),
        b"<?xml version='1.0' encoding='UTF-7'?><a/>",
        b"<?xml version='1.0' encoding='nothing-like-this'?><a/>",
    ],
    ids=[
        "first",
        "after a long comment",
        "UTF-16",
        "byte order mark",
        "new letter",
        "UTF-7",
        "unknown encoding",
    ],
)
def test_document_type_is_found(content: bytes) -> None:
    assert declares_document_type(content)


@pytest.mark.parametrize(
    "content",
    [
        (_XML + "<a>&lt;!DOCTYPE a&gt;</a>").encode(),
        (_XML + "<!-- <!DOCTYPE a> --><a/>").encode(),
        b"\x89PNG\r\n\x1a\n<!DOCTYPE a>",
        b"",
        b"<a",
    ],
    ids=["text", "comment", "picture", "empty", "incomplete"],
)
def test_content_without_a_document_type_is_accepted(content: bytes) -> None:
    assert not declares_document_type(content)
