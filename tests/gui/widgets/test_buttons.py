"""Tests of quiet buttons."""

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QWidget

from briefing_app.gui.style import Style
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import ToggleButton


def test_toggle_has_room_for_its_bold_text_on_or_off(style: Style, window: QWidget) -> None:
    toggle = ToggleButton("Good practice and many more words 2", window)
    widths = []
    for is_on in (False, True):
        toggle.setChecked(is_on)
        widths.append(toggle.sizeHint().width())
    bold = QFont(toggle.font())
    bold.setWeight(QFont.Weight.DemiBold)
    text_width = QFontMetrics(bold).horizontalAdvance(toggle.text())
    assert min(widths) >= text_width + 2 * style.px(QUIET_PADDING_X)
    assert widths[0] == widths[1]
