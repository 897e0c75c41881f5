"""The boxes at the end of a page: a question to talk about, and the user's own notes."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.widgets.column import ColumnFrame, Padding
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.plain_text import MAX_LETTERS, PlainText
from briefing_app.model.wording import DISCUSSION_LABEL, DISCUSSION_QUESTION, NOT_OF_THE_REPORT

# Pixels at 100 % text size.
_PADDING = Padding(14, 8, 14, 9)
_MIN_HEIGHT_PX = 96  # the heading and three lines
_MIN_WIDTH_BESIDE_PX = 640  # of two boxes side by side
_GAP_PX = 16


class PageBox(ColumnFrame):
    """A box with a heading, and at its right what the contents are or are not.

    Args:
        look_name: Its look in the style sheet.
        title: The heading.
        aside: What is at the right of it.
    """

    def __init__(self, parent: QWidget, look_name: str, title: str, aside: str) -> None:
        super().__init__(parent, _PADDING)
        self.setProperty("look", look_name)
        head = FlowRow(self, stretches_first=True)
        head.setLocale(INTERFACE_LOCALE)
        self.title = heading_label(head, title, role=TextRole.STRONG)
        head.add(self.title)
        head.add(text_label(head, aside, "muted", role=TextRole.SMALL))
        scale(self.setMinimumHeight, _MIN_HEIGHT_PX)
        self.add(head)


class QuestionBox(PageBox):
    """The discussion question of a finding."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "prompt", DISCUSSION_LABEL, NOT_OF_THE_REPORT)
        self.title.setProperty("look", "good")
        set_role(self.title, TextRole.STRONG)
        self.text_view = PlainText(self, TextRole.CONTROL, max_letters=MAX_LETTERS)
        self.text_view.setAccessibleName(DISCUSSION_QUESTION)
        self.add(self.text_view, 3)

    def show_text(self, text: str) -> None:
        """Show a question; hide the box if it is empty."""
        self.setVisible(bool(text))
        self.text_view.show_text(text)

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Highlight the matches of a search."""
        self.text_view.highlight(terms)


class BoxPair(QWidget):
    """Two equal boxes side by side; one below the other if there is little width.

    Args:
        first: The box at the left; the other has all the width while it is hidden.
        second: The box at the right.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._boxes: tuple[PageBox, ...] = ()

    def set_boxes(self, first: PageBox, second: PageBox) -> None:
        """Set the boxes, which are children of this."""
        self._boxes = (first, second)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def height_without(self, left_out: PageBox, width: int) -> int:
        """Return the height at a width if one of the boxes were empty, in pixels."""
        places = self._places(width, empty=left_out)
        return max((place.bottom() + 1 for _, place in places), default=0)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place(self) -> None:
        """Place the boxes: call this if the width or one of them has changed."""
        for box, place in self._places(self.width()):
            box.setGeometry(place)
            box.place(place.width())

    def _places(self, width: int, empty: PageBox | None = None) -> list[tuple[PageBox, QRect]]:
        shown = [box for box in self._boxes if not box.isHidden()]
        gap = look().px(_GAP_PX)
        is_beside = len(shown) > 1 and width >= look().px(_MIN_WIDTH_BESIDE_PX)
        each = (width - gap) // 2 if is_beside else width
        heights = [
            box.minimumHeight()
            if box is empty
            else max(box.minimumHeight(), box.heightForWidth(each))
            for box in shown
        ]
        if is_beside:
            height = max(heights)
            return [
                (box, QRect(at * (each + gap), 0, each, height)) for at, box in enumerate(shown)
            ]
        places, top = [], 0
        for box, height in zip(shown, heights, strict=True):
            places.append((box, QRect(0, top, each, height)))
            top += height + gap
        return places
