"""Tests of quiet buttons and check boxes."""

from collections import Counter

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import CheckBox, ToggleButton
from tests.contrast import contrast_ratio


def test_toggle_has_room_for_its_bold_text_on_or_off(style: Look, window: QWidget) -> None:
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


def test_focus_is_one_frame_around_the_letters(style: Look, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    for look in ("quiet", "toggle", "primary", "link", ""):
        button = QPushButton("Copy", window)
        button.setProperty("look", look)
        button.show()
        insides = []
        for has_focus in (True, False):
            button.setFocus() if has_focus else button.clearFocus()
            window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as after Tab
            button.resize(button.sizeHint())
            insides.append(button.grab(button.rect().adjusted(4, 4, -4, -4)).toImage())
            assert button.hasFocus() is has_focus
        assert insides[0] == insides[1], look


def test_check_box_that_is_on_is_filled_in_every_theme(style: Look, window: QWidget) -> None:
    box = CheckBox("Large print", window)
    for theme in ThemeChoice:
        style.choose(theme)
        box.resize(box.sizeHint())
        for is_enabled in (True, False):
            box.setEnabled(is_enabled)
            fills = []
            for is_on in (False, True):
                box.setChecked(is_on)
                picture = box.grab(QRect(6, 6, 16, 16)).toImage()
                points = ((x, y) for x in range(16) for y in range(16))
                colours = Counter(picture.pixelColor(x, y).name() for x, y in points)
                fills.append(colours.most_common(1)[0][0])
            assert contrast_ratio(*fills) >= 3, (theme, is_enabled)


def test_check_box_wraps_its_text_and_takes_clicks_on_it(style: Look, window: QWidget) -> None:
    box = CheckBox("Discussion questions, with room to write", window)
    assert box.heightForWidth(box.sizeHint().width()) == box.sizeHint().height() >= 24
    narrow = box.minimumSizeHint().width()
    assert box.heightForWidth(narrow) > 3 * QFontMetrics(box.font()).height()
    box.resize(300, box.heightForWidth(300))
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(290, box.height() - 3))
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
