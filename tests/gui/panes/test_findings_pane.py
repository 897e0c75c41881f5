"""The findings pane: list, delegate and filters."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QStyleOptionViewItem,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, TextRole, ThemeChoice
from briefing_app.gui.panes.findings_list import FindingDelegate, FindingsList
from briefing_app.gui.panes.findings_model import FindingsModel, KindHeading
from briefing_app.gui.panes.findings_pane import FindingsFilterBar, FindingsPane
from briefing_app.gui.panes.nothing_found import NothingFoundPage
from briefing_app.model.reading import FindingFilter, NoteMarks
from briefing_app.model.report import Finding, FindingKind, Force
from tests.gui.parts import button_of, tool_tip_of_row
from tests.gui.pixels import colours
from tests.sample_reading import SampleReading
from tests.sample_report import NORTH, make_finding

Shown = Callable[..., FindingsPane]


@pytest.fixture
def shown(qtbot: QtBot, style: Look, reading: SampleReading) -> Shown:
    """Return a function that shows findings in a pane, from `reading`."""

    def show(findings: tuple[Finding, ...], width: int = 460, height: int = 700) -> FindingsPane:
        pane = FindingsPane(None, reading)
        qtbot.addWidget(pane)
        pane.resize(width, height)
        reading.show(findings)
        with qtbot.waitExposed(pane):
            pane.show()
        return pane

    return show


def _view(pane: FindingsPane) -> FindingsList:
    view = pane.findChild(FindingsList)
    assert isinstance(view, FindingsList)
    return view


def _model(pane: FindingsPane) -> FindingsModel:
    model = _view(pane).model()
    assert isinstance(model, FindingsModel)
    return model


def _row_of(pane: FindingsPane, finding: Finding) -> QModelIndex:
    """Return the row of a finding."""
    model = _model(pane)
    return next(
        model.index(row, 0) for row in range(model.rowCount()) if model.entry(row) is finding
    )


def _rows(pane: FindingsPane) -> list[str | int]:
    """Return the rows: the name of a kind, or the number of a finding."""
    model = _model(pane)
    rows = map(model.entry, range(model.rowCount()))
    return [row.text if isinstance(row, KindHeading) else row.position for row in rows if row]


def _middle(view: QListView) -> QPoint:
    """Return the middle of the selected row, or (-1, -1) before it is laid out."""
    rect = view.visualRect(view.currentIndex())
    return rect.center() if rect.isValid() else QPoint(-1, -1)


def _chip(pane: FindingsPane, name: str) -> QPushButton:
    chips = pane.findChildren(QPushButton)
    return next(chip for chip in chips if chip.accessibleName().startswith(f"{name}: "))


def _chips(pane: FindingsPane) -> list[str]:
    chips = [chip for chip in pane.findChildren(QPushButton) if chip.isCheckable()]
    return [chip.accessibleName() for chip in chips]


def test_theme_change_recolours_rows_and_the_ground_below_them_at_once(
    shown: Shown, style: Look, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    for theme in list(ThemeChoice)[1:]:
        style.choose(theme)
        QApplication.processEvents()
        picture = _view(pane).viewport().grab().toImage()
        assert picture.pixelColor(50, picture.height() - 5) == style.colour("surface")
        assert {style.theme.surface, style.theme.accent_soft} <= colours(picture)


def test_nothing_found_is_said_in_the_place_of_the_list(
    shown: Shown, reading: SampleReading, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    reading.find("x")
    pane.focus()
    assert button_of(pane, "Show all 6 findings").hasFocus()
    reading.find("finging", suggestion="finding")
    assert not _view(pane).isVisible()
    page = pane.findChildren(NothingFoundPage)[0]
    assert page.isVisible()
    (suggestion,) = (
        each for each in page.findChildren(QPushButton) if each.accessibleDescription()
    )
    assert suggestion.accessibleName() == "Did you mean finding?"
    assert suggestion.accessibleDescription() == "6 findings"
    pane.focus()
    assert suggestion.hasFocus()
    QTest.mouseClick(button_of(pane, "Show all 6 findings"), Qt.MouseButton.LeftButton)
    assert reading.state.search == ""
    assert _view(pane).isVisible()
    reading.find("finging", suggestion="finding")
    QTest.mouseClick(suggestion, Qt.MouseButton.LeftButton)
    assert reading.state.search == "finding"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_word_does_not_widen_pane(qtbot: QtBot, style: Look, scale: float) -> None:
    style.set_scale(scale)
    word = "Unbreakable" * 18
    force = Force(9, word, word)
    widths = []
    for findings, forces in (
        ((make_finding(1, caution="Look it up.", forces=(NORTH,)),), (NORTH,)),
        ((make_finding(1, headline=word, caution=word, forces=(force,)),), (force,)),
    ):
        reading = SampleReading()
        pane = FindingsPane(None, reading)
        qtbot.addWidget(pane)
        reading.show(findings)
        reading.set_my_force(forces[0].name)
        reading.set_filter(FindingFilter.MY_FORCE)
        with qtbot.waitExposed(pane):
            pane.show()
        view = _view(pane)
        assert view.visualRect(view.model().index(1, 0)).width() == view.viewport().width()
        widths.append(pane.minimumSizeHint().width())
    assert widths[0] == widths[1]


def test_headline_takes_at_most_five_lines(shown: Shown) -> None:
    short = make_finding(1, headline="Short")
    five = make_finding(2, headline="word " * 50)
    endless = make_finding(3, headline="word " * 400)
    pane = shown((short, five, endless))
    view = _view(pane)
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in (1, 2, 3)]
    assert heights[0] < heights[1] == heights[2]


def test_row_height_is_same_with_and_without_scroll_bar(qtbot: QtBot, style: Look) -> None:
    many = tuple(make_finding(n, headline="i " * (36 + n)) for n in range(1, 30))
    for width in (400, 410, 420):
        panes = []
        for findings in (many[:7], many):
            reading = SampleReading()
            panes.append(FindingsPane(None, reading))
            qtbot.addWidget(panes[-1])
            panes[-1].resize(width, 700)
            reading.show(findings)
            with qtbot.waitExposed(panes[-1]):
                panes[-1].show()
        few, all_of_them = map(_view, panes)
        all_of_them.doItemsLayout()
        assert few.verticalScrollBar().maximum() == 0 < all_of_them.verticalScrollBar().maximum()
        for row in range(7):
            one, other = (
                view.visualRect(view.model().index(row, 0)) for view in (few, all_of_them)
            )
            assert one.height() == other.height()
            assert one.right() + 1 == few.viewport().width() > other.right()


def test_search_terms_are_highlighted_in_rows(
    shown: Shown, style: Look, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    pane = shown(findings)
    assert style.theme.mark not in colours(pane.grab().toImage())
    reading.find("finding", {1, 2})
    assert style.theme.mark in colours(pane.grab().toImage())


def test_search_paints_only_the_rows_again_in_which_its_words_change(
    qtbot: QtBot, shown: Shown, reading: SampleReading
) -> None:
    painted: set[int] = set()

    class Recorder(FindingDelegate):
        def paint(
            self,
            painter: QPainter,
            option: QStyleOptionViewItem,
            index: QModelIndex | QPersistentModelIndex,
        ) -> None:
            painted.add(index.row())
            super().paint(painter, option, index)

    headlines = ("Victims first", "A victim waits", "Nobody waits", "Nobody else", "More victims")
    findings = tuple(make_finding(at, headline=text) for at, text in enumerate(headlines, start=1))
    pane = shown(findings)
    view, everything = _view(pane), frozenset(finding.id for finding in findings)
    recorder = Recorder(view, _model(pane))
    view.setItemDelegate(recorder)
    reading.find("vict", everything)
    view.viewport().repaint()
    painted.clear()
    reading.find("victim", everything)
    qtbot.waitUntil(lambda: bool(painted))
    assert painted - {0} == {1, 2, 5}  # row 0 is the heading


def test_selection_stays_when_search_ends(
    qtbot: QtBot, shown: Shown, reading: SampleReading
) -> None:
    many = tuple(make_finding(n) for n in range(1, 1001))
    pane = shown(many)
    view = _view(pane)
    reading.find("one", {700, 800})
    reading.accept_result()
    for text in ("", "nothing", ""):
        reading.find(text)
        assert reading.contents.finding is many[699]
        assert _rows(pane) == [] if text else view.currentIndex() == _row_of(pane, many[699])
    qtbot.waitUntil(lambda: view.viewport().rect().contains(_middle(view)))


def test_row_higher_than_list_is_scrolled_to_its_end_by_keyboard(shown: Shown, style: Look) -> None:
    style.set_scale(2.0)
    findings = tuple(make_finding(at, headline="Several words in a row " * 9) for at in (1, 2, 3))
    pane = shown(findings, 408, 230)
    view = _view(pane)
    pane.focus()
    height, row_height = view.viewport().height(), view.visualRect(view.currentIndex()).height()
    assert height < row_height
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        scrolled: dict[int, list[int]] = {}  # by row: how much of it is above the list
        for _ in range(20):
            row = view.currentIndex()
            scrolled.setdefault(row.row(), []).append(-view.visualRect(row).top())
            QTest.keyClick(view, key)
        for amounts in scrolled.values():
            assert all(abs(after - before) <= height for before, after in pairwise(amounts))
        if key is Qt.Key.Key_Down:
            assert {max(amounts) + height for amounts in scrolled.values()} == {row_height}
        assert {min(amounts) for amounts in scrolled.values()} == {0}
        assert set(scrolled) >= {1, 2, 3}


@pytest.mark.parametrize("change", ["text-size", "height", "width"])
def test_selected_row_stays_in_view(qtbot: QtBot, shown: Shown, style: Look, change: str) -> None:
    pane = shown(tuple(make_finding(at, headline="Several words " * 6) for at in range(1, 30)))
    view = _view(pane)
    pane.step(5)
    before = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(before)
    if change == "text-size":
        style.set_scale(1.75)
    else:
        pane.resize(*((460, 420) if change == "height" else (240, 700)))

    def is_in_view() -> bool:
        row = view.visualRect(view.currentIndex())
        is_changed = change == "height" or row.height() > before.height()
        return is_changed and view.viewport().rect().contains(row)

    qtbot.waitUntil(is_in_view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    away = view.verticalScrollBar().value()
    pane.resize(pane.width(), pane.height() - 20)
    QApplication.processEvents()
    assert view.verticalScrollBar().value() >= away


def test_headings_and_the_bar_of_the_selected_row_are_in_the_colour_of_the_kind(
    shown: Shown, style: Look, reading: SampleReading
) -> None:
    findings = tuple(
        make_finding(at, kind) for at, kind in enumerate((*FindingKind, *FindingKind), start=1)
    )
    pane = shown(findings)
    view, kinds = _view(pane), len(FindingKind)
    for finding, other in zip(findings[:kinds], findings[kinds:], strict=True):
        reading.choose(finding)
        QApplication.processEvents()
        rows = [view.visualRect(_row_of(pane, each)) for each in (finding, other)]
        image = view.viewport().grab().toImage()
        ink = style.theme.kind_colour(finding.kind)
        edges = [image.pixelColor(1, row.center().y()).name().upper() for row in rows]
        assert edges == [ink, style.theme.surface]
        heading = view.visualRect(view.model().index(_row_of(pane, finding).row() - 1, 0))
        assert ink in colours(image.copy(heading))


# ---- marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [460, 260])
def test_mark_is_painted_at_its_finding_alone_and_moves_nothing(
    shown: Shown, width: int, reading: SampleReading
) -> None:
    findings = tuple(
        make_finding(at, headline="Some words in a row " * 4, forces=(NORTH,) * (at == 2))
        for at in (1, 2, 3)
    )
    pane = shown(findings, width)

    def rows() -> tuple[list[QRect], list[QImage]]:
        QApplication.processEvents()
        places = [_view(pane).visualRect(_row_of(pane, finding)) for finding in findings]
        return places, [_view(pane).viewport().grab(place).toImage() for place in places]

    marked = frozenset({2})
    places, before = rows()
    unmark = partial(reading.set_marks, NoteMarks())
    marks: list[tuple[Callable[[], None], Callable[[], None]]] = [
        (partial(reading.set_my_force, NORTH.name), partial(reading.set_my_force, "")),
        (partial(reading.set_marks, NoteMarks(marked)), unmark),
        (partial(reading.set_marks, NoteMarks(bookmarked=marked)), unmark),
        (partial(reading.find, "x", {1, 2, 3}, in_notes=marked), partial(reading.search, "")),
    ]
    for mark, end in marks:
        mark()
        same_places, after = rows()
        changed = [one != other for one, other in zip(before, after, strict=True)]
        assert changed == [False, True, False]
        assert same_places == places
        end()
        assert rows() == (places, before)


def test_row_is_high_enough_for_all_its_marks_in_a_narrow_list(
    shown: Shown, style: Look, reading: SampleReading
) -> None:
    findings = (
        make_finding(1, headline="Short", caution="Unclear.", forces=(NORTH,)),
        make_finding(2, headline="Short"),
    )
    pane = shown(findings, 260)
    reading.set_my_force(NORTH.name)
    reading.set_marks(NoteMarks(frozenset({1}), frozenset({1})))
    QApplication.processEvents()
    all_marks, room_for_two = (
        _view(pane).visualRect(_row_of(pane, finding)).height() for finding in findings
    )
    line = QFontMetrics(style.font(TextRole.LIST)).height()
    assert all_marks >= 4 * line
    assert 2 * line <= room_for_two < 4 * line


def test_tool_tip_of_a_row_names_its_marks(shown: Shown, reading: SampleReading) -> None:
    pane = shown((make_finding(1, caution="Unclear."), make_finding(2)))
    reading.set_marks(NoteMarks(frozenset({1}), frozenset()))
    texts = [tool_tip_of_row(_view(pane), row) for row in (0, 1)]
    assert texts == ["", "<p>My note · Source unclear</p>"]


# ---- folding ------------------------------------------------------------------------------------


def test_arrow_keys_fold_and_unfold_a_kind_as_in_a_tree(
    shown: Shown, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    pane = shown(findings)
    reading.choose(findings[1])
    view = _view(pane)
    pane.focus()
    QTest.keyClick(view, Qt.Key.Key_Left)  # to the heading
    assert view.currentIndex().row() == 0
    assert _rows(pane)[:4] == ["Concerns", 1, 2, 6]
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert _rows(pane) == [
        *("Concerns", "Good practice", 3),
        *("Figures", 4, "Next steps", 5),
    ]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert reading.contents.finding is findings[1]
    assert _rows(pane)[:4] == ["Concerns", 1, 2, 6]
    assert view.selectionModel().selectedIndexes() == [_row_of(pane, findings[1])]
    QTest.keyClick(view, Qt.Key.Key_Right)  # to the first finding
    assert reading.contents.finding is findings[0]


def test_key_that_presses_folds_and_unfolds_the_heading_it_is_on(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    view = _view(pane)
    pane.focus()
    QTest.keyClick(view, Qt.Key.Key_Up)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
        assert _rows(pane)[:2] == ["Concerns", "Good practice"]
        QTest.keyClick(view, key)
        assert _rows(pane)[:2] == ["Concerns", 1]


def test_click_on_a_heading_folds_it_in_place(shown: Shown, reading: SampleReading) -> None:
    findings = tuple(
        make_finding(at, FindingKind.FIGURES if at > 20 else FindingKind.CONCERN)
        for at in range(1, 50)
    )
    pane = shown(findings, height=400)
    view = _view(pane)
    reading.choose(findings[24])
    for rows in (22, 51):
        heading = view.visualRect(view.model().index(21, 0))
        assert view.viewport().rect().contains(heading)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=heading.center())
        assert view.model().rowCount() == rows
    assert reading.contents.finding is findings[24]
    assert view.selectionModel().isSelected(_row_of(pane, findings[24]))


def test_heading_is_in_view_with_the_first_finding_below_it(
    shown: Shown, reading: SampleReading
) -> None:
    kinds = (FindingKind.CONCERN, FindingKind.FIGURES)
    findings = tuple(make_finding(at, kinds[at > 20]) for at in range(1, 41))
    pane = shown(findings, height=360)
    view = _view(pane)
    reading.choose(findings[30])
    pane.step(-10)
    assert reading.contents.finding is findings[20]
    first = _row_of(pane, findings[20])
    for row in (first, first.siblingAtRow(first.row() - 1)):
        assert view.viewport().rect().contains(view.visualRect(row))


def test_next_finding_unfolds_its_kind(
    shown: Shown, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    pane = shown(findings)
    view = _view(pane)
    pane.focus()
    reading.choose(findings[2])
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert 3 not in _rows(pane)
    reading.choose(findings[5])
    pane.step(1)
    assert reading.contents.finding is findings[2]
    assert 3 in _rows(pane)


# ---- filters ------------------------------------------------------------------------------------


@pytest.fixture
def marked(shown: Shown, reading: SampleReading, findings: tuple[Finding, ...]) -> FindingsPane:
    """A pane with a note on finding 5, which is about no force, and Northern as my force."""
    pane = shown(findings)
    reading.set_my_force(NORTH.name)
    reading.set_marks(NoteMarks(frozenset({5}), frozenset()))
    return pane


def test_chips_are_always_there_with_counts_and_disabled_at_zero(
    shown: Shown, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    pane = shown(findings)
    assert _chips(pane) == [
        "All: 6",
        "My force: 0",
        "With my notes: 0",
        "Bookmarked: 0",
        "Source unclear: 1",
    ]
    reading.set_my_force(NORTH.name)
    reading.set_marks(NoteMarks(frozenset({5}), frozenset({1, 2})))
    assert _chips(pane)[1:4] == [
        "Northern: 2",
        "With my notes: 1",
        "Bookmarked: 2",
    ]
    reading.set_my_force("Kent Police")
    reading.set_marks(NoteMarks())
    chips = [chip for chip in pane.findChildren(QPushButton) if chip.isCheckable()]
    assert [chip.text() for chip in chips] == ["All 6", "Kent 0", "0", "0", "1"]
    assert [chip.isEnabled() for chip in chips] == [True, False, False, False, True]
    assert all(chip.isVisible() and chip.toolTip() for chip in chips)


def test_chip_lists_what_has_its_mark_until_another_is_chosen(
    marked: FindingsPane, reading: SampleReading
) -> None:
    for name, rows in (
        ("Northern", ["Concerns", 2, "Good practice", 3]),
        ("With my notes", ["Next steps", 5]),
        ("Source unclear", ["Figures", 4]),
    ):
        _chip(marked, name).click()
        assert _rows(marked) == rows
        checked = [each for each in marked.findChildren(QPushButton) if each.isChecked()]
        assert checked == [_chip(marked, name)]
    _chip(marked, "All").click()
    assert len(_rows(marked)) == 10
    reading.find("needle", {2, 4})
    counts = [name.rpartition(": ")[2] for name in _chips(marked)]
    assert counts == ["2", "1", "0", "0", "1"]


def test_filter_that_hides_what_was_found_can_be_cleared(
    marked: FindingsPane, reading: SampleReading
) -> None:
    def texts() -> set[str]:
        return {label.text() for label in marked.findChildren(QLabel) if label.isVisible()}

    marked.activateWindow()
    reading.set_filter(FindingFilter.NOTES)
    reading.find("one", {1})
    assert not _view(marked).isVisible()
    assert "Nothing found with this filter." in texts()
    marked.focus()
    assert button_of(marked, "Clear filter").hasFocus()
    button_of(marked, "Clear filter").click()
    assert _rows(marked) == ["Concerns", 1]
    assert _view(marked).isVisible()
    reading.show()
    assert "This briefing has no findings." in texts()
    assert not button_of(marked, "Clear filter").isVisible()


def _places(pane: FindingsPane) -> list[QRect]:
    line = pane.force_line
    buttons = (each for each in pane.findChildren(QPushButton) if not line.isAncestorOf(each))
    widgets = [*buttons, _view(pane), line]
    return [QRect(each.mapTo(pane, QPoint()), each.size()) for each in widgets]


@pytest.mark.parametrize(("scale", "size"), [(1.0, (424, 560)), (2.0, (300, 330))])
def test_nothing_moves_if_counts_or_my_force_change(
    shown: Shown, style: Look, scale: float, size: tuple[int, int], reading: SampleReading
) -> None:
    style.set_scale(scale)
    findings = tuple(make_finding(at, caution="?", forces=(NORTH,)) for at in range(1, 14))
    pane = shown(findings, *size)
    before = _places(pane)
    changes: list[Callable[[], None]] = [
        partial(reading.set_my_force, NORTH.name),
        partial(reading.set_my_force, "A force of a long name " * 3),
        partial(reading.set_marks, NoteMarks(frozenset(range(1, 12)), frozenset({2}))),
        partial(reading.find, "x", {2}),
        partial(reading.set_filter, FindingFilter.NOTES),
    ]
    for change in changes:
        change()
        QApplication.processEvents()
        assert _places(pane) == before


@pytest.mark.parametrize(
    ("size", "scale", "is_folded"),
    [
        ((424, 560), 1.0, False),
        ((376, 500), 1.0, False),
        ((424, 360), 1.0, True),  # too low
        ((260, 560), 1.0, True),  # too narrow
        ((500, 560), 2.0, True),
    ],
)
def test_chips_fold_into_one_button_if_there_is_no_room(
    shown: Shown, style: Look, size: tuple[int, int], scale: float, is_folded: bool
) -> None:
    style.set_scale(scale)
    pane = shown(tuple(make_finding(at) for at in range(1, 7)), *size)
    bar = pane.findChild(FindingsFilterBar)
    assert isinstance(bar, FindingsFilterBar)
    visible = [each for each in bar.findChildren(QPushButton) if each.isVisible()]
    assert (len(visible) == 1) is is_folded
    assert all(pane.rect().contains(QRect(b.mapTo(pane, QPoint()), b.size())) for b in visible)
    if is_folded:
        assert visible[0].accessibleName() == "Filter: All 6"
        assert "All 6" in [label.text() for label in bar.findChildren(QLabel)]


def test_folded_filters_are_a_menu_with_counts(
    shown: Shown, style: Look, findings: tuple[Finding, ...], reading: SampleReading
) -> None:
    pane = shown(findings, 300, 330)
    reading.set_my_force("Smith & Sons")
    reading.set_marks(NoteMarks(frozenset({5}), frozenset()))
    button = next(each for each in pane.findChildren(QPushButton) if each.isVisible())
    button.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = ["All 6", "Smith && Sons 0", "With my notes 1", "Bookmarked 0", "Source unclear 1"]
    assert [action.text() for action in menu.actions()] == texts
    assert [action.isEnabled() for action in menu.actions()] == [True, False, True, False, True]
    assert [action.isChecked() for action in menu.actions()] == [True, *[False] * 4]
    menu.actions()[2].trigger()
    menu.close()
    assert _rows(pane) == ["Next steps", 5]
    assert button.accessibleName() == "Filter: With my notes 1"


def test_long_name_of_my_force_ends_in_an_ellipsis_inside_its_chip(
    shown: Shown, style: Look, reading: SampleReading
) -> None:
    name = "Hampshire, the Isle of Wight and some more"
    force = Force(9, name, name)
    pane = shown((make_finding(1, forces=(force,)),))
    reading.set_my_force(force.name)
    chip = _chip(pane, name)
    assert name in chip.toolTip()
    for theme in list(ThemeChoice)[1:]:
        style.choose(theme)
        picture = chip.grab().toImage()
        assert style.theme.ink in colours(picture)
        right = picture.copy(QRect(picture.width() - 7, 5, 4, picture.height() - 10))
        assert style.theme.ink not in colours(right)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_notes_that_match_nothing_do_not_widen_the_pane(
    shown: Shown, style: Look, scale: float, reading: SampleReading
) -> None:
    style.set_scale(scale)
    pane = shown((make_finding(1),), 300)
    before = pane.minimumSizeHint().width()
    reading.set_marks(NoteMarks(unmatched_count=2))
    button = next(each for each in pane.findChildren(QPushButton) if "match" in each.toolTip())
    assert button.isVisible()
    assert button.text() == "Notes that match nothing here (2)…"
    assert pane.minimumSizeHint().width() == before
    reading.set_marks(NoteMarks())
    assert not button.isVisible()
