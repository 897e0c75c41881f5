"""The choice whether what has changed since an earlier briefing is taken away, too."""

from PySide6.QtWidgets import QPushButton, QWidget

from briefing_app.model.comparison import Comparison, from_to_label, since_label


class IncludeChangesButton(QPushButton):
    """A pill that is there while a comparison is shown beside the window.

    Args:
        parent: The widget that it stands in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.setProperty("look", "pill")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.hide()

    @property
    def comparison(self) -> Comparison | None:
        """What is offered, if anything is."""
        return self._comparison

    @property
    def wanted(self) -> Comparison | None:
        """What has changed, if that is wanted."""
        return self._comparison if self.isChecked() else None

    def offer(self, comparison: Comparison | None) -> None:
        """Offer a comparison, or no longer one."""
        self._comparison = comparison
        self.setVisible(comparison is not None)
        if comparison is not None:
            self.setText(since_label(comparison))
            self.setAccessibleDescription(from_to_label(comparison))
