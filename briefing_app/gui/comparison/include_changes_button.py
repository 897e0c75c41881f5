"""The button that includes the changes of a comparison in an export."""

from PySide6.QtWidgets import QPushButton, QWidget

from briefing_app.model.comparison import Comparison
from briefing_app.model.comparison_text import changed_since_label, compared_briefings_label


class IncludeChangesButton(QPushButton):
    """A toggle button that is visible while a comparison can be included.

    Args:
        parent: As in Qt.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.setProperty("look", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.hide()

    @property
    def comparison(self) -> Comparison | None:
        """The comparison that is offered, if any."""
        return self._comparison

    @property
    def selected(self) -> Comparison | None:
        """The comparison to include, if the button is checked."""
        return self._comparison if self.isChecked() else None

    def offer(self, comparison: Comparison | None) -> None:
        """Offer a comparison, or none."""
        self._comparison = comparison
        self.setVisible(comparison is not None)
        if comparison is not None:
            self.setText(changed_since_label(comparison))
            self.setAccessibleDescription(compared_briefings_label(comparison))
