"""The choice of the force that charts highlight in a slideshow or an export."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.model.report import Force, Measure, force_labels
from briefing_app.model.wording import AS_AUTHOR_SET, HIGHLIGHT_IN_CHARTS


class HighlightBox(ComboBox):
    """Offers the author's choice, which is the default, and each force that has figures.

    My force isn't offered first: it is the choice of whoever read the briefing last. If the box has
    a caption, the caption says what it chooses.
    """

    def __init__(
        self,
        parent: QWidget,
        measures: Sequence[Measure],
        *,
        has_caption: bool = False,
    ) -> None:
        super().__init__(parent, min_letters=12 if has_caption else 22)
        for widget in (self, self.view()):
            widget.setAccessibleName(HIGHLIGHT_IN_CHARTS)
        words = AS_AUTHOR_SET if has_caption else f"Highlight: {AS_AUTHOR_SET.lower()}"
        self.addItem(words, None)
        forces = dict.fromkeys(each.force for measure in measures for each in measure.figures)
        labels = force_labels(forces)
        for force in sorted(forces, key=lambda force: labels[force].casefold()):
            # The name comes first, so that it can be found by typing.
            self.addItem(f"{labels[force]} highlighted", force)

    @property
    def is_useful(self) -> bool:
        """Whether there is a force to choose."""
        return self.count() > 1

    @property
    def highlight(self) -> Force | None:
        """The chosen force, or None for the author's choice."""
        force: Force | None = self.currentData()
        return force

    def set_highlight(self, force: Force | None) -> None:
        """Show a choice."""
        found = (at for at in range(1, self.count()) if self.itemData(at) == force)
        self.setCurrentIndex(next(found, 0))
