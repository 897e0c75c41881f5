"""The model of the table of a force's figures in two briefings."""

from PySide6.QtCore import QObject

from briefing_app.gui.look import Style
from briefing_app.gui.panes.figures_table import FiguresModel
from briefing_app.model.comparison import MeasureChange


class FiguresChangeModel(FiguresModel):
    """One row for each force: its earlier figure, its later figure and the change.

    Args:
        style: The fonts.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QObject) -> None:
        super().__init__(style, parent)
        self._numeric_columns = {1, 2, 3}

    def show_change(self, change: MeasureChange | None) -> None:
        """Show the figures of another measure, or none."""
        self.beginResetModel()
        self._headings = change.headings if change is not None else ()
        self._rows = change.rows if change is not None else ()
        # One of the bars of each force, in the order of the rows.
        bars = {bar.force: bar for bar in change.chart.bars} if change is not None else {}
        self._bars = tuple(bars.values())
        self.endResetModel()
