"""Entry point of ``briefing-app`` and of ``python -m briefing_app``.

Importing the commands takes a while, so this module imports almost nothing before it can handle
Ctrl+C.
"""

import sys

from briefing_app import TYPESETTING_COMMAND


def main() -> int:
    """Run the command given on the command line.

    Returns:
        The exit code.
    """
    if sys.argv[1:2] == [TYPESETTING_COMMAND]:
        from briefing_app.export.typesetting import main as typeset  # noqa: PLC0415

        return typeset()
    try:
        from briefing_app.cli.main import main as run  # noqa: PLC0415

        return run()
    except KeyboardInterrupt:
        print("briefing-app: Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
