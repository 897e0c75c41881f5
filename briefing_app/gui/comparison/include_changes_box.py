"""The option to include the changes of the open comparison in an export."""

from PySide6.QtWidgets import QWidget

from briefing_app.gui.look import Style
from briefing_app.gui.widgets.buttons import CheckBox
from briefing_app.model.comparison import Comparison, changed_since_label, compared_briefings_label


class IncludeChangesBox(CheckBox):
    """A check box that is visible while a comparison can be included.

    Args:
        style: Colours, fonts and text size.
        parent: The parent widget.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__("", style, parent)
        self._comparison: Comparison | None = None
        self.hide()

    @property
    def selected(self) -> Comparison | None:
        """The comparison to include, if the box is checked."""
        return self._comparison if self.isChecked() else None

    def offer(self, comparison: Comparison | None, *, is_possible: bool = True) -> None:
        """Offer a comparison, or none.

        Args:
            comparison: The comparison.
            is_possible: Whether it can be included now.
        """
        self._comparison = comparison
        self.setVisible(comparison is not None and is_possible)
        if comparison is not None:
            self.setText(changed_since_label(comparison))
            self.setAccessibleDescription(compared_briefings_label(comparison))
