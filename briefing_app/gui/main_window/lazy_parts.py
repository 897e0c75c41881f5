"""Parts of the main window that are imported when they are first used.

Without the widgets the window is painted about 12 ms sooner, and 30 ms sooner without the module
that draws charts for the clipboard. All lazy imports of this package are here, but for the actions.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QMainWindow, QWidget

from briefing_app.gui.look import Style
from briefing_app.gui.settings import Settings

if TYPE_CHECKING:
    from briefing_app.gui.main_window.dialogs import Dialogs
    from briefing_app.gui.main_window.messages import ErrorPage, NotificationBar
    from briefing_app.gui.panes.figures_pane import FiguresPane
    from briefing_app.gui.panes.force_line import ForceLine
    from briefing_app.model.charts import BarChart
    from briefing_app.model.force_mentions import ForceMentions
    from briefing_app.model.report import Report


def figures_pane(style: Style, parent: QWidget) -> "FiguresPane":
    """Build the figures pane."""
    from briefing_app.gui.panes.figures_pane import FiguresPane

    return FiguresPane(style, parent)


def force_line(style: Style, parent: QWidget) -> "ForceLine":
    """Build the line that says where the report names the user's force."""
    from briefing_app.gui.panes.force_line import ForceLine

    return ForceLine(style, parent)


def find_mentions(report: "Report", force_name: str) -> "ForceMentions":
    """Return where a briefing names a force."""
    from briefing_app.model.force_mentions import find_mentions

    return find_mentions(report, force_name)


def error_page(style: Style, parent: QWidget) -> "ErrorPage":
    """Build the page that explains why a briefing cannot be opened."""
    from briefing_app.gui.main_window.messages import ErrorPage

    return ErrorPage(style, parent)


def notification_bar(style: Style, parent: QWidget) -> "NotificationBar":
    """Build the bar that shows notifications."""
    from briefing_app.gui.main_window.messages import NotificationBar

    return NotificationBar(style, parent)


def dialogs(settings: Settings, style: Style, window: QMainWindow) -> "Dialogs":
    """Build what opens the dialogs of the main window."""
    from briefing_app.gui.main_window.dialogs import Dialogs

    return Dialogs(settings, style, window)


def diagnostics_text(style: Style) -> str:
    """Return what to send with a report of a problem."""
    from briefing_app.gui.main_window.dialogs import diagnostics_text

    return diagnostics_text(style)


def chart_mime_data(chart: "BarChart", style: Style) -> QMimeData:
    """Return a chart for the clipboard, with the identity of a style."""
    from briefing_app.gui.slides.render import chart_mime, lay_out_figure
    from briefing_app.layout.theme import LIGHT, branded

    return chart_mime(lay_out_figure(chart, branded(LIGHT, style.identity)))
