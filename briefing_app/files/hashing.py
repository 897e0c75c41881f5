"""SHA-256 without `hashlib`, which loads OpenSSL: 3 ms and 4 MB of each start.

Python's own `random` does without it in the same way.
"""

try:
    from _sha2 import sha256 as _sha256
except ImportError:  # Python 3.11
    from hashlib import sha256 as _sha256


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 of some bytes, 32 bytes."""
    return bytes(_sha256(data).digest())
