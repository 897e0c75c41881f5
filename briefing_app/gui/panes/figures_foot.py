"""What is below the figures: what limits them, what was counted, and the source."""

from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, scale, scale_sides
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedLabel, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.charts import BarChart
from briefing_app.model.wording import DEFINITION_LEAD, NOTE_LEAD, SOURCE_LEAD

_MAX_LETTERS: Final = 115  # in a line


class CaveatLine(QWidget):
    """One line of what limits the figures, and a button for all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lead = text_label(self, NOTE_LEAD.strip(), "muted", role=TextRole.SMALL_BUTTON)
        self._text = ElidedLabel(self, look="muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.more_button = quiet_button("More", self, role=TextRole.SMALL_BUTTON)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 4)
        for widget in (self._lead, self._text, self.more_button):
            row.addWidget(widget)
        row.addStretch(1)
        self.show_state(is_unfolded=False)

    def show_texts(self, chart: BarChart | None) -> None:
        """Show the line of a chart."""
        texts = (*chart.notes, chart.caveat) if chart is not None else ()
        self._text.setText(" ".join(filter(None, texts)))
        self.more_button.setVisible(chart is not None)
        self._show()

    def show_state(self, *, is_unfolded: bool) -> None:
        """Show the line, or only the button if all texts are shown."""
        self._is_unfolded = is_unfolded
        text = "Less" if is_unfolded else "More"
        self.more_button.setText(text)
        self.more_button.setAccessibleName(f"{text}: notes, what was counted and the source")
        self._show()

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the text is in, for screen readers."""
        self._text.setLocale(locale)

    def _show(self) -> None:
        is_line = bool(self._text.text()) and not self._is_unfolded
        self._lead.setVisible(is_line)
        self._text.setVisible(is_line)


class FiguresFoot(QWidget):
    """All texts below the figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = {
            "": self._text("Notes"),
            NOTE_LEAD: self._text("What limits the figures"),
            DEFINITION_LEAD: self._text("How it was counted"),
            SOURCE_LEAD: self._text("Source of the figures"),
        }
        rows = QVBoxLayout(self)
        scale_sides(rows.setContentsMargins, 0, 4, 0, 4)
        scale(rows.setSpacing, 8)
        for text in self._texts.values():
            rows.addWidget(text)

    def show_texts(self, chart: BarChart | None) -> None:
        """Show the texts of a chart."""
        passages = ("", "", "", "")
        if chart is not None:
            source = chart.source.removeprefix(SOURCE_LEAD)
            passages = ("\n".join(chart.notes), chart.caveat, chart.definition, source)
        for (lead, text), passage in zip(self._texts.items(), passages, strict=True):
            text.show_text(lead + passage, bold=[slice(len(lead.rstrip()))] if lead else ())
            text.setVisible(bool(passage))

    def selected_text(self) -> str:
        """Return the text that is selected, or an empty string."""
        return next(filter(None, (text.selected_text() for text in self._texts.values())), "")

    def _text(self, name: str) -> PlainText:
        """Make a text that Tab skips."""
        text = PlainText(self, TextRole.SMALL, max_letters=_MAX_LETTERS, is_tab_stop=False)
        text.setProperty("look", "muted")
        text.setAccessibleName(name)
        return text
