"""The page of the figures pane: the message, the chart or table, and the notes below it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.plain_text import PlainText, narrow_row
from briefing_app.gui.widgets.text_layout import width_of_letters
from briefing_app.model.charts import BarChart
from briefing_app.model.wording import DEFINITION_LEAD, NOTE_LEAD, SOURCE_LEAD

# In a line. Notes are small, and more lines of them would take the room of bars.
_MAX_TITLE_LETTERS: Final = 90
_MAX_NOTE_LETTERS: Final = 115
_NO_FIGURES: Final = "This briefing has no figures."


class _CurrentWidget(QStackedWidget):
    """Takes the room that the shown widget needs; Qt's takes that of the largest one."""

    def sizeHint(self) -> QSize:
        """Return the size of the shown widget."""
        widget = self.currentWidget()
        return super().sizeHint() if widget is None else widget.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the minimum size of the shown widget."""
        widget = self.currentWidget()
        return super().minimumSizeHint() if widget is None else widget.minimumSizeHint()


class FiguresPage(QWidget):
    """The texts of a chart around the widget that shows its figures.

    Args:
        style: Fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._title = self._text("Message")
        self._subtitle = self._text("What was counted and when", "muted")
        self.body: QStackedWidget = _CurrentWidget(self)
        """Holds the chart and the table."""
        self._missing = self._text("What is missing")
        self._foot = self._text("Notes and source of the figures", "muted")
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(narrow_row(self._title))
        self._rows.addLayout(narrow_row(self._subtitle))
        self._rows.addWidget(self.body, 1)
        self._rows.addLayout(narrow_row(self._missing))
        self._rows.addLayout(narrow_row(self._foot))
        self._texts = (
            (self._title, TextRole.CHART_TITLE),
            *((text, TextRole.SMALL) for text in (self._subtitle, self._missing, self._foot)),
        )

    def show_texts(self, chart: BarChart | None) -> None:
        """Show the texts of a chart."""
        passages = ["", _NO_FIGURES, "", ""]
        bold: Sequence[slice] = ()
        if chart is not None:
            foot, bold = _foot(chart)
            passages = [chart.title, chart.subtitle, "\n".join(chart.notes), foot]
        for (text, role), passage in zip(self._texts, passages, strict=True):
            is_foot = text is self._foot
            text.show_text(passage, self._style.font(role), bold=bold if is_foot else ())
            text.setVisible(bool(passage))

    def selected_text(self) -> str:
        """Return the text that is selected on the page, or an empty string."""
        return next(filter(None, (text.selected_text() for text, _ in self._texts)), "")

    def sizeHint(self) -> QSize:
        """Return the minimum size. Qt would lay out all texts in their smallest width."""
        return self.minimumSizeHint()

    def height_without_body(self, width: int) -> int:
        """Return the height of all but the chart or table at a width of the page."""
        margins = self._rows.contentsMargins()
        width -= margins.left() + margins.right()
        texts = [text for text, _ in self._texts if not text.isHidden()]
        height = sum(
            text.heightForWidth(min(width, text.maximumWidth())) + self._rows.spacing()
            for text in texts
        )
        return height + margins.top() + margins.bottom()

    def restyle(self) -> None:
        """Apply the current style."""
        for text, role in self._texts:
            font = self._style.font(role)
            text.setFont(font)
            letters = _MAX_TITLE_LETTERS if role is TextRole.CHART_TITLE else _MAX_NOTE_LETTERS
            text.setMaximumWidth(width_of_letters(font, letters))
        self._rows.setContentsMargins(0, 0, self._style.px(14), 12)
        self._rows.setSpacing(4)

    def _text(self, name: str, look: str = "") -> PlainText:
        """Make a text that Tab skips."""
        text = PlainText(self._style, self, is_tab_stop=False)
        text.setAccessibleName(name)
        if look:
            text.setProperty("look", look)
        return text


def _foot(chart: BarChart) -> tuple[str, Sequence[slice]]:
    """Return the notes and the source of the figures, and the parts of that which are bold."""
    text = ""
    bold: list[slice] = []
    for lead, passage in (
        (NOTE_LEAD, chart.caveat),
        (DEFINITION_LEAD, chart.definition),
        (SOURCE_LEAD, chart.source.removeprefix(SOURCE_LEAD)),
    ):
        if passage:
            text += " " if text else ""
            bold.append(slice(len(text), len(text) + len(lead.rstrip())))
            text += f"{lead}{passage}"
    return text, bold
