"""The dialog that shows the licences of the program and of the libraries in it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from briefing_app.files.licences import Licence
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.plain_text import PlainText


def licences_dialog(licences: Sequence[Licence], style: Style, parent: QWidget) -> QDialog:
    """Return a dialog that lists licences and shows the text of one.

    Args:
        licences: The licences, in the order of the list.
        style: Colours, fonts and text size.
        parent: The main window.
    """
    return _LicencesDialog(licences, style, parent)


class _LicencesDialog(ResizableDialog):
    """A list of the parts of the program, and below it the licence of the chosen one."""

    def __init__(self, licences: Sequence[Licence], style: Style, parent: QWidget) -> None:
        super().__init__("Licences", QSize(640, 560), style, parent)
        self._licences = licences
        self._parts = ComboBox(style, self, min_letters=40)
        self._parts.setAccessibleName("Part of the program")
        self._parts.addItems(["Overview", *(licence.name for licence in licences)])
        self._parts.currentIndexChanged.connect(self._show_licence)
        self._rows.insertWidget(0, self._parts)
        self._text = PlainText(style, self._page)
        self._text.setAccessibleName("Licence")
        self._text.caret_moved.connect(self._follow_caret)
        self._column = QVBoxLayout(self._page)
        self._column.addWidget(self._text)
        self._column.addStretch(1)
        self._follow_style()

    def _show_licence(self) -> None:
        index = self._parts.currentIndex()
        text = _full_text(self._licences[index - 1]) if index > 0 else _overview(self._licences)
        self._text.show_text(text, self._style.font(TextRole.CONTROL))
        self._area.verticalScrollBar().setValue(0)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(8), px(6), px(12), px(6))
        self._show_licence()
        super()._restyle()

    def _follow_caret(self, caret: QRect) -> None:
        """Scroll to the caret of the text."""
        middle = self._text.mapTo(self._page, caret.center())
        self._area.ensureVisible(0, middle.y(), 0, caret.height())


def _overview(licences: Sequence[Licence]) -> str:
    return "\n".join(
        f"{each.name}: {each.licence}" if each.licence else each.name for each in licences
    )


def _full_text(licence: Licence) -> str:
    text = licence.read_text()
    if text:
        return text
    return f"{licence.name}: {licence.licence}.\n\nThe text is further down in the list."
