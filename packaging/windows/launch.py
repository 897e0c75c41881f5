"""What Briefing.exe and briefing-app.exe run."""

import sys

sys.frozen = True  # type: ignore[attr-defined]  # the executable is the program, not Python

from briefing_app.__main__ import main  # noqa: E402

sys.exit(main())
