"""Tests of the choice of the force to highlight."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.look import Look
from tests.sample_measures import make_measure


def test_force_is_found_by_typing_its_name(window: QWidget, style: Look) -> None:
    measure = make_measure()
    force = measure.figures[-1].force
    box = HighlightBox(window, (measure,))
    window.show()
    box.setFocus()
    QTest.keyClicks(box, force.short_name[0])
    QTest.keyClicks(box.view(), force.short_name[1:])
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.highlight == force


def test_forces_are_listed_by_their_names(window: QWidget, style: Look) -> None:
    box = HighlightBox(
        window, (make_measure((("Zulu", 9, ""), ("Alpha", 1, ""), ("Mike", 5, ""))),)
    )
    texts = [box.itemText(at).removesuffix(" highlighted") for at in range(1, box.count())]
    assert texts == ["Alpha", "Mike", "Zulu"]
