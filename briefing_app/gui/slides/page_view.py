"""Draws a page of a slide: on the projector, in the console's previews and in pictures."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from briefing_app.gui.accessibility.image import AccessibleImage
from briefing_app.gui.slides.chart_layout import Bars, PlacedRow, PlacedText
from briefing_app.gui.slides.page_layout import MARGIN, PAGE, Page
from briefing_app.gui.slides.paragraph_layout import page_font
from briefing_app.model.palette import Theme
from briefing_app.model.slides import Role
from briefing_app.model.slideshow_state import Blank

_POINTER: Final = 22.0  # the radius of the dot, in virtual pixels
_POINTER_COLOURS: Final = ("#FFFFFF", "#D4002A")  # ring and dot: seen on white and on dark
_ZOOM: Final = 2.5
_NUMBER_SIZE: Final = 28
_BLANK_COLOURS: Final = {Blank.BLACK: "#000000", Blank.WHITE: "#FFFFFF"}


def letterboxed(room: QSizeF) -> QRectF:
    """The largest rectangle of a page's shape, in the middle of a room."""
    scale = min(room.width() / PAGE.width(), room.height() / PAGE.height())
    size = PAGE * scale
    left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
    return QRectF(QPointF(left, top), size)


def _carried(at: QPointF, one: QRectF, other: QRectF) -> QPointF:
    """The place that has the same place in another rectangle, whose shape may be a little other."""
    across, down = other.width() / one.width(), other.height() / one.height()
    return other.topLeft() + QPointF((at.x() - one.x()) * across, (at.y() - one.y()) * down)


def paint_page(
    painter: QPainter, target: QRectF, page: Page, step: int, *, number: int, total: int
) -> None:
    """Draw a page as vectors.

    Args:
        painter: Draws; is left as it was.
        target: Where, in the painter's coordinates; of a page's shape.
        page: The page.
        step: How many of its bars are shown, where they come one by one.
        number: The slide's number, counted from 1.
        total: How many slides there are.
    """
    painter.save()
    painter.setClipRect(target, Qt.ClipOperation.IntersectClip)
    painter.translate(target.topLeft())
    painter.scale(target.width() / PAGE.width(), target.height() / PAGE.height())
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    theme = page.theme
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.surface))
    painter.drawRect(QRectF(QPointF(), PAGE))
    for shape in page.shapes:
        painter.setPen(QPen(QColor(shape.outline), 4) if shape.outline else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shape.fill))
        if shape.radius:
            painter.drawRoundedRect(shape.rect, shape.radius, shape.radius)
        else:
            painter.drawRect(shape.rect)
    for line in page.lines:
        painter.setPen(QColor(line.colour))
        line.layout.lineAt(line.number).draw(painter, line.origin)
    if page.bars is not None:
        paint_rows(painter, page.bars, page.shown(step), page.theme)
    _paint_number(painter, page, number, total)
    painter.restore()


def paint_rows(painter: QPainter, bars: Bars, shown: Sequence[PlacedRow], theme: Theme) -> None:
    """Draw the bars of a chart with their names and figures, as vectors.

    Args:
        painter: Draws, in virtual pixels.
        bars: The bars; the name of each is drawn.
        shown: The rows whose bar, figure and note are drawn too.
        theme: The theme that they were laid out in.
    """
    # Imported when the first chart is drawn: it is slow to import.
    from briefing_app.gui.charts.bar_chart import paint_bars  # noqa: PLC0415

    drawn = [(row.rect, row.fill) for row in shown if row.rect.width() > 0]
    paint_bars(painter, drawn, bars.outline)
    painter.setPen(QColor(theme.ink))
    for row in bars.rows:
        _paint_text(painter, row.label)
    for row in shown:
        _paint_text(painter, row.figure)
    painter.setPen(QColor(theme.muted))
    for row in shown:
        if row.note is not None:
            _paint_text(painter, row.note)


def _paint_text(painter: QPainter, text: PlacedText) -> None:
    text.layout.draw(painter, text.origin)


def _paint_number(painter: QPainter, page: Page, number: int, total: int) -> None:
    words = f"{number} / {total}"
    if page.count > 1:
        words += f" · {page.number + 1} of {page.count}"
    painter.setFont(page_font(_NUMBER_SIZE))
    painter.setPen(QColor(page.theme.muted))
    foot = QRectF(MARGIN, 0, PAGE.width() - 2 * MARGIN, PAGE.height() - 54)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words)


class Shown(NamedTuple):
    """What is shown of a page.

    Args:
        page: The page.
        step: How many of its bars are shown, where they come one by one.
        number: The slide's number, counted from 1.
        total: How many slides there are.
    """

    page: Page
    step: int
    number: int
    total: int


class SlideView(AccessibleImage):
    """Shows one page as large as there is room, or a cover in its place.

    Args:
        parent: As in Qt.
        surround: The colour around the page, ``#RRGGBB``.
        at_top: Whether the page stands at the upper left instead of in the middle.
    """

    painted = Signal()
    """It has been painted."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        surround: str = "#000000",
        at_top: bool = False,
    ) -> None:
        super().__init__(parent)
        self._at_top = at_top
        self._surround = surround
        self._shown: Shown | None = None
        self._blank = Blank.NONE
        self._pointer: QPointF | None = None
        self._zoom: QPointF | None = None
        self._waits = False  # to be painted
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(96, 54)
        self._describe()

    @property
    def surround(self) -> str:
        """The colour around the page, ``#RRGGBB``."""
        return self._surround

    @property
    def page(self) -> Page | None:
        """The page that is shown, covered or not."""
        return self._shown.page if self._shown is not None else None

    @property
    def step(self) -> int:
        """How many bars are shown, where they come one by one."""
        return self._shown.step if self._shown is not None else 0

    @property
    def blank(self) -> Blank:
        """What hides the page."""
        return self._blank

    @property
    def pointer(self) -> QPointF | None:
        """Where the pointer is on the page, if it is shown."""
        return self._pointer

    def show_page(
        self, page: Page | None, step: int = 0, *, number: int = 0, total: int = 0
    ) -> None:
        """Show another page, or none.

        Args:
            page: The page.
            step: How many of its bars are shown, where they come one by one.
            number: The slide's number, counted from 1.
            total: How many slides there are.
        """
        shown = Shown(page, step, number, total) if page is not None else None
        if shown == self._shown:
            return
        self._shown = shown
        self._change()

    def set_blank(self, blank: Blank) -> None:
        """Hide the page behind black or white, or show it again."""
        if blank is not self._blank:
            self._blank = blank
            self._change()

    def paint_now(self) -> None:
        """Paint another page or cover at once, where it waits to be painted."""
        if self._waits:
            self.repaint()

    def set_surround(self, colour: str) -> None:
        """Give what is around the page another colour, ``#RRGGBB``."""
        if colour != self._surround:
            self._surround = colour
            self.update()

    def set_pointer(self, at: QPointF | None) -> None:
        """Point at a place of the page, in virtual pixels, or no longer."""
        for place in (self._pointer, at):
            if place is not None:
                self.update(self._pointer_rect(place))
        self._pointer = at

    def set_zoom(self, centre: QPointF | None) -> None:
        """Enlarge around a place of the page, in virtual pixels, or no longer.

        That place stays where it is on the screen.
        """
        if centre != self._zoom:
            self._zoom = centre
            self.update()

    def page_point(self, at: QPointF) -> QPointF | None:
        """The place of the page, in virtual pixels, that stands at a place of the widget."""
        target = self._target()
        if not self.box().contains(at) or not target.width():
            return None
        return _carried(at, target, QRectF(QPointF(), PAGE))

    def mouse_point(self, at: QPointF) -> QPointF | None:
        """The place of the page that a mouse means: where it would be if nothing were enlarged.

        So a mouse reaches all of an enlarged page from edge to edge, and what it means is what
        stands under it once the page is enlarged around that.
        """
        box = self.box()
        if not box.contains(at) or not box.width():
            return None
        return _carried(at, box, QRectF(QPointF(), PAGE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the page, or what covers it."""
        del event
        self._waits = False
        painter = QPainter(self)
        if self._blank is not Blank.NONE:
            painter.fillRect(self.rect(), QColor(_BLANK_COLOURS[self._blank]))
        else:
            self.paint_sheet(painter, self._shown, self._target())
            self._paint_pointer(painter)
        painter.end()
        self.painted.emit()

    def paint_sheet(self, painter: QPainter, shown: Shown | None, target: QRectF) -> None:
        """Paint all that the widget shows where nothing covers it, but for the pointer.

        Args:
            painter: Draws, in the widget's coordinates; is left as it was.
            shown: What is shown of which page, if one is.
            target: Where the page goes: the `box`, or beyond its edges where it is enlarged.
        """
        box = self.box()
        if shown is None or not box.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), QColor(self._surround))
        if shown is not None:
            page, step, number, total = shown
            painter.save()
            painter.setClipRect(box)
            paint_page(painter, target, page, step, number=number, total=total)
            painter.restore()

    def _paint_pointer(self, painter: QPainter) -> None:
        if self._pointer is None or self._shown is None:
            return
        box = self.box()
        painter.setClipRect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = box.width() / PAGE.width()
        centre = self._place_of(self._pointer)
        for colour, radius in zip(_POINTER_COLOURS, (_POINTER, _POINTER * 0.72), strict=True):
            painter.setBrush(QColor(colour))
            painter.drawEllipse(centre, radius * scale, radius * scale)

    def box(self) -> QRectF:
        """Where the page goes, enlarged or not: whole pixels of the screen, with sharp edges."""
        ratio = self.devicePixelRatioF()
        box = letterboxed(QSizeF(self.size()) * ratio)
        if self._at_top:
            box.moveTopLeft(QPointF())
        left, top = round(box.left()), round(box.top())
        width, height = round(box.right()) - left, round(box.bottom()) - top
        return QRectF(left / ratio, top / ratio, width / ratio, height / ratio)

    def _target(self) -> QRectF:
        """Where the whole page goes, which is beyond the edges where it is enlarged."""
        box = self.box()
        if self._zoom is None:
            return box
        moved = self._zoom * (box.width() / PAGE.width()) * (1 - _ZOOM)
        return QRectF(box.topLeft() + moved, box.size() * _ZOOM)

    def _place_of(self, at: QPointF) -> QPointF:
        return _carried(at, QRectF(QPointF(), PAGE), self._target())

    def _pointer_rect(self, at: QPointF) -> QRect:
        radius = _POINTER * self.box().width() / PAGE.width() + 2
        around = QRectF(0, 0, 2 * radius, 2 * radius)
        around.moveCenter(self._place_of(at))
        return around.toAlignedRect()

    def _change(self) -> None:
        self._waits = True
        self._describe()
        self.update()

    def _describe(self) -> None:
        """Say to a screen reader what can be seen, and nothing that is covered."""
        shown = self._shown
        if self._blank is not Blank.NONE or shown is None:
            covered = self._blank is not Blank.NONE
            self.setAccessibleName(f"{self._blank.value} screen" if covered else "No slide")
            self.setAccessibleDescription("")
            return
        page, step, number, total = shown
        part = f", page {page.number + 1} of {page.count}" if page.count > 1 else ""
        self.setAccessibleName(f"Slide {number} of {total}{part}: {_called(page)}")
        self.setAccessibleDescription(page.read(step))


def _called(page: Page) -> str:
    """What the slide is called: its title where that stands on it, and not all of a long quote."""
    texts = page.slide.texts
    return texts[0].text if texts and texts[0].role is Role.TITLE else page.slide.name
