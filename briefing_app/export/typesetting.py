"""Has typst set the handout, here or in a process of its own.

Typst sets thousands of findings in one call that nothing can end but the end of its process, and
it keeps the memory that it took. So where the work may be stopped, it is done by this module, run
as a program: the strings of the handout come in as JSON, the PDF or the pages go out. Starting it
takes a fortieth of a second.
"""

import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from threading import Thread
from typing import Any, Final, Literal, cast, overload

from briefing_app.files.paths import FONTS, HANDOUT
from briefing_app.files.progress import Progress

Form = Literal["pdf", "svg"]
"""A PDF that keeps to PDF/UA-1, or a picture of each page."""

_LENGTH: Final = struct.Struct(">Q")  # of what follows it, in bytes
_LOOK_EVERY: Final = 0.05  # seconds, to see whether somebody wants it to stop


class CompressedPages(Sequence[bytes]):
    """SVG pictures of pages, each packed until it is asked for: they take a fifth of the memory.

    Args:
        packed: The pages in order, as `pack` makes them.
    """

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> "CompressedPages": ...
    def __getitem__(self, at: int | slice) -> "bytes | CompressedPages":
        if isinstance(at, slice):
            return CompressedPages(self._packed[at])
        return zlib.decompress(self._packed[at])


def typeset(data: dict[str, Any], form: Form) -> list[bytes]:
    """Set the handout here, in one go.

    Args:
        data: What ``handout.typ`` asks for, of what JSON can hold.
        form: What is made.

    Returns:
        The PDF alone, or the pages in order.
    """
    import typst  # noqa: PLC0415, 84 MB that nothing else needs

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    made = cast(
        "bytes | list[bytes]",  # where there are several pages, and not a PDF
        typst.compile(
            str(HANDOUT),
            root=str(HANDOUT.parent),
            font_paths=fonts,
            format=form,
            pdf_standards=["ua-1"] if form == "pdf" else [],
            sys_inputs={"data": json.dumps(data)},
        ),
    )
    return made if isinstance(made, list) else [made]


def typeset_pdf_in_subprocess(data: dict[str, Any], progress: Progress) -> bytes:
    """Set the handout as a PDF in a process that ends at once where the work is stopped.

    In a frozen bundle, which has no interpreter to start, it is set here and can't be stopped.

    Args:
        data: As for `typeset`.
        progress: Called again and again meanwhile; what it raises ends the process.
    """
    (pdf,) = _apart(data, "pdf", progress)
    return pdf


def typeset_pages_in_subprocess(data: dict[str, Any], progress: Progress) -> CompressedPages:
    """Set the handout's pages as SVG pictures, as `typeset_pdf_in_subprocess` sets the PDF.

    Args:
        data: As for `typeset`.
        progress: As for `typeset_pdf_in_subprocess`.
    """
    return CompressedPages(_apart(data, "svg", progress))


def pack(pages: Sequence[bytes]) -> list[bytes]:
    """Each page packed, for `CompressedPages`."""
    return [zlib.compress(page, 1) for page in pages]


def _made(data: dict[str, Any], form: Form) -> list[bytes]:
    """What is made, as it is handed on: the pages packed, the PDF as it is."""
    parts = typeset(data, form)
    return pack(parts) if form == "svg" else parts


def _apart(data: dict[str, Any], form: Form, progress: Progress) -> list[bytes]:
    """The parts that `_made` makes, from a process of its own where one can be started."""
    if getattr(sys, "frozen", False) or not sys.executable:
        return _made(data, form)
    words = json.dumps(data).encode()
    # -P, and no folder without a name: Python would look for modules beside the briefing.
    command = [sys.executable, "-P", "-m", __name__, form]
    places = os.pathsep.join(filter(None, sys.path))
    answers: list[tuple[bytes, bytes]] = []
    with subprocess.Popen(  # noqa: S603, ourselves
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": places},
        start_new_session=True,  # Ctrl+C is for whoever waits for it
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows has it
    ) as process:
        # Given a time limit and called again, communicate would forget what it has still to send.
        talk = Thread(target=lambda: answers.append(process.communicate(words)), daemon=True)
        talk.start()
        try:
            while talk.is_alive():
                talk.join(_LOOK_EVERY)
                progress(0, 0)
        except BaseException:
            process.kill()
            raise
        finally:
            talk.join()
    ((answer, complaint),) = answers
    if process.returncode:
        last = complaint.decode(errors="replace").strip()
        raise RuntimeError(f"typesetting ended with {process.returncode}: {last}")
    return list(_parted(answer))


def _parted(answer: bytes) -> Iterator[bytes]:
    """The parts of what `main` wrote."""
    at = 0
    while at < len(answer):
        (length,) = _LENGTH.unpack_from(answer, at)
        at += _LENGTH.size
        yield answer[at : at + length]
        at += length


def main() -> None:
    """Set what comes in, in the form that is named, and write it out, each part after its length.

    Nothing but its parent calls it.
    """
    form: Form = "svg" if sys.argv[1:] == ["svg"] else "pdf"
    for part in _made(json.load(sys.stdin.buffer), form):
        sys.stdout.buffer.write(_LENGTH.pack(len(part)))
        sys.stdout.buffer.write(part)


if __name__ == "__main__":
    main()
