"""Makes the pages of an export in the background and turns them."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from briefing_app.errors import BriefingAppError
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.export.page_preview import PagePreview
from briefing_app.gui.export.printer import PrintedPage
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.tasks import BackgroundTask, Job

_REMAKE_DELAY_MS: Final = 150  # another option may be changed meanwhile


class Pages(NamedTuple):
    """The pages of an export.

    Args:
        sheets: Each page as an SVG file or a picture.
        warning: A warning about characters that the handout's font doesn't have, or empty.
        texts: The text of each page for screen readers, if it is known.
        has_more: Whether there are further pages, which were not made.
    """

    sheets: Sequence[bytes] = ()
    warning: str = ""
    texts: Sequence[str] = ()
    has_more: bool = False


class Pager(FlowRow):
    """Buttons that turn the page, with its number between them.

    Args:
        style: Fonts and text size.
        parent: The parent widget.
    """

    turned = Signal(int)
    """Emitted with the number of pages to turn; negative to turn back."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent, spacing=6)
        self._style = style
        self._previous, self._next = quiet_button("‹", self), quiet_button("›", self)
        self._previous.setAccessibleName("Previous page")
        self._next.setAccessibleName("Next page")
        self._place = QLabel(self)
        for widget in (self._previous, self._place, self._next):
            self.add(widget)
        self._previous.clicked.connect(lambda: self.turned.emit(-1))
        self._next.clicked.connect(lambda: self.turned.emit(1))

    @property
    def place(self) -> str:
        """The text between the buttons."""
        return self._place.text()

    def show_place(self, place: str, *, has_previous: bool, has_next: bool) -> None:
        """Show which page it is, and enable what can be turned to."""
        self._place.setText(place)
        self._previous.setEnabled(has_previous)
        self._next.setEnabled(has_next)

    def restyle(self) -> None:
        """Apply the current style."""
        for widget in (self._previous, self._place, self._next):
            widget.setFont(self._style.font(TextRole.CONTROL))


class PageBrowser(QObject):
    """Shows one page of those that a background task makes.

    Args:
        view: Shows the page.
        pager: Turns the pages.
        task: Makes the pages.
        parent: The dialog.
    """

    changed = Signal()
    """Emitted when another page is shown, or when making pages begins or ends."""
    made = Signal()
    """Emitted when making pages has ended, with `pages`, with an `error` or `is_broken`."""

    def __init__(
        self, view: PagePreview, pager: Pager, task: BackgroundTask, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._dialog = parent
        self._view = view
        self._pager = pager
        self._task = task
        self._prepare: Callable[[], Job | None] | None = None
        self._at = 0
        self.pages = Pages()
        self.error: BriefingAppError | None = None
        self.is_broken = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REMAKE_DELAY_MS)
        self._timer.timeout.connect(self._make)
        pager.turned.connect(self.turn)
        # Only methods: they are disconnected when the dialog is deleted, and its pages freed.
        task.done.connect(self._show_made)
        task.failed.connect(self._show_failed)
        task.crashed.connect(self._show_broken)

    @property
    def is_making(self) -> bool:
        """Whether pages are being made."""
        return self._prepare is not None

    def remake(self, prepare: Callable[[], Job | None], *, keep: bool = True) -> None:
        """Make other pages soon, and abandon those that are being made.

        Args:
            prepare: Called a little later, and returns what makes the `Pages` in the background;
                None if it is too late to make them.
            keep: Whether the present pages stay until then.
        """
        self._task.abandon()
        self._prepare = prepare
        if not keep:
            self.pages, self._at = Pages(), 0
        self.error, self.is_broken = None, False
        self._timer.start()
        self._show()

    def abandon(self) -> None:
        """Abandon the pages that are being made."""
        self._timer.stop()
        self._task.abandon()
        self._prepare = None

    def turn(self, by: int) -> None:
        """Turn by some pages, if there are so many, and announce the page."""
        if 0 <= self._at + by < len(self.pages.sheets):
            self._at += by
            self._show()
            announce(self._pager.place, self._dialog)

    def _make(self) -> None:
        job = self._prepare() if self._prepare is not None else None
        if job is not None:
            self._task.start(job)

    def _show_made(self, pages: Pages) -> None:
        self.pages = pages
        self._end()

    def _show_failed(self, error: BriefingAppError) -> None:
        self.pages, self.error = Pages(), error
        self._end()

    def _show_broken(self) -> None:
        self.is_broken = True
        self._end()

    def _end(self) -> None:
        self._prepare = None
        self._at = min(self._at, max(0, len(self.pages.sheets) - 1))
        self.made.emit()
        self._show()

    def _show(self) -> None:
        sheets, texts, at = self.pages.sheets, self.pages.texts, self._at
        count = len(sheets)
        total = f"the first {count:,}" if self.pages.has_more else f"{count:,}"
        place = f"Page {at + 1:,} of {total}" if count else ""
        page = PrintedPage(sheets[at]) if count else None
        self._view.show_page(page, place or "No page", texts[at] if texts else "")
        shown = "Making the pages…" if self.is_making else place
        self._pager.show_place(shown, has_previous=at > 0, has_next=at + 1 < count)
        self.changed.emit()
