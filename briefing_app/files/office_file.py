"""Recognise Office files that are not ZIP archives: older formats and password protection."""

from typing import Final

_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")


def is_ole_file(content: bytes) -> bool:
    """Return whether this is a file of Office before 2007, or any Office file with a password."""
    return content.startswith(_OLE_SIGNATURE)


def is_password_protected(content: bytes) -> bool:
    """Return whether this is an Office file that can only be opened with a password."""
    return is_ole_file(content) and _ENCRYPTED_STREAM in content
