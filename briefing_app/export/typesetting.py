"""Has typst set the handout, here or in a process of its own.

Typst sets thousands of findings in one call that nothing can end but the end of its process. So
where the work may be stopped, it is done by this module, run as a program: the strings of the
handout come in as JSON, the PDF goes out. Starting it takes a fortieth of a second.
"""

import json
import os
import subprocess
import sys
from threading import Thread
from typing import Any, Final, Literal, cast

from briefing_app.paths import FONTS, HANDOUT
from briefing_app.writing import Progress

_LOOK_EVERY: Final = 0.05  # seconds, to see whether somebody wants it to stop


def typeset(data: dict[str, Any], form: Literal["pdf", "svg"]) -> list[bytes]:
    """Set the handout here, in one go.

    Args:
        data: What ``handout.typ`` asks for, of what JSON can hold.
        form: A PDF that keeps to PDF/UA-1, or a picture of each page.

    Returns:
        The PDF, or the pages in order.
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


def typeset_apart(data: dict[str, Any], progress: Progress) -> bytes:
    """Set the handout as a PDF in a process that ends at once where the work is stopped.

    In a frozen bundle, which has no interpreter to start, it is set here and can't be stopped.

    Args:
        data: As for `typeset`.
        progress: Called again and again meanwhile; what it raises ends the process.
    """
    if getattr(sys, "frozen", False) or not sys.executable:
        (pdf,) = typeset(data, "pdf")
        return pdf
    words = json.dumps(data).encode()
    # -P, and no folder without a name: Python would look for modules beside the briefing.
    command = [sys.executable, "-P", "-m", __name__]
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
    ((pdf, complaint),) = answers
    if process.returncode:
        last = complaint.decode(errors="replace").strip()
        raise RuntimeError(f"typesetting ended with {process.returncode}: {last}")
    return pdf


def main() -> None:
    """Set what comes in, and write the PDF out."""
    (pdf,) = typeset(json.load(sys.stdin.buffer), "pdf")
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
