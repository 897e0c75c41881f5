"""The line below the findings that says where the briefing mentions the user's force."""

from collections.abc import Iterator, Sequence
from itertools import chain, cycle
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.labels import text_label, tool_tip_text
from briefing_app.gui.widgets.text_layout import elide_text, utf16_length
from briefing_app.model import forces
from briefing_app.model.report import Finding, Measure, Quote
from briefing_app.model.wording import counted

_MIN_TARGET_PX: Final = 24
_PADDING_PX: Final = 4  # above and below
_SPACING_PX: Final = 2
_LEFT_PX: Final = 18
_CHOOSE: Final = "Choose my force"
_CHOOSE_KEY: Final = "  Ctrl+M"
_CHOOSE_ANOTHER: Final = "Choose another force (Ctrl+M)"
_LINE_PX: Final = 1e6  # longer than any line


class _ChoiceButton(QPushButton):
    """A sentence in one line, as a button: the name in it stands out, or all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sentence = ""
        self._name = ""
        self.setProperty("look", "quiet")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self, TextRole.SMALL)

    def show_sentence(self, sentence: str, name: str) -> None:
        """Show another sentence, with the name in it; all of it stands out if there is no name."""
        self._sentence, self._name = sentence, name
        self.updateGeometry()
        self.update()

    @property
    def displayed_text(self) -> str:
        """The sentence as it is painted."""
        return self._lay_out(self.width() - 2 * look().px(QUIET_PADDING_X)).text()

    def sizeHint(self) -> QSize:
        """Return the size of the sentence, and at least the height of a target to click."""
        self.ensurePolished()
        layout = self._lay_out(_LINE_PX)
        width = ceil(layout.lineAt(0).naturalTextWidth()) + 1 + 2 * look().px(QUIET_PADDING_X)
        return QSize(width, max(_MIN_TARGET_PX, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Return any width: the line decides how much is shown."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        padding = look().px(QUIET_PADDING_X)
        layout = self._lay_out(self.width() - 2 * padding)
        painter = QPainter(self)
        painter.setPen(QColor(look().theme.muted if self._name else look().theme.accent))
        layout.draw(painter, QPointF(padding, (self.height() - layout.boundingRect().height()) / 2))
        painter.end()

    def _lay_out(self, width: float) -> QTextLayout:
        return elide_text(self._sentence, self._font(), max(1, width), 1, self._formats)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Normal if self._name else QFont.Weight.DemiBold)
        return font

    def _formats(self, shown: str) -> list[QTextLayout.FormatRange]:
        """Return the format of the name, as far as it is shown."""
        if not self._name:
            return []
        start = self._sentence.find(self._name)
        part = QTextLayout.FormatRange()
        part.start = utf16_length(self._sentence[:start])
        part.length = utf16_length(shown[start : start + len(self._name)])
        part.format = QTextCharFormat()
        part.format.setForeground(QColor(look().theme.accent))
        part.format.setFontWeight(QFont.Weight.DemiBold)
        return [part]


class ForceLine(QWidget):
    """Says where the user's force is, and links to these findings, quotes and figures.

    It is always there, and as high whatever it says, so that nothing moves if a force is chosen. If
    it has no room for a link to each kind, one link leads to all places in turn. What is before the
    links leads to the choice of a force.
    """

    place_requested = Signal(object)
    """Emitted with the `Finding`, `Quote` or `Measure` to show; each time with the next one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumWidth(1)  # what it says doesn't widen the pane
        self._mentions: forces.ForceMentions | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_SPACING_PX)
        self.choose_button = _ChoiceButton(self)
        self._row.addWidget(self.choose_button)
        self._links: list[QPushButton] = []
        self._joints: list[QLabel] = []
        self._steps: list[Iterator[Finding | Quote | Measure]] = []
        for at in range(3):
            self._add_link(at)
        self._row.addStretch(1)
        look().changed.connect(self._fit)
        self.show_mentions(None)

    def show_mentions(
        self, mentions: "forces.ForceMentions | None", *, is_announced: bool = False
    ) -> None:
        """Show where the briefing mentions a force; None if no force is chosen.

        Args:
            mentions: The places.
            is_announced: Whether a screen reader says it, because the user has chosen the force.
        """
        self._mentions = mentions
        sentence = mentions.text if mentions is not None else f"{_CHOOSE}{_CHOOSE_KEY}"
        hint = _CHOOSE_ANOTHER if mentions is not None else ""
        self.choose_button.setAccessibleName(sentence)
        self.choose_button.setAccessibleDescription(hint)
        self.choose_button.setToolTip(tool_tip_text(sentence, hint) if hint else "")
        self._fit()
        if is_announced and mentions is not None:
            announce(mentions.text, self)

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
        self.place_requested.emit(next(self._steps[at]))

    def _fit(self) -> None:
        """Show as much as there is room for."""
        link_height = max(_MIN_TARGET_PX, self._links[0].sizeHint().height())
        self.setFixedHeight(link_height + 2 * _PADDING_PX)
        left = max(0, _LEFT_PX - look().px(QUIET_PADDING_X))
        self._row.setContentsMargins(left, 0, 0, 0)
        width = self.width() - left - 2 * _SPACING_PX
        mentions = self._mentions
        if mentions is None:
            self._show_sentence((f"{_CHOOSE}{_CHOOSE_KEY}", _CHOOSE), "", width)
        elif not mentions.parts:
            self._show_sentence((mentions.text, mentions.short_text), mentions.label, width)
        else:
            for texts in _links_of(mentions):
                self._show_links(mentions, texts)
                if self.choose_button.sizeHint().width() + self._links_width() <= width:
                    break
            self.choose_button.setMaximumWidth(max(0, width - self._links_width()))

    def _show_sentence(self, sentences: Sequence[str], name: str, width: int) -> None:
        """Show the first of some sentences that fits, or the last one, and no links.

        Args:
            sentences: The sentences.
            name: The name of the force in them; empty if none is chosen.
            width: The width for them, in pixels.
        """
        for sentence in sentences:
            self.choose_button.show_sentence(sentence, name)
            if self.choose_button.sizeHint().width() <= width:
                break
        self.choose_button.setMaximumWidth(max(0, width))
        for widget in (*self._links, *self._joints):
            widget.hide()

    def _show_links(self, mentions: "forces.ForceMentions", texts: Sequence[str]) -> None:
        """Show links to the places of a force.

        Args:
            mentions: The places.
            texts: The texts of the links: one for each kind, or one for all.
        """
        kinds = (mentions.findings, mentions.quotes, mentions.measures)
        places: list[Sequence[Finding | Quote | Measure]] = [kind for kind in kinds if kind]
        if len(texts) < len(places):
            places = [tuple(chain(*places))]
        self._steps = [cycle(kind) for kind in places]
        self.choose_button.show_sentence(f"{mentions.label} is in", mentions.label)
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


def _links_of(mentions: "forces.ForceMentions") -> Iterator[Sequence[str]]:
    """Yield the texts of the links, the longest first: the narrower the line, the later one."""
    yield mentions.parts
    counts = (mentions.findings_count, mentions.quotes_text, mentions.figures_text)
    yield [text for text in counts if text]
    places = len(mentions.findings) + len(mentions.quotes) + len(mentions.measures)
    yield [counted(places, "place")]
