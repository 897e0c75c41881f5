"""The filters above the list of findings: a row of chips, or one button with a menu."""

from typing import Final

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from briefing_app.gui.look import TextRole, add_arrow, scale, set_icon, set_role
from briefing_app.gui.panes.findings_model import Mark
from briefing_app.gui.reading import Reading
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.labels import text_label, tool_tip_text
from briefing_app.model.reading import Contents, FindingFilter
from briefing_app.model.wording import counted

_ICONS: Final = {
    FindingFilter.NOTES: "pencil",
    FindingFilter.BOOKMARKS: "star",
    FindingFilter.UNCLEAR: "triangle-alert",
}
_NAMES: Final = {
    FindingFilter.ALL: "All",
    FindingFilter.MY_FORCE: "My force",
    FindingFilter.NOTES: "With my notes",
    FindingFilter.BOOKMARKS: Mark.BOOKMARK.value,
    FindingFilter.UNCLEAR: Mark.UNCLEAR.value,
}
_LEAST_NAME: Final = 76  # pixels at 100 % text size, of the chip of my force with its count
_SIDE_PX: Final = 10
_PADDING_PX: Final = 8  # above and below
_NO_FORCE: Final = "Findings about my force, if one is chosen"


class FindingsFilterBar(QStackedWidget):
    """Limits the list to one kind of mark, and says how many findings have it.

    If the window is too low or too narrow for a row of chips, one button opens a menu instead. The
    bar is as high either way, and nothing in it moves when counts change.
    """

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self._chosen = FindingFilter.ALL
        self._force_name = ""
        self._counts: dict[FindingFilter, int] = {}
        self._total = 0
        self._is_low = False
        self._chips = self._build_chips()
        self._button = quiet_button("Filter", self, role=TextRole.SMALL_BUTTON)
        add_arrow(self._button)
        self._button.clicked.connect(self._open_menu)
        self._shown = text_label(self, look="muted", role=TextRole.SMALL)
        self._chips_row, chips = self._add_row()
        for chip in self._chips.values():
            chips.addWidget(chip)
        # It takes and gives way to the width that the others leave, so that these stay in place.
        chips.setStretchFactor(self._chips[FindingFilter.MY_FORCE], 1)
        scale(self._chips[FindingFilter.MY_FORCE].setMinimumWidth, _LEAST_NAME)
        self._folded_row, folded = self._add_row()
        folded.addWidget(self._button)
        folded.addStretch(1)
        folded.addWidget(self._shown)
        scale(self._shown.setContentsMargins, 0, 0, QUIET_PADDING_X, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_contents(self, contents: Contents) -> None:
        """Show which filter is on, and how many findings each of them lets pass."""
        counts = {each: contents.count(each) for each in FindingFilter}
        shown = (
            contents.state.filter,
            contents.my_force_label,
            counts,
            len(contents.report.findings),
        )
        if shown != (self._chosen, self._force_name, self._counts, self._total):
            self._chosen, self._force_name, self._counts, self._total = shown
            self._chips[self._chosen].setChecked(True)
            self._show()

    def set_folded(self, *, is_folded: bool) -> None:
        """Show one button instead of the chips; they also give way if they have no room."""
        self._is_low = is_folded
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the narrower form."""
        return QSize(self._folded_row.minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_folded = self._is_low or self.width() < self._chips_row.minimumSizeHint().width()
        self.setCurrentWidget(self._folded_row if is_folded else self._chips_row)

    def _build_chips(self) -> dict[FindingFilter, ToggleButton]:
        group = QButtonGroup(self)
        chips: dict[FindingFilter, ToggleButton] = {}
        for each in FindingFilter:
            chip = chips[each] = ToggleButton("", self)
            set_role(chip, TextRole.SMALL)
            if each in _ICONS:
                set_icon(chip, _ICONS[each])
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _checked, each=each: self._reading.set_filter(each))
            group.addButton(chip)
        chips[self._chosen].setChecked(True)
        return chips

    def _add_row(self) -> tuple[QWidget, QHBoxLayout]:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        # Space at the edges doesn't grow with the text size, which needs it then.
        layout.setContentsMargins(_SIDE_PX, _PADDING_PX, _SIDE_PX, _PADDING_PX)
        scale(layout.setSpacing, 3)
        self.addWidget(row)
        return row, layout

    def _show(self) -> None:
        room = "8" * len(f"{self._total:,}")
        for each, chip in self._chips.items():
            count = self._counts[each]
            text = "" if each in _ICONS else self._name(each)
            chip.set_content(text, f"{count:,}", room)
            name = f"{self._name(each)}, {counted(count, 'finding')}"
            chip.setAccessibleName(name)
            hint = _NO_FORCE if each is FindingFilter.MY_FORCE and not self._force_name else name
            chip.setToolTip(tool_tip_text(hint))
            chip.setEnabled(self._can_choose(each))
        shown = self._label(self._chosen)
        self._shown.setText(shown)
        self._button.setAccessibleName(f"Filter: {shown}")
        self._fold()

    def _name(self, each: FindingFilter) -> str:
        return (each is FindingFilter.MY_FORCE and self._force_name) or _NAMES[each]

    def _label(self, each: FindingFilter) -> str:
        return f"{self._name(each)} {self._counts[each]:,}"

    def _can_choose(self, each: FindingFilter) -> bool:
        is_useful = self._counts[each] > 0
        return is_useful or each in {FindingFilter.ALL, self._chosen}

    def _open_menu(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for each in FindingFilter:
            # An ampersand in the name of a force would underline the next letter.
            action = QAction(self._label(each).replace("&", "&&"), group)
            action.setCheckable(True)
            action.setChecked(each is self._chosen)
            action.setEnabled(self._can_choose(each))
            action.triggered.connect(lambda _checked, each=each: self._reading.set_filter(each))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))
