"""The first row of a page: which finding it is, and what can be done with it."""

from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE, announce
from briefing_app.gui.look import FILLED, TextRole, add_arrow, look, scale, set_icon, set_role
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.column import has_size
from briefing_app.gui.widgets.labels import text_label, tool_tip_text
from briefing_app.model.reading import Contents, Item, item_kind
from briefing_app.model.report import FindingKind
from briefing_app.model.wording import OTHER_WORDS

# Pixels at 100 % text size.
_HEIGHT_PX: Final = 30


_MARGIN_PX: Final = 40  # at the left and right of a page, at any text size
_NARROW_MARGIN_PX: Final = 20
_NARROW_PAGE_PX: Final = 600  # a narrower page has the narrow margin
_BOOKMARK_TEXTS: Final = (" Bookmark", " Bookmarked")  # off and on, with a space after the icon


_ALL_QUOTES: Final = "All quotes in this briefing (Ctrl+U)"
_QUOTE_OR_EXCERPT: Final = (
    "A quote is what somebody said, as the source has it. If nobody is named, a finding shows "
    "an excerpt: the source’s own words."
)


def page_margin(width: int) -> int:
    """Return the margin at the left and right of a page with a width; both in pixels."""
    return _MARGIN_PX if width >= _NARROW_PAGE_PX else _NARROW_MARGIN_PX


class BookmarkButton(QPushButton):
    """Sets a bookmark and removes it. It is as wide whether there is one or not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "quiet")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName("Bookmark")
        self.setToolTip("Bookmark (Ctrl+B)")
        set_role(self, TextRole.SMALL_BUTTON)
        set_icon(self, "star", f"star{FILLED}")
        self.toggled.connect(self._show_text)
        self._show_text()

    def sizeHint(self) -> QSize:
        """Return the size with the wider text."""
        size, metrics = super().sizeHint(), QFontMetrics(look().font(TextRole.SMALL_BUTTON))
        widest = max(map(metrics.horizontalAdvance, _BOOKMARK_TEXTS))
        size.setWidth(size.width() + widest - metrics.horizontalAdvance(self.text()))
        return size

    def _show_text(self) -> None:
        self.setText(_BOOKMARK_TEXTS[self.isChecked()])

    def press(self) -> None:
        """Do what a click does, and announce it."""
        self.click()
        announce(f"Bookmark {'added' if self.isChecked() else 'removed'}", self)


def _label(kind: FindingKind | None) -> str:
    return kind.label if kind is not None else OTHER_WORDS


class _KindLabel(QLabel):
    """The kind of a finding in its colour, which the style sheet doesn't know."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind: FindingKind | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, TextRole.SMALL_BUTTON)

    def show_kind(self, item: Item | None) -> None:
        """Show what kind another finding is, or that it is other words; or nothing."""
        self._kind = item_kind(item) if item is not None else None
        self.setText(_label(self._kind) if item is not None else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setPen(QColor(look().theme.kind_colour(self._kind)))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class _Form(NamedTuple):
    """How much the head shows.

    Args:
        has_menu: Whether the buttons other than Previous and Next are in a menu.
        is_named: Whether the button of the menu has a text.
        has_place: Whether the number of the finding is there.
    """

    has_menu: bool
    is_named: bool
    has_place: bool


_FORMS: Final = (  # from the widest
    _Form(has_menu=False, is_named=True, has_place=True),
    _Form(has_menu=True, is_named=True, has_place=True),
    _Form(has_menu=True, is_named=False, has_place=True),
    _Form(has_menu=True, is_named=False, has_place=False),
)


def _place_text(number: int, count: int) -> str:
    return f"{number:,} of {count:,}"


class PageHead(QWidget):
    """The kind and the number of the finding, and buttons at the right.

    If there is little width, Previous and Next are arrows, and the other buttons are in a menu. If
    there is very little, the menu's button has no text, and the number is left out. The finding
    that needs the most width decides, so that another one moves no button.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setLocale(INTERFACE_LOCALE)
        self._kind = _KindLabel(self)
        self._place = text_label(self, look="muted", role=TextRole.SMALL)
        self.previous_button = self._button("‹ Previous", "Previous finding")
        self.next_button = self._button("Next ›", "Next finding")
        self.bookmark = BookmarkButton(self)
        self.copy_button = self._button("Copy", "Copy the quote with its attribution")
        self.quotes_button = self._button("All quotes")
        self.quotes_button.setToolTip(tool_tip_text(_ALL_QUOTES, _QUOTE_OR_EXCERPT))
        self.quotes_button.setAccessibleDescription(_QUOTE_OR_EXCERPT)
        self._more = self._button("More", "More: bookmark, copy, all quotes")
        self._more.clicked.connect(self._open_more)
        add_arrow(self._more)
        self._menu: QMenu | None = None
        self._count = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 4)
        row.addWidget(self._kind)
        row.addSpacing(4)
        row.addWidget(self._place)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        row.addWidget(self._more)
        self._more.hide()
        scale(self.setFixedHeight, _HEIGHT_PX)
        look().changed.connect(self._follow_look)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.previous_button,
            self.next_button,
            self.bookmark,
            self.copy_button,
            self.quotes_button,
        )

    def show_contents(self, contents: Contents) -> None:
        """Show what the page is about, and what can be done with it."""
        item, report = contents.item, contents.report
        self._kind.show_kind(item)
        self._count, quote_count = len(report.findings), len(report.quotes)
        self._place.setText(_place_text(*contents.place) if item is not None else "")
        self.bookmark.setEnabled(item is not None)
        self.copy_button.setEnabled(contents.evidence is not None)
        self.quotes_button.setText(
            f"All {quote_count:,} quotes" if quote_count > 1 else "All quotes"
        )
        self.quotes_button.setEnabled(quote_count > 0)
        if has_size(self):
            self._fit()

    def show_steps(self, contents: Contents) -> None:
        """Show whether the list has rows before and after this one."""
        self.previous_button.setEnabled(contents.neighbour(-1) is not None)
        self.next_button.setEnabled(contents.neighbour(1) is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _follow_look(self) -> None:
        if has_size(self):
            self._fit()

    def _fit(self) -> None:
        """Show all buttons, or fewer and shorter ones if they are too wide."""
        layout = self.layout()
        assert layout is not None  # noqa: S101, made above
        for form in _FORMS:
            self._show_form(form)
            layout.activate()
            if layout.minimumSize().width() + self._spare_width() <= self.width():
                break

    def _show_form(self, form: _Form) -> None:
        self.previous_button.setText("‹" if form.has_menu else "‹ Previous")
        self.next_button.setText("›" if form.has_menu else "Next ›")
        for button in (self.bookmark, self.copy_button, self.quotes_button):
            button.setVisible(not form.has_menu)
        self._more.setVisible(form.has_menu)
        self._more.setText("More" if form.is_named else "")
        self._place.setVisible(form.has_place)

    def _spare_width(self) -> int:
        """Return how much wider the kind and the number of another finding can be, in pixels."""
        kinds, places = (QFontMetrics(label.font()) for label in (self._kind, self._place))
        widest = max(kinds.horizontalAdvance(_label(kind)) for kind in (*FindingKind, None))
        spare = widest - kinds.horizontalAdvance(self._kind.text())
        if not self._place.isHidden():
            last = _place_text(self._count, self._count)
            spare += places.horizontalAdvance(last) - places.horizontalAdvance(self._place.text())
        return spare

    def _open_more(self) -> None:
        if self._menu is None:
            self._menu = QMenu(self)
        self._menu.clear()
        bookmark = QAction("Bookmark", self._menu)
        bookmark.setCheckable(True)
        bookmark.setChecked(self.bookmark.isChecked())
        bookmark.triggered.connect(self.bookmark.press)
        self._menu.addAction(bookmark)
        for button in (self.copy_button, self.quotes_button):
            action = QAction(button.text(), self._menu)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
            self._menu.addAction(action)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _button(self, text: str, name: str = "") -> QPushButton:
        button = quiet_button(text, self, role=TextRole.SMALL_BUTTON)
        if name:
            button.setAccessibleName(name)
        return button
