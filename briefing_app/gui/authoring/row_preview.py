"""The preview of the slide that a row of a workbook makes, while it is being corrected."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.authoring.draft import Draft, RowSlide
from briefing_app.authoring.sheets import column_help
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.slides.page_view import AsideSlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.layout.page import Ratio
from briefing_app.model.report import FindingKind
from briefing_app.model.slides import Slide
from briefing_app.problems import FileLocation, Location, Problem, SheetLocation

_NO_SLIDE: Final = "This row makes no slide of its own."
_NO_SLIDE_YET: Final = "This row makes no slide yet."
_KIND_HELP: Final = "The kind decides the colour of the slide and where the finding is in the list:"
_KIND_COLUMNS: Final = {("Findings", "Kind"), ("findings.csv", "kind")}
_WITHOUT_SLIDES: Final = {"Forces", "Speakers", "forces.csv", "speakers.csv"}
# Pixels at 100 % text size.
_ROW_HEIGHT: Final = 27
_BAND_WIDTH: Final = 5
_BAND_HEIGHT: Final = 20


class RowPreview(QFrame):
    """Shows the slide that the row of a problem makes, and what its column is for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "aside")
        self._shown: RowSlide | None = None
        self._heading = heading_label(self, role=TextRole.SECTION, wraps=True)
        self._place = text_label(self, look="muted", role=TextRole.BODY)
        self._slide = AsideSlideView(self)
        self._help = text_label(self, role=TextRole.BODY, wraps=True)
        self._kinds = _KindLegend(self)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._place, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows = QVBoxLayout(self)
        scale(self._rows.setContentsMargins, 24, 20, 20, 16)
        scale(self._rows.setSpacing, 10)
        self._rows.addLayout(head)
        for widget in (self._slide, self._help, self._kinds):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        look().changed.connect(self._draw)

    @property
    def slide(self) -> Slide | None:
        """The slide that is shown, if the row makes one."""
        return self._shown.slide if self._shown is not None else None

    def show_problem(self, problem: Problem | None, draft: Draft | None) -> None:
        """Show the slide of the row in which a problem is; nothing without a problem.

        Args:
            problem: The problem.
            draft: The slides of all rows; None if there are no rows.
        """
        if problem is None:
            self._shown = None
            for widget in (self._heading, self._place, self._slide, self._help, self._kinds):
                widget.hide()
            return
        location = problem.location
        self._shown = draft.row_slide(location) if draft is not None else RowSlide()
        lead = "The slide from " if self._shown.slide is not None else ""
        self._heading.setText(f"{lead}{_row_name(location)}")
        is_in_order = self._shown.number > 0
        place = f"{self._shown.number:,} of {self._shown.total:,}" if is_in_order else ""
        self._place.setText(place)
        is_kind = (location.container, _column_of(location)) in _KIND_COLUMNS
        help_text = _KIND_HELP if is_kind else column_help(location)
        if self._shown.slide is None:
            never = location.container in _WITHOUT_SLIDES
            help_text = f"{_NO_SLIDE if never else _NO_SLIDE_YET}\n\n{help_text}".rstrip()
        self._help.setText(help_text)
        self._heading.show()
        self._place.show()
        self._slide.setVisible(self._shown.slide is not None)
        self._help.setVisible(bool(help_text))
        self._kinds.setVisible(is_kind)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the slide the height that its width needs."""
        super().resizeEvent(event)
        margins = self._rows.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        self._slide.setFixedHeight(max(0, round(width / Ratio.WIDE.aspect)))

    def _draw(self) -> None:
        if self._shown is None or self._shown.slide is None:
            return
        pages = SlidePages((self._shown.slide,), look().slide_theme)
        number, total = max(1, self._shown.number), max(1, self._shown.total)
        self._slide.show_page(pages.preview(0)._replace(number=number, total=total))


class _KindLegend(QWidget):
    """The kinds of findings, each with a band in its colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        scale(rows.setContentsMargins, 16, 0, 0, 0)
        rows.setSpacing(0)
        for kind in FindingKind:
            label = text_label(self, kind.value, role=TextRole.BODY)
            scale(label.setFixedHeight, _ROW_HEIGHT)
            rows.addWidget(label)

    def sizeHint(self) -> QSize:
        return QSize(1, look().px(_ROW_HEIGHT) * len(FindingKind))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bands beside the names."""
        del event
        px, painter = look().px, QPainter(self)
        for at, kind in enumerate(FindingKind):
            colour, _ = look().theme.kind_colours(kind)
            top = at * px(_ROW_HEIGHT) + (px(_ROW_HEIGHT) - px(_BAND_HEIGHT)) // 2
            band = QRect(0, top, px(_BAND_WIDTH), px(_BAND_HEIGHT))
            painter.fillRect(band, QColor(colour))
        painter.end()


def _row_name(location: Location) -> str:
    match location:
        case SheetLocation() if location.row:
            return f"{location.container}, row {location.row}"
        case FileLocation() if location.line:
            return f"{location.container}, line {location.line}"
    return location.container


def _column_of(location: Location) -> str:
    match location:
        case SheetLocation():
            return location.heading
        case FileLocation():
            return location.column
    return ""
