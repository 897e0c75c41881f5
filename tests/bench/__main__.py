"""The command: takes the measures and prints their table.

Exit codes: 0 measured, whatever the figures; 1 something could not be measured; 2 something that
measuring needs is not installed, or an option is wrong.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tests.bench.display import VirtualScreen
from tests.bench.errors import MissingPartError, NotMeasuredError

_LOADED: Final = 0.5  # processes, over the last minute


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the measures that were asked for.

    Args:
        arguments: The words after the command; those of the process by default.

    Returns:
        The exit code.
    """
    # Ended from outside, it still ends the processes that it started.
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
        raise MissingPartError("Measuring needs Linux: it looks into /proc and runs Xvfb.")
    missing = [name for name in ("PySide6", "pyqtgraph", "sqlite_utils") if find_spec(name) is None]
    if missing:
        raise MissingPartError(
            f"{' and '.join(missing)} can’t be imported here. Run make bench, or install the "
            "program into this environment: pip install -e ."
        )


def _run(arguments: Sequence[str] | None) -> int:
    # These need what was just found to be there.
    from briefing_app.files.paths import BUNDLED_BRIEFING  # noqa: PLC0415
    from briefing_app.gui.os_integration.display_check import missing_library  # noqa: PLC0415
    from tests.bench import tables  # noqa: PLC0415

    try:
        from tests.bench.authoring_measures import AUTHORING_MEASURES  # noqa: PLC0415
        from tests.bench.export_measures import EXPORT_MEASURES  # noqa: PLC0415
        from tests.bench.measures import MEASURES, Bench  # noqa: PLC0415
        from tests.bench.show_measures import SHOW_MEASURES, desk  # noqa: PLC0415
    except ImportError as error:
        raise MissingPartError(missing_library(error)) from error

    measures = {**MEASURES, **SHOW_MEASURES, **EXPORT_MEASURES, **AUTHORING_MEASURES}
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure start and response of the program against bare Qt windows, on a "
        "screen of its own. Close what else is running here first.",
    )
    parser.add_argument(
        "--runs",
        type=_count,
        default=9,
        metavar="N",
        help="how many pairs of starts to take (%(default)s by default)",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=measures,
        metavar="NAME",
        help=f"take only this measure; may be repeated. Names: {', '.join(measures)}",
    )
    parser.add_argument(
        "--stretch",
        type=_count,
        default=600,
        metavar="SECONDS",
        help="how long a show is left on one slide (%(default)s by default)",
    )
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    options = parser.parse_args(arguments)
    if not BUNDLED_BRIEFING.is_file():
        raise MissingPartError("The bundled briefing is not there. Build it: make db")

    load = os.getloadavg()[0]
    if load > _LOADED:
        _tell(f"something else is running here (load {load:.1f}); it would be measured too")
    results, failed = [], False
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        VirtualScreen(Path(folder)) as screen,
        desk(Path(folder)) as desktop,
    ):
        bench = Bench(screen, desktop, Path(folder), options.runs, options.stretch, _tell)
        for name in options.only or measures:
            try:
                results += measures[name](bench)
            except NotMeasuredError as error:
                failed = True
                _tell(f"{name} could not be measured: {error}.")
    if results:
        print((tables.markdown if options.markdown else tables.plain)(results))
    return 1 if failed else 0


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _tell(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
