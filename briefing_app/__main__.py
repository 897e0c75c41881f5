"""``python -m briefing_app`` is the same as ``briefing-app``."""

import sys

from briefing_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
