"""What is known about the row of a problem: its column's help, and its slide."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.authoring.row_slides import RowSlide, RowSlides
from briefing_app.authoring.sheets import column_help
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.slides.page_view import AsideSlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.layout.page import ASPECT
from briefing_app.model.slides import Slide
from briefing_app.problems import FileLocation, Location, Problem, SheetLocation

_NO_SLIDE: Final = "This row makes no slide of its own."
_NO_SLIDES_YET: Final = "Slides are shown here when there are no errors."


class RowPreview(QFrame):
    """Shows what the column of a problem is for and, after a build, the slide of its row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "aside")
        self._shown: RowSlide | None = None
        self._heading = heading_label(self, role=TextRole.SECTION, wraps=True)
        self._place = text_label(self, look="muted", role=TextRole.BODY)
        self._slide = AsideSlideView(self)
        self._help = text_label(self, role=TextRole.BODY, wraps=True)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._place, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows = QVBoxLayout(self)
        scale(self._rows.setContentsMargins, 24, 20, 20, 16)
        scale(self._rows.setSpacing, 10)
        self._rows.addLayout(head)
        for widget in (self._slide, self._help):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        look().changed.connect(self._draw)

    @property
    def slide(self) -> Slide | None:
        """The slide that is shown, if the row makes one."""
        return self._shown.slide if self._shown is not None else None

    def show_problem(self, problem: Problem | None, slides: RowSlides | None) -> None:
        """Show the row in which a problem is; nothing without a problem.

        Args:
            problem: The problem.
            slides: The slides of all rows; None if no briefing was built from them.
        """
        if problem is None:
            self._shown = None
            for widget in (self._heading, self._place, self._slide, self._help):
                widget.hide()
            return
        location = problem.location
        self._shown = slides.row_slide(location) if slides is not None else RowSlide()
        lead = "The slide from " if self._shown.slide is not None else ""
        self._heading.setText(f"{lead}{_row_name(location)}")
        is_in_order = self._shown.number > 0
        place = f"{self._shown.number:,} of {self._shown.total:,}" if is_in_order else ""
        self._place.setText(place)
        help_text = column_help(location)
        if self._shown.slide is None:
            reason = _NO_SLIDES_YET if slides is None else _NO_SLIDE
            help_text = f"{help_text}\n\n{reason}".lstrip()
        self._help.setText(help_text)
        self._heading.show()
        self._place.show()
        self._slide.setVisible(self._shown.slide is not None)
        self._help.setVisible(bool(help_text))
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the slide the height that its width needs."""
        super().resizeEvent(event)
        margins = self._rows.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        self._slide.setFixedHeight(max(0, round(width / ASPECT)))

    def _draw(self) -> None:
        if self._shown is None or self._shown.slide is None:
            return
        pages = SlidePages((self._shown.slide,), look().slide_theme)
        number, total = max(1, self._shown.number), max(1, self._shown.total)
        self._slide.show_page(pages.preview(0)._replace(number=number, total=total))


def _row_name(location: Location) -> str:
    match location:
        case SheetLocation() if location.row:
            return f"{location.container}, row {location.row}"
        case FileLocation() if location.line:
            return f"{location.container}, line {location.line}"
    return location.container
