"""The warning to show when sleep or the screen saver cannot be inhibited."""

from collections.abc import Iterable
from typing import Final

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import EVERYTHING, Failure, Target

# The login service is only a fallback: the reason why it failed does not help a user.
_REASONS: Final = {
    Failure.UNSUPPORTED_SYSTEM: "there is no known way to prevent it on this system",
    Failure.WINDOWS_REFUSED: "Windows refused the request",
    Failure.CAFFEINATE_NOT_STARTED: "caffeinate could not be started",
    Failure.CAFFEINATE_ENDED: "caffeinate has ended",
    Failure.QT_DBUS_MISSING: "Qt D-Bus is not installed",
    Failure.NO_DESKTOP_SESSION: "there is no desktop session",
    Failure.SERVICE_MISSING: "this desktop has no screen saver service",
    Failure.SERVICE_ENDED: "the desktop’s screen saver service has ended",
    Failure.SERVICE_REFUSED: "the desktop’s screen saver service refused the request",
    Failure.SERVICE_SILENT: "the desktop’s screen saver service doesn’t answer",
    Failure.X11_LIBRARY_MISSING: "the library libXss is not installed",
    Failure.X11_CONNECTION_REFUSED: "the X server accepts no more connections",
    Failure.X11_UNSUPPORTED: "the X server doesn’t support it",
}


def warning_text(inhibited: Target, failures: Iterable[Failure]) -> str:
    """Return the warning for the presenter, or an empty text if everything is inhibited.

    Args:
        inhibited: What the system has agreed to.
        failures: Why mechanisms failed.
    """
    if inhibited == EVERYTHING:
        return ""
    reasons = dict.fromkeys(_REASONS[each] for each in failures if each in _REASONS)
    why = " and ".join(reasons)
    if Target.SLEEP in inhibited:
        return f"The screen saver may start: {why}. Turn it off in the system settings."
    if Target.SCREEN_SAVER in inhibited:
        return f"This computer may go to sleep: {why}. Turn sleep off in the system settings."
    return (
        f"This computer may go to sleep: {why}. "
        "Turn off sleep and the screen saver in the system settings."
    )
