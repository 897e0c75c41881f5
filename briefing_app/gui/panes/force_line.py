"""The line below the findings that says where the briefing mentions the user's force."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedLabel, text_label, tool_tip_text
from briefing_app.model import force_mentions
from briefing_app.model.wording import counted

_MIN_TARGET_PX: Final = 24
_PADDING_PX: Final = 4  # above and below
_SPACING_PX: Final = 2
_LEFT_PX: Final = 18
_LEAST_NAME: Final = 60  # pixels at 100 % text size
_CHOOSE: Final = "Choose my force"
_CHOOSE_KEY: Final = "  Ctrl+M"


class ForceLine(QWidget):
    """Says where the user's force is, and links to these findings, quotes and figures.

    It is always there, and as high whatever it says, so that nothing moves if a force is chosen. If
    it has no room for a link to each kind, one link leads to all places in turn.
    """

    choice_requested = Signal()
    """Emitted when the user wants to choose a force; none is chosen yet."""
    finding_requested = Signal(object)
    """Emitted with the `Finding` to show; each time with the next one about the force."""
    quote_requested = Signal(object)
    """Emitted with the `Quote` to show; each time with the next one about the force."""
    measure_requested = Signal(object)
    """Emitted with the `Measure` to show; each time with the next one with its figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._mentions: force_mentions.ForceMentions | None = None
        self._text = ElidedLabel(self)
        set_role(self._text, TextRole.SMALL)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACING_PX)
        self._row.addSpacing(_LEFT_PX - QUIET_PADDING_X)
        self._choose = quiet_button(_CHOOSE, self, role=TextRole.SMALL_BUTTON)
        self._choose.setMinimumWidth(1)  # the line decides how much of it is shown
        self._choose.clicked.connect(self.choice_requested)
        self._row.addWidget(self._choose)
        self._row.addSpacing(QUIET_PADDING_X)
        self._row.addWidget(self._text)
        self._links: list[QPushButton] = []
        self._joints: list[QLabel] = []
        self._steps: list[Iterator[Callable[[], None]]] = []
        for at in range(3):
            self._add_link(at)
        self._row.addStretch(1)
        look().changed.connect(self._fit)
        self.show_mentions(None)

    def show_mentions(self, mentions: "force_mentions.ForceMentions | None") -> None:
        """Show where the briefing mentions a force; None if no force is chosen."""
        self._mentions = mentions
        self._text.setToolTip(tool_tip_text(mentions.text) if mentions is not None else "")
        self._fit()

    def announce(self) -> None:
        """Let a screen reader say what the line says."""
        if self._mentions is not None:
            announce(self._mentions.text, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add_link(self, at: int) -> None:
        link = QPushButton(self)
        link.setProperty("look", "link")
        set_role(link, TextRole.SMALL)
        link.setMinimumHeight(_MIN_TARGET_PX)
        link.setAccessibleDescription("Goes there; press again for the next one")
        link.clicked.connect(lambda: self._go(at))
        joint = text_label(self, look="muted", role=TextRole.SMALL)
        self._row.addWidget(link)
        self._row.addWidget(joint)
        self._links.append(link)
        self._joints.append(joint)

    def _go(self, at: int) -> None:
        next(self._steps[at])()

    def _fit(self) -> None:
        """Show as much as there is room for."""
        link_height = max(_MIN_TARGET_PX, self._links[0].sizeHint().height())
        self.setFixedHeight(link_height + 2 * _PADDING_PX)
        width = self.width() - _LEFT_PX - 2 * _SPACING_PX
        mentions = self._mentions
        self._choose.setVisible(mentions is None)
        self._text.setVisible(mentions is not None)
        if mentions is None:
            self._choose.setText(f"{_CHOOSE}{_CHOOSE_KEY}")
            if self._choose.sizeHint().width() > width:
                self._choose.setText(_CHOOSE)
            self._show_text("", "", width)
        elif not mentions.parts:
            self._show_text(mentions.text, mentions.short_text, width)
        else:
            least_name = look().px(_LEAST_NAME)
            for texts in _links_of(mentions):
                self._show_links(mentions, texts)
                if self._links_width() + least_name <= width:
                    break
            self._text.setMaximumWidth(max(0, width - self._links_width()))

    def _show_text(self, text: str, short_text: str, width: int) -> None:
        fits = self._text.fontMetrics().horizontalAdvance(text) <= width
        self._text.setText(text if fits else short_text)
        self._text.setMaximumWidth(max(0, width))
        for widget in (*self._links, *self._joints):
            widget.hide()

    def _show_links(self, mentions: "force_mentions.ForceMentions", texts: Sequence[str]) -> None:
        """Show links to the places of a force.

        Args:
            mentions: The places.
            texts: The texts of the links: one for each kind, or one for all.
        """
        places: list[list[Callable[[], None]]] = [
            [partial(self.finding_requested.emit, each) for each in mentions.findings],
            [partial(self.quote_requested.emit, each) for each in mentions.quotes],
            [partial(self.measure_requested.emit, each) for each in mentions.measures],
        ]
        places = [kind for kind in places if kind]
        if len(texts) < len(places):
            places = [[place for kind in places for place in kind]]
        self._steps = [cycle(kind) for kind in places]
        self._text.setText(f"{mentions.label} is in")
        for at, (link, joint) in enumerate(zip(self._links, self._joints, strict=True)):
            is_shown, is_joined = at < len(texts), at < len(texts) - 1
            link.setVisible(is_shown)
            joint.setVisible(is_joined)
            joint.setText("and" if at == len(texts) - 2 else ",")
            if is_shown:
                link.setText(texts[at])
                link.setAccessibleName(f"{mentions.label} is in {texts[at]}")

    def _links_width(self) -> int:
        shown = [each for each in (*self._links, *self._joints) if not each.isHidden()]
        return sum(each.sizeHint().width() + _SPACING_PX for each in shown)


def _links_of(mentions: "force_mentions.ForceMentions") -> Iterator[Sequence[str]]:
    """Yield the texts of the links, the longest first: the narrower the line, the later one."""
    yield mentions.parts
    counts = (mentions.findings_count, mentions.quotes_text, mentions.figures_text)
    yield [text for text in counts if text]
    places = len(mentions.findings) + len(mentions.quotes) + len(mentions.measures)
    yield [counted(places, "place")]
