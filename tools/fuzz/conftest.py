"""The environment, profiles and limits of the long runs."""

import os
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from tests.environment import isolate
from tests.gui.slideshow_program import offscreen_platform

isolate()
# For the slideshows, before Qt is loaded. The other parts show no window.
os.environ["QT_QPA_PLATFORM"] = offscreen_platform(Path(os.environ["HOME"]), ("eDP-1", "HDMI-1"))
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"  # or libdbus would start a bus

from briefing_app.gui.application import create_application  # noqa: E402
from briefing_app.gui.look import Look, ThemeChoice  # noqa: E402

_DEADLINE_MS: Final = 20_000  # of a case that ends

settings.register_profile(
    "fuzz",
    deadline=_DEADLINE_MS,
    max_examples=5_000,
    stateful_step_count=250,
    suppress_health_check=list(HealthCheck),
)
# The same examples at each run, for the tests.
settings.register_profile("short", settings.get_profile("fuzz"), max_examples=30, derandomize=True)


@pytest.fixture(scope="session")
def look() -> Look:
    """Return the look of an application."""
    application = create_application()
    application.setQuitOnLastWindowClosed(False)
    return Look(application, ThemeChoice.LIGHT, 1.0)
