"""Entry point of ``briefing-app`` and of ``python -m briefing_app``.

The commands are imported when they are first used, because that takes a while, and Ctrl+C may come
meanwhile.
"""

import sys

from briefing_app import TYPESETTING_COMMAND
from briefing_app.cli import main as commands
from briefing_app.export import typesetting


def main() -> int:
    """Run the command given on the command line.

    Returns:
        The exit code.
    """
    if sys.argv[1:2] == [TYPESETTING_COMMAND]:
        return typesetting.main()
    try:
        return commands.main()
    except KeyboardInterrupt:
        print("briefing-app: Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
