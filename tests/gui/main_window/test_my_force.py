"""Choosing my force, and the line that says where the briefing mentions it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.force_chooser import ForceChooser
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.findings_list import FindingsList
from briefing_app.gui.panes.force_line import ForceLine
from briefing_app.gui.settings import Settings
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.model.forces import find_mentions
from briefing_app.model.reading import FindingFilter
from briefing_app.model.report import Force, Report
from tests.gui.menus import trigger
from tests.gui.parts import briefing_of
from tests.gui.pixels import colours
from tests.sample_report import NORTH, make_finding, make_quote, make_report


@pytest.fixture
def report(main_window: MainWindow) -> Report:
    """Return the open briefing."""
    return briefing_of(main_window).report


def chooser(window: MainWindow) -> ForceChooser:
    (chooser,) = window.findChildren(ForceChooser)
    return chooser


def popup() -> QWidget:
    """Return the open list of forces."""
    widget = QApplication.activePopupWidget()
    assert widget is not None
    return widget


def field() -> QLineEdit:
    (field,) = popup().findChildren(QLineEdit)
    return field


def rows() -> list[str]:
    (view,) = popup().findChildren(QListWidget)
    return [view.item(row).text() for row in range(view.count())]


def choose(window: MainWindow, name: str) -> None:
    """Choose my force as the user does."""
    trigger(window, "Choose my force")
    QTest.keyClicks(field(), name)
    QTest.keyClick(field(), Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None


def line(window: MainWindow) -> ForceLine:
    (line,) = window.findChildren(ForceLine)
    return line


def findings_list(window: MainWindow) -> FindingsList:
    (view,) = window.findChildren(FindingsList)
    return view


def text_of(part: QWidget) -> str:
    """Return the text of a label or button as it is shown."""
    return str(getattr(part, "displayed_text", part.property("text")))


def links(line: ForceLine) -> dict[str, QPushButton]:
    return {text_of(each): each for each in line.findChildren(QPushButton) if each.isVisible()}


def shown_text(line: ForceLine) -> str:
    """Return all that the line says."""
    layout = line.layout()
    assert layout is not None
    layout.activate()
    parts = (*line.findChildren(QLabel), *line.findChildren(QPushButton))
    shown = sorted((each.x(), text_of(each)) for each in parts if each.isVisible())
    return " ".join(text for _, text in shown).replace(" ,", ",")


# ---- choosing -----------------------------------------------------------------------------------


def test_chosen_force_is_remembered_by_name_and_can_be_unset(
    main_window: MainWindow, settings: Settings
) -> None:
    button = chooser(main_window)
    assert button.accessibleName() == "Choose my force"
    choose(main_window, "Cumb")
    assert settings.my_force == "Cumbria Constabulary"
    assert button.accessibleName() == "My force: Cumbria"
    button.click()
    QTest.keyClick(field(), Qt.Key.Key_Home)
    QTest.keyClick(field(), Qt.Key.Key_PageUp)
    for _ in range(4):
        QTest.keyClick(field(), Qt.Key.Key_PageUp)
    QTest.keyClick(field(), Qt.Key.Key_Return)
    assert settings.my_force == ""
    assert button.accessibleName() == "Choose my force"


def test_button_without_a_force_is_never_cut(main_window: MainWindow) -> None:
    button = chooser(main_window)
    for width in (720, 1024, 1366):
        main_window.resize(width, 640)
        QApplication.processEvents()
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.text_width()
        assert button.accessibleName() == "Choose my force"


def test_all_forces_are_offered_whatever_the_briefing_lists_and_a_click_chooses_one(
    main_window: MainWindow, style: Look, settings: Settings
) -> None:
    for scale in (2.0, 1.0):
        style.set_scale(scale)
        chooser(main_window).click()
        assert main_window.screen().availableGeometry().contains(popup().geometry())
        assert rows()[:3] == ["None", "Avon and Somerset", "Bedfordshire"]
        assert {"PSNI", "Police Scotland", "British Transport Police"} <= {*rows()}
        assert len(rows()) == 1 + 46
        (view,) = popup().findChildren(QListWidget)
        place = view.visualItemRect(view.item(2)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert settings.my_force == "Bedfordshire Police"


def test_typing_leaves_forces_with_that_part_of_their_name(
    main_window: MainWindow, settings: Settings, heard: list[str]
) -> None:
    trigger(main_window, "Choose my force")
    QTest.keyClicks(field(), "Atlantis")
    assert rows() == ["No force has this name"]
    QTest.keyClick(field(), Qt.Key.Key_Return)
    assert settings.my_force == ""
    field().clear()
    QTest.keyClicks(field(), "Wal")
    assert rows() == ["North Wales", "South Wales", "Devon and Cornwall"]
    QTest.keyClick(field(), Qt.Key.Key_Down)
    assert heard[-2:] == ["North Wales", "South Wales"]
    QTest.keyClick(field(), Qt.Key.Key_Enter)
    assert settings.my_force == "South Wales Police"


def test_each_force_that_typing_finds_is_announced_once(
    main_window: MainWindow, heard: list[str]
) -> None:
    trigger(main_window, "Choose my force")
    for letters, said in (("wal", ["North Wales"]), ("es", []), ("zz", ["No force has this name"])):
        heard.clear()
        QTest.keyClicks(field(), letters)
        assert heard[-1:] == said[-1:]
        assert len(heard) == len({*heard})


def test_open_list_is_part_of_the_accessible_header(main_window: MainWindow) -> None:
    def children() -> list[str]:
        header = QAccessible.queryAccessibleInterface(main_window.header)
        found = [header.child(at) for at in range(header.childCount())]
        assert [header.indexOfChild(each) for each in found] == [*range(len(found))]
        assert {each.parent().object() for each in found} == {main_window.header}
        return [each.text(QAccessible.Text.Name) for each in found]

    before = children()
    trigger(main_window, "Choose my force")
    assert children() == [*before, "My force"]
    QTest.keyClick(field(), Qt.Key.Key_Escape)
    assert children() == before


def test_forces_are_large_enough_to_click_at_any_text_size(
    main_window: MainWindow, style: Look
) -> None:
    for scale in (1.0, 0.8, 2.0):
        style.set_scale(scale)
        trigger(main_window, "Choose my force")
        (view,) = popup().findChildren(QListWidget)
        assert view.visualItemRect(view.item(0)).height() >= 24 * max(1.0, scale)
        QTest.keyClick(field(), Qt.Key.Key_Escape)


def test_esc_keeps_the_chosen_force(main_window: MainWindow, settings: Settings) -> None:
    choose(main_window, "Kent")
    trigger(main_window, "Choose my force")
    QTest.keyClicks(field(), "Wal")
    QTest.keyClick(field(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert settings.my_force == "Kent Police"
    trigger(main_window, "Choose my force")
    assert field().text() == ""
    (view,) = popup().findChildren(QListWidget)
    assert view.currentItem().text() == "Kent"


def test_button_is_as_wide_whatever_the_name(main_window: MainWindow, style: Look) -> None:
    button, search = chooser(main_window), main_window.findChildren(QLineEdit)[0]
    for scale in (1.0, 2.0):
        style.set_scale(scale)
        choose(main_window, "Kent")  # in large text, the header is there since then
        QApplication.processEvents()
        before = (button.geometry(), search.geometry())
        choose(main_window, "Hampshire")
        QApplication.processEvents()
        assert (button.geometry(), search.geometry()) == before
        assert "My force: Hampshire and Isle of Wight" in button.toolTip()


def test_long_name_ends_in_an_ellipsis_inside_the_button(
    main_window: MainWindow, style: Look
) -> None:
    main_window.reading.set_my_force("A long name " * 9)
    picture = chooser(main_window).grab().toImage()
    assert style.theme.accent in colours(picture)
    for left in (3, picture.width() - 7):
        edge = picture.copy(QRect(left, 6, 4, picture.height() - 12))
        assert style.theme.accent not in colours(edge)


# ---- the line -----------------------------------------------------------------------------------


def test_line_says_where_the_force_is_and_links_there(
    main_window: MainWindow, report: Report
) -> None:
    main_window.reading.search("prematurely")
    choose(main_window, "West Mercia")
    assert shown_text(line(main_window)) == "West Mercia is in finding 9 and 1 figure"
    links(line(main_window))["finding 9"].click()
    assert main_window.reading.contents.finding == report.findings[8]
    assert main_window.reading.state.filter is FindingFilter.ALL
    assert main_window.reading.state.search == ""
    assert QApplication.focusWidget() is findings_list(main_window)


def test_quotes_about_my_force_are_shown(main_window: MainWindow) -> None:
    main_window.activateWindow()
    choose(main_window, "Cumbria")
    links(line(main_window))["1 quote"].click()
    quote = main_window.reading.contents.quote
    assert quote is not None
    assert "Cumbria" in {force.short_name for force in quote.forces}
    focus = QApplication.focusWidget()
    assert focus is not None
    assert main_window.view.column.page.isAncestorOf(focus)


def test_tab_leads_from_the_list_to_the_choice_and_each_link(main_window: MainWindow) -> None:
    main_window.activateWindow()
    choose(main_window, "West Mercia")
    choice, finding, figure = links(line(main_window)).values()
    findings_list(main_window).setFocus()
    order = []
    for _ in range(3):
        QTest.keyClick(main_window, Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [choice, finding, figure]
    QTest.keyClick(figure, Qt.Key.Key_Return)
    figures, focus = main_window.view.figures, QApplication.focusWidget()
    assert focus is not None
    assert figures.isAncestorOf(focus)


def test_briefing_that_does_not_mention_my_force_says_so(
    main_window: MainWindow, style: Look
) -> None:
    choose(main_window, "Kent")
    main_window.show_briefing(open_briefing(BUNDLED_BRIEFING))
    QApplication.processEvents()
    words = "This briefing doesn’t mention Kent."
    assert shown_text(line(main_window)) == words
    (sentence,) = links(line(main_window)).values()
    assert sentence.toolTip().startswith("<p>")
    assert words in sentence.toolTip()
    picture = sentence.grab().toImage()
    half = picture.width() // 2
    start, end = picture.copy(0, 0, half, 99), picture.copy(half, 0, half, 99)
    assert style.theme.accent not in colours(start)
    assert style.theme.accent in colours(end)  # the name stands out
    main_window.reading.set_my_force("")
    assert shown_text(line(main_window)).strip() == "Choose my force  Ctrl+M"


def test_line_leads_to_the_choice_of_a_force_and_of_another_one(main_window: MainWindow) -> None:
    for height, name, shown in (
        (720, "Kent", "This briefing doesn’t mention Kent."),
        (720, "West Mercia", "West Mercia is in finding 9 and 1 figure"),
        (480, "Cumbria", "Cumbria is in finding 10 and 1 quote"),  # the header is folded
    ):
        main_window.resize(1024, height)
        choice = next(iter(links(line(main_window)).values()))
        QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
        QTest.keyClicks(field(), name)
        QTest.keyClick(field(), Qt.Key.Key_Return)
        assert shown_text(line(main_window)) == shown


def test_link_to_the_choice_does_not_widen_a_narrow_list(
    main_window: MainWindow, style: Look
) -> None:
    main_window.resize(1366, 696)
    style.set_scale(2.0)
    main_window.resize(720, 480)
    QApplication.processEvents()
    assert main_window.view.findings.width() < 0.4 * main_window.width()
    assert list(links(line(main_window))) == ["Choose my force"]


def test_choice_of_my_force_is_announced(main_window: MainWindow, heard: list[str]) -> None:
    main_window.reading.set_my_force(main_window.briefing.report.forces[5].name)  # type: ignore[union-attr]
    assert heard == ["Cumbria is in finding 10 and 1 quote."]
    trigger(main_window, "Reload the briefing")
    main_window.reading.set_my_force("")
    assert heard == ["Cumbria is in finding 10 and 1 quote."]


def test_link_leads_to_the_next_place_each_time(shown_line: Callable[[int], ForceLine]) -> None:
    line = shown_line(420)
    shown: list[object] = []
    line.place_requested.connect(shown.append)
    for _ in range(3):
        links(line)["findings 1 and 3"].click()
    assert [getattr(finding, "position") for finding in shown] == [1, 3, 1]  # noqa: B009


def test_narrow_line_has_one_link_to_all_places(shown_line: Callable[[int], ForceLine]) -> None:
    for width in (190, 300, 340, 380):
        assert shown_text(shown_line(width)).startswith("Northern is in ")
    line = shown_line(190)
    assert shown_text(line) == "Northern is in 3 places"
    shown: list[object] = []
    line.place_requested.connect(shown.append)
    for _ in range(4):
        links(line)["3 places"].click()
    assert [type(each).__name__ for each in shown] == ["Finding", "Finding", "Quote", "Finding"]


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_all_links_fit_into_the_line_and_it_keeps_its_height(
    shown_line: Callable[[int], ForceLine], style: Look, scale: float
) -> None:
    style.set_scale(scale)
    for width in (240, 310, 376, 424, 700):
        line = shown_line(width)
        height = line.height()
        sentence, *others = links(line).values()
        assert sentence.x() + style.px(QUIET_PADDING_X) == 18  # where the text of the list begins
        for link in others:  # the sentence before them is elided
            assert line.rect().contains(QRect(link.mapTo(line, QPoint()), link.size()))
            assert link.width() >= link.sizeHint().width()
        for mentions in (None, find_mentions(make_report(), Force(0, "Kent Police", "Kent"))):
            line.show_mentions(mentions)
            QApplication.processEvents()
            assert line.height() == height


@pytest.fixture
def shown_line(style: Look) -> Callable[[int], ForceLine]:
    """Return a function that shows a line of a width for a force in three places."""
    lines = []

    def show(width: int) -> ForceLine:
        parent = QWidget()
        line = ForceLine(parent)
        lines.append(parent)
        findings = (make_finding(1, forces=(NORTH,)), make_finding(3, forces=(NORTH,)))
        quotes = (make_quote(1, forces=(NORTH,)),)
        line.show_mentions(find_mentions(make_report(findings, quotes), NORTH))
        parent.resize(width, 100)
        line.resize(width, line.height())
        parent.show()
        QApplication.processEvents()
        return line

    return show
