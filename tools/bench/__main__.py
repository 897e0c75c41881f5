"""Take the measures and print them as a table: ``make bench``.

Exit codes: 0 if everything was measured, even if a target was missed; 1 if something could not be
measured; 2 if a required part is not installed or an option is wrong.
"""

import argparse
import compileall
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tools.bench.display import VirtualScreen
from tools.bench.errors import MissingPartError, NotMeasuredError

_QUIET_LOAD: Final = 0.5  # average number of running processes in the last minute
_RUNS: Final = 5
_IN_MEMORY: Final = "/dev/shm"  # noqa: S108, a folder of its own is made in it
"""The folder of the screens' pixels.

In a file on a disk, the server would draw some milliseconds longer after each time that the system
saved it.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the requested measures.

    Args:
        arguments: The command-line arguments; ``sys.argv[1:]`` by default.

    Returns:
        The exit code.
    """
    # Exit through exceptions, so that the processes started here are stopped.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    try:
        _require_parts()
        return _run(arguments)
    except MissingPartError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _require_parts() -> None:
    if not sys.platform.startswith("linux"):
        raise MissingPartError("Measuring needs Linux: it reads /proc and runs Xvfb.")
    missing = [name for name in ("PySide6", "pyqtgraph", "sqlite_utils") if find_spec(name) is None]
    if missing:
        raise MissingPartError(
            f"{' and '.join(missing)} can’t be imported here. Run make bench, or install the "
            "program into this environment: pip install -e ."
        )


def _run(arguments: Sequence[str] | None) -> int:
    # Imported here, after the check that PySide6 and pyqtgraph are installed.
    import briefing_app
    from briefing_app.files.paths import BUNDLED_BRIEFING
    from briefing_app.gui.os_integration.start_up import missing_library
    from tools.bench import tables

    try:
        from tools.bench.export_measures import EXPORT_MEASURES
        from tools.bench.long_use import LONG_MEASURES
        from tools.bench.measures import MEASURES, Bench
        from tools.bench.slideshow_measures import SLIDESHOW_MEASURES, open_desktop
    except ImportError as error:
        raise MissingPartError(missing_library(error)) from error

    # As an installed program is: otherwise, PYTHONDONTWRITEBYTECODE makes each start compile it.
    compileall.compile_dir(Path(briefing_app.__file__).parent, quiet=1)
    usual = {**MEASURES, **SLIDESHOW_MEASURES, **EXPORT_MEASURES}
    measures = {**usual, **LONG_MEASURES}
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench",
        description="Measure start-up and response of the program against bare Qt windows, on a "
        "virtual screen. Close other programs first.",
    )
    parser.add_argument(
        "--runs",
        type=_count,
        default=_RUNS,
        metavar="N",
        help="how many pairs of starts to measure (default: 5)",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=measures,
        metavar="NAME",
        help=f"take only this measure (can be repeated). Names: {', '.join(measures)}",
    )
    parser.add_argument(
        "--long",
        action="store_true",
        help="measure how memory grows in a quarter of an hour of use, too",
    )
    options = parser.parse_args(arguments)
    if not BUNDLED_BRIEFING.is_file():
        raise MissingPartError("The bundled briefing is missing. Build it: make db")

    load = os.getloadavg()[0]
    if load > _QUIET_LOAD:
        _report_progress(
            f"other programs are running (load {load:.1f}); the figures will be distorted"
        )
    default = measures if options.long else usual
    results, failed = [], False
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        tempfile.TemporaryDirectory(prefix="bench-", dir=_IN_MEMORY) as pixels,
        VirtualScreen(Path(pixels)) as screen,
        open_desktop(Path(pixels)) as desktop,
    ):
        bench = Bench(screen, desktop, Path(folder), options.runs, _report_progress)
        for name in options.only or default:
            try:
                results += measures[name](bench)
            except NotMeasuredError as error:
                failed = True
                _report_progress(f"{name} could not be measured: {error}.")
    if results:
        print(tables.plain(results))
    return 1 if failed else 0


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _report_progress(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
