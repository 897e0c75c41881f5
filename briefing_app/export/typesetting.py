"""Typesets the handout with typst, in this process or in a subprocess that can be stopped.

Typst sets thousands of findings in one call that can't be interrupted, and keeps the memory that it
used. So if the work may be stopped, the program starts itself with a hidden command, which calls
`main`: that reads the handout's data as JSON and writes the PDF or the pages. It starts in 25 ms.
"""

import json
import logging
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from types import MappingProxyType
from typing import Any, Final, overload

from briefing_app import TYPESETTING_COMMAND
from briefing_app.errors import TypesettingError
from briefing_app.export import typst_calls
from briefing_app.files.own_process import start_own_process
from briefing_app.files.progress import Progress

logger = logging.getLogger(__name__)

_LENGTH: Final = struct.Struct(">Q")  # written before each part, in bytes
_PROGRESS_INTERVAL_S: Final = 0.05
_REFUSED: Final = 65  # exit code of the subprocess: its output is the message of a TypesettingError
_RAISED: Final = 1  # Python's exit code after an exception that nobody caught


class CompressedPages(Sequence[bytes]):
    """SVG pictures of pages, each decompressed on access: that takes a fifth of the memory.

    Args:
        compressed: The pages in order, from `compress_pages`.
        texts: The text of each page.
        page_counts: The number of pages of each part.
    """

    def __init__(
        self,
        compressed: Sequence[bytes],
        texts: Sequence[str] = (),
        page_counts: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._compressed = compressed
        self.texts = texts
        """The text of each page, which its picture has only as shapes."""
        self.page_counts = page_counts
        """The number of pages of each part, by the names in ``handout.typ``."""

    def __len__(self) -> int:
        return len(self._compressed)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> "CompressedPages": ...
    def __getitem__(self, at: int | slice) -> "bytes | CompressedPages":
        if isinstance(at, slice):
            return CompressedPages(self._compressed[at], self.texts[at])
        return zlib.decompress(self._compressed[at])


def compress_pages(pages: Sequence[bytes]) -> list[bytes]:
    """Compress each page, for `CompressedPages`."""
    return [zlib.compress(page, 1) for page in pages]


def typeset_pages(data: dict[str, Any]) -> CompressedPages:
    """Typeset the handout's pages as SVG in this process, with the texts and parts of the pages.

    Args:
        data: As for `typst_calls.typeset`.

    Raises:
        TypesettingError: As for `typst_calls.typeset`.
    """
    return _pages_from_parts(_typeset_parts(data, "svg"))


def typeset_pdf_in_subprocess(data: dict[str, Any], progress: Progress) -> bytes:
    """Typeset the handout as a PDF in a subprocess, which is killed if the work is stopped.

    Args:
        data: As for `typst_calls.typeset`.
        progress: Called repeatedly; an exception that it raises kills the subprocess.

    Raises:
        TypesettingError: As for `typst_calls.typeset`, or there is too little memory.
    """
    (pdf,) = _typeset_in_subprocess(data, "pdf", progress)
    return pdf


def typeset_pages_in_subprocess(data: dict[str, Any], progress: Progress) -> CompressedPages:
    """Typeset the handout's pages as SVG, like `typeset_pdf_in_subprocess`.

    Args:
        data: As for `typst_calls.typeset`.
        progress: As for `typeset_pdf_in_subprocess`.
    """
    return _pages_from_parts(_typeset_in_subprocess(data, "svg", progress))


def _typeset_parts(data: dict[str, Any], output_format: "typst_calls.OutputFormat") -> list[bytes]:
    """Return the PDF alone, or each page compressed and then, as JSON, their texts and counts."""
    parts = typst_calls.typeset(data, output_format)
    if output_format == "pdf":
        return parts
    return [
        *compress_pages(parts),
        json.dumps(typst_calls.texts_and_page_counts(data, len(parts))).encode(),
    ]


def _pages_from_parts(parts: Sequence[bytes]) -> CompressedPages:
    *pages, facts = parts
    return CompressedPages(pages, *json.loads(facts))


def _typeset_in_subprocess(
    data: dict[str, Any], output_format: "typst_calls.OutputFormat", progress: Progress
) -> list[bytes]:
    """Return what `_typeset_parts` does, from a subprocess."""
    with (
        start_own_process(TYPESETTING_COMMAND, output_format, pipe=subprocess.PIPE) as process,
        # A thread, because communicate with a timeout forgets what it has not yet sent. Not joined
        # with a timeout: before Python 3.13, Ctrl+C then makes it look ended.
        ThreadPoolExecutor(1) as executor,
    ):
        outputs = executor.submit(process.communicate, json.dumps(data).encode())
        try:
            while not outputs.done():
                wait([outputs], _PROGRESS_INTERVAL_S)
                progress(0, 0)
        except BaseException:
            process.kill()
            raise
    stdout, stderr = outputs.result()
    if process.returncode == _REFUSED:
        raise TypesettingError(*json.loads(stdout))
    message = stderr.decode(errors="replace").strip()
    if process.returncode == _RAISED and message:
        raise RuntimeError(f"typesetting failed: {message}")
    if process.returncode:  # negative after a signal, or any number on Windows
        logger.error("Typesetting ended with exit code %d", process.returncode)
        raise _stopped_error()
    return list(_split_parts(stdout))


def _stopped_error() -> TypesettingError:
    return TypesettingError(
        "The system stopped the typesetting of the handout, probably for lack of memory.",
        "Close other programs, and try again.",
    )


def _split_parts(output: bytes) -> Iterator[bytes]:
    """Yield the parts that `main` wrote."""
    at = 0
    while at < len(output):
        (length,) = _LENGTH.unpack_from(output, at)
        at += _LENGTH.size
        yield output[at : at + length]
        at += length


def main() -> int:
    """Typeset the data from standard input and write each part, after its length, to the output.

    The hidden command that `_typeset_in_subprocess` starts runs this.

    Returns:
        The exit code.
    """
    output_format: typst_calls.OutputFormat = "svg" if sys.argv[-1] == "svg" else "pdf"
    try:
        parts = _typeset_parts(json.load(sys.stdin.buffer), output_format)
    except (TypesettingError, MemoryError) as error:
        shown = error if isinstance(error, TypesettingError) else _stopped_error()
        print(json.dumps([shown.what, shown.remedy]))
        return _REFUSED
    for part in parts:
        sys.stdout.buffer.write(_LENGTH.pack(len(part)))
        sys.stdout.buffer.write(part)
    return 0
