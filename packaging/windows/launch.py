"""What Briefing.exe and briefing-app.exe run."""

import io
import logging
import os
import sys
import traceback
from contextlib import suppress

# The executable shows the text in this variable when Python has ended.
_FAILURE = "BRIEFING_FAILURE"


def main() -> int:
    """Run the program; without a console, leave the reason if it fails.

    Returns:
        The exit code.
    """
    sys.frozen = True  # type: ignore[attr-defined]  # the executable is the program, not Python
    has_console = sys.stderr is not None
    if not has_console:
        sys.stderr = io.StringIO()
    try:
        from briefing_app.__main__ import main as run  # noqa: PLC0415, may fail

        code = run()
    except Exception as error:
        _log(error)
        if has_console:
            raise
        [*_, reason] = traceback.format_exception_only(error)
        _leave(f"Briefing ended unexpectedly.\n\n{reason}\nIf this happens again, reinstall it.")
        return 1
    if code and not has_console:
        _leave(sys.stderr.getvalue().removeprefix("briefing-app: "))
    return code


def _log(error: Exception) -> None:
    """Write to the log that the program failed, if as much of it can be loaded."""
    with suppress(Exception):
        from briefing_app.files.log_file import log_to_file  # noqa: PLC0415, may fail

        with log_to_file("error", is_private="--private" in sys.argv):
            logging.getLogger("briefing_app").critical("The program failed", exc_info=error)


def _leave(reason: str) -> None:
    os.environ[_FAILURE] = reason.strip()[:2000]


if __name__ == "__main__":
    sys.exit(main())
