"""The way in: ``briefing-app``, and ``python -m briefing_app``, which is the same.

It imports next to nothing before it can answer Ctrl+C, which the imports of the commands can't.
"""

import sys


def main() -> int:
    """Run the command that the process was started with.

    Returns:
        The exit code.
    """
    try:
        from briefing_app.cli.main import main as run  # noqa: PLC0415

        return run()
    except KeyboardInterrupt:
        print("briefing-app: Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
