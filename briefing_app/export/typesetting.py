"""Typesets the handout with typst, in this process or in a subprocess that can be stopped.

Typst sets thousands of findings in one call that can't be interrupted, and keeps the memory that it
used. So if the work may be stopped, the program starts itself with a hidden command, which calls
`main`: that reads the handout's data as JSON and writes the PDF. It starts in 25 ms.
"""

import json
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Final

from briefing_app import TYPESETTING_COMMAND
from briefing_app.errors import TypesettingError
from briefing_app.export import typst_calls
from briefing_app.files.own_process import start_own_process
from briefing_app.files.progress import Progress

logger = logging.getLogger(__name__)

_PROGRESS_INTERVAL_S: Final = 0.05
_REFUSED: Final = 65  # exit code of the subprocess: its output is the message of a TypesettingError
_RAISED: Final = 1  # Python's exit code after an exception that nobody caught


def typeset_in_subprocess(data: dict[str, Any], progress: Progress) -> bytes:
    """Typeset the handout as a PDF in a subprocess, which is killed if the work is stopped.

    Args:
        data: As for `typst_calls.typeset`.
        progress: Called repeatedly; an exception that it raises kills the subprocess.

    Raises:
        TypesettingError: As for `typst_calls.typeset`, or there is too little memory.
    """
    with (
        start_own_process(TYPESETTING_COMMAND, pipe=subprocess.PIPE) as process,
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
    return stdout


def _stopped_error() -> TypesettingError:
    return TypesettingError(
        "The system stopped the typesetting of the handout, probably for lack of memory.",
        "Close other programs, and try again.",
    )


def main() -> int:
    """Typeset the data from standard input and write the PDF to the output.

    The hidden command that `typeset_in_subprocess` starts runs this.

    Returns:
        The exit code.
    """
    try:
        pdf = typst_calls.typeset(json.load(sys.stdin.buffer))
    except (TypesettingError, MemoryError) as error:
        shown = error if isinstance(error, TypesettingError) else _stopped_error()
        print(json.dumps([shown.what, shown.remedy]))
        return _REFUSED
    sys.stdout.buffer.write(pdf)
    return 0
