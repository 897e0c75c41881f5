"""A short message over the audience's slide, if the presenter can see nothing else."""

from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

_SHOWN_MS: Final = 5000
_MIN_FONT_PX: Final = 14
_WINDOW_HEIGHTS_PER_FONT_PX: Final = 40
_MAX_WIDTH_SHARE: Final = 0.9


class AudienceHint(QLabel):
    """Shows in a corner of the slide, for a few seconds, why a key does nothing.

    The audience sees it too, so it has neither notes nor what was typed.

    Args:
        parent: The audience window, which it lies over.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "hint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_hint(self, text: str) -> None:
        """Show a text, or hide it if it is empty."""
        self.setText(text)
        self.setVisible(bool(text))
        if text:
            self._fit()
            self.raise_()
            self._timer.start()

    def _fit(self) -> None:
        """Fit the text and the corner."""
        window = self.window().size()
        em = max(_MIN_FONT_PX, window.height() // _WINDOW_HEIGHTS_PER_FONT_PX)
        self.setMargin(em // 2)
        font = QFont(self.font())
        font.setPixelSize(em)
        self.setFont(font)
        text_width = self.fontMetrics().horizontalAdvance(self.text())
        width = min(text_width + 2 * em, round(_MAX_WIDTH_SHARE * window.width()))
        height = self.heightForWidth(width)
        self.resize(width, height)
        self.move(QPoint(em, window.height() - height - em))
