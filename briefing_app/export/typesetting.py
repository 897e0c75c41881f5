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
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from types import MappingProxyType
from typing import Any, Final, Literal, cast, overload

from briefing_app import TYPESETTING_COMMAND
from briefing_app.errors import TypesettingError
from briefing_app.files.own_process import start_own_process
from briefing_app.files.paths import FONTS, HANDOUT
from briefing_app.files.progress import Progress

logger = logging.getLogger(__name__)

OutputFormat = Literal["pdf", "svg"]
"""A PDF that conforms to PDF/UA-1 and PDF/A-2a, or an SVG picture of each page."""

_LENGTH: Final = struct.Struct(">Q")  # written before each part, in bytes
_PROGRESS_INTERVAL_S: Final = 0.05
_REFUSED: Final = 65  # exit code of the subprocess: its output is the message of a TypesettingError
_RAISED: Final = 1  # Python's exit code after an exception that nobody caught
_PARTS: Final = {
    "findings": "Finding {}",
    "quotes": "Further quote {}",
    "measures": "Chart {}",
    "sources": "Source {}",
    "worksheets": "Discussion {}",
    "said": "What was said about question {}",
    "answers": "Answer {}",
    "asked_measures": "Chart {} of the answers",
}
"""The lists in the handout's data, and what an error calls an entry, given its number."""


_TEXTS_AND_PARTS: Final = """{
  let plain(it) = if type(it) == str { it }
    else if it.has("text") { plain(it.text) }
    else if it.has("children") { it.children.map(plain).join("") }
    else if it.has("body") { plain(it.body) }
    else if it.has("child") { plain(it.child) }
    else if it.func() in (linebreak, [ ].func()) { " " }
    else { "" }
  let texts = query(selector(heading).or(par))
  (
    texts.map(it => (it.location().page(), plain(it.body))),
    query(<part>).map(it => (it.location().page(), it.value)),
  )
}"""
"""A typst expression: the number of the page and the text of each heading and paragraph; and the
number of the page on which each part begins, and its name."""


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


def typeset(data: dict[str, Any], output_format: OutputFormat) -> list[bytes]:
    """Typeset the handout in this process.

    Args:
        data: The data that ``handout.typ`` reads, of types that JSON has.
        output_format: What to make.

    Returns:
        The PDF alone, or the pages in order.

    Raises:
        TypesettingError: Typst refuses the data; the message says which part of it.
    """
    from typst import TypstError  # noqa: PLC0415, as in `_compile`

    try:
        return _compile(data, output_format)
    except TypstError as error:
        raise TypesettingError(
            f"{_refused_part(data, output_format)} can’t be printed in a handout: {error}.",
            "Shorten its texts in the briefing’s source, and build it again.",
        ) from error


def _typst_options(data: dict[str, Any]) -> dict[str, Any]:
    """Return what each call of typst needs besides the handout's file."""
    import typst  # noqa: PLC0415, as in `_compile`

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return {
        "root": str(HANDOUT.parent),
        "font_paths": fonts,
        "sys_inputs": {
            "data": json.dumps(data | {"logo": ""}),
            # Typst makes bytes from numbers only.
            "logo": json.dumps(list(b64decode(data["logo"]))),
        },
    }


def _compile(data: dict[str, Any], output_format: OutputFormat) -> list[bytes]:
    import typst  # noqa: PLC0415, 84 MB that nothing else needs

    output = cast(
        "bytes | list[bytes]",  # a list if there are several pages
        typst.compile(
            str(HANDOUT),
            format=output_format,
            pdf_standards=["ua-1", "a-2a"] if output_format == "pdf" else [],
            **_typst_options(data),
        ),
    )
    return output if isinstance(output, list) else [output]


def typeset_pages(data: dict[str, Any]) -> CompressedPages:
    """Typeset the handout's pages as SVG in this process, with the texts and parts of the pages.

    Args:
        data: As for `typeset`.

    Raises:
        TypesettingError: As for `typeset`.
    """
    return _pages_from_parts(_typeset_parts(data, "svg"))


def _texts_and_page_counts(
    data: dict[str, Any], page_count: int
) -> tuple[list[str], dict[str, int]]:
    """Return the text of each page, and the number of pages of each part.

    Typst reuses the pages that it has just set from the same data, so this is quick.
    """
    import typst  # noqa: PLC0415, as in `_compile`

    found = typst.eval(str(HANDOUT), _TEXTS_AND_PARTS, **_typst_options(data))
    texts, parts = json.loads(found)
    lines: list[list[str]] = [[] for _ in range(page_count)]
    for page, text in texts:
        lines[page - 1].append(text)
    starts = [*(page for page, _ in parts), page_count + 1]
    counts = {name: end - start for (start, name), end in zip(parts, starts[1:], strict=True)}
    return ["\n".join(each) for each in lines], counts


def _refused_part(data: dict[str, Any], output_format: OutputFormat) -> str:
    """Return what an error calls the first part of the data that typst refuses."""
    from typst import TypstError  # noqa: PLC0415, as in `_compile`

    def is_refused(section: str, count: int) -> bool:
        return is_refused_alone({section: data[section][:count]})

    def is_refused_alone(part: dict[str, Any]) -> bool:
        nothing: dict[str, Any] = {key: [] for key in _PARTS}
        nothing |= {"summary": None, "comparison": None}
        try:
            _compile(data | nothing | part, output_format)
        except TypstError:
            return True
        return False

    if is_refused("findings", 0):
        return "The title or the summary"
    if is_refused_alone({"summary": data["summary"]}):
        return "The summary"
    for section, name in _PARTS.items():
        parts = data[section]
        if is_refused(section, len(parts)):
            number = bisect_left(range(len(parts)), x=True, key=partial(is_refused, section))
            return name.format(parts[number - 1].get("number", number))
    return "The comparison"


def typeset_pdf_in_subprocess(data: dict[str, Any], progress: Progress) -> bytes:
    """Typeset the handout as a PDF in a subprocess, which is killed if the work is stopped.

    Args:
        data: As for `typeset`.
        progress: Called repeatedly; an exception that it raises kills the subprocess.

    Raises:
        TypesettingError: As for `typeset`, or there is too little memory.
    """
    (pdf,) = _typeset_in_subprocess(data, "pdf", progress)
    return pdf


def typeset_pages_in_subprocess(data: dict[str, Any], progress: Progress) -> CompressedPages:
    """Typeset the handout's pages as SVG, like `typeset_pdf_in_subprocess`.

    Args:
        data: As for `typeset`.
        progress: As for `typeset_pdf_in_subprocess`.
    """
    return _pages_from_parts(_typeset_in_subprocess(data, "svg", progress))


def _typeset_parts(data: dict[str, Any], output_format: OutputFormat) -> list[bytes]:
    """Return the PDF alone, or each page compressed and then, as JSON, their texts and counts."""
    parts = typeset(data, output_format)
    if output_format == "pdf":
        return parts
    return [*compress_pages(parts), json.dumps(_texts_and_page_counts(data, len(parts))).encode()]


def _pages_from_parts(parts: Sequence[bytes]) -> CompressedPages:
    *pages, facts = parts
    return CompressedPages(pages, *json.loads(facts))


def _typeset_in_subprocess(
    data: dict[str, Any], output_format: OutputFormat, progress: Progress
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
    output_format: OutputFormat = "svg" if sys.argv[-1] == "svg" else "pdf"
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
