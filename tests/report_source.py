"""Where the source of the bundled briefing is."""

from typing import Final

from briefing_app.files.paths import RESOURCES

REPORT_SOURCE: Final = RESOURCES / "report"
