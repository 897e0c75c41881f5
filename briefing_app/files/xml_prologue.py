"""Recognise XML with a document type declaration, which could name other files or entities."""

from typing import Final
from xml.parsers import expat

_ENCODING_ERRORS: Final = (
    expat.errors.XML_ERROR_UNKNOWN_ENCODING,
    expat.errors.XML_ERROR_INCORRECT_ENCODING,
)


class _PrologueEndError(Exception):
    """The parser has reached the first element."""


class _DocumentTypeError(Exception):
    """The parser has reached a document type declaration."""


def declares_document_type(content: bytes) -> bool:
    """Return whether the content is XML that declares a document type before its first element.

    XML in an encoding that this parser doesn't know counts too, since another parser may know it.
    So does XML that contains the words of a declaration, and that this parser can't read.
    """
    parser = expat.ParserCreate()

    def start_document_type(*_declaration: object) -> None:
        raise _DocumentTypeError

    def start_element(*_element: object) -> None:
        raise _PrologueEndError

    parser.StartDoctypeDeclHandler = start_document_type
    parser.StartElementHandler = start_element
    try:
        parser.Parse(content, True)  # noqa: FBT003, it takes no names
    except _DocumentTypeError:
        return True
    except _PrologueEndError:
        return False
    except expat.ExpatError as error:
        text = content.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        is_unread = text.startswith(b"<") and b"<!DOCTYPE" in text
        return is_unread or expat.errors.messages[error.code] in _ENCODING_ERRORS
    except (LookupError, ValueError):  # the encoding is none of Python's, or has many bytes
        return True
    return False
