"""The dialog for how slides look: their colours, and the force's logo, colours and footer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from briefing_app.errors import IdentityError
from briefing_app.export.identity_file import read_logo
from briefing_app.gui.accessibility.interfaces import AccessibleImage
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.os_integration.file_dialog import create_file_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.painter import is_hardly_visible, paint_page
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.layout.identity import MAX_FOOTER_LENGTH, Identity, colour_problem, footer_problem
from briefing_app.layout.page import Ratio
from briefing_app.layout.theme import LIGHT, SLIDE_THEMES, SlideTheme, branded
from briefing_app.model.slides import Slide
from briefing_app.model.wording import SLIDE_COLOURS

_TITLE: Final = "Slide appearance"
_EXPLANATION: Final = (
    "Your force’s logo, colours and footer, for slides, pictures, handouts and PowerPoint. "
    "The logo is a PNG picture of at most 1 MB and 2,000 × 2,000 pixels. Leave a part empty to use "
    "the program’s own. High-contrast slides keep their colours."
)
_COLUMNS: Final = 3
_WIDEST: Final = "#DDDDDD"  # of the colours
_TOO_LIGHT: Final = "This logo can hardly be seen: logos are shown on white. Choose a darker one."


class SlideAppearanceDialog(ResizableDialog):
    """Edits the colours of slides and an identity.

    Args:
        theme: The colours so far, with the identity so far.
        slides: The slides to show it with, one or two.
        settings: Remembers the folder that was used last.
    """

    chosen = Signal(SlideTheme, Identity)
    """Emitted with the new colours and identity when they are to be used and kept."""

    def __init__(
        self,
        theme: SlideTheme,
        slides: Sequence[Slide],
        settings: Settings,
        parent: QWidget,
    ) -> None:
        super().__init__(_TITLE, QSize(660, 640), parent)
        self._settings = settings
        identity = self._identity = theme.identity
        self._grid = QGridLayout(self._page)
        self._grid.setColumnStretch(1, 1)
        scale(self._grid.setHorizontalSpacing, 16)
        scale(self._grid.setVerticalSpacing, 6)
        title = heading_label(self._page, _TITLE, role=TextRole.TITLE, wraps=True)
        scale(title.setContentsMargins, 0, 0, 0, 8)
        self._grid.addWidget(title, 0, 0, 1, _COLUMNS)
        self._theme = self._add_theme(theme)
        explanation = text_label(self._page, _EXPLANATION, role=TextRole.BODY, wraps=True)
        scale(explanation.setContentsMargins, 0, 10, 0, 6)
        self._grid.addWidget(explanation, self._grid.rowCount(), 0, 1, _COLUMNS)
        self._remove_logo = quiet_button("Remove", self._page)
        self._remove_logo.setAccessibleName("Remove the logo")
        self._remove_logo.clicked.connect(lambda: self._show_logo(b""))
        choose = quiet_button("Choose…", self._page)
        choose.setAccessibleName("Choose a logo")
        choose.clicked.connect(self._choose_logo)
        pictures = QWidget(self._page)
        buttons = QHBoxLayout(pictures)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(choose)
        buttons.addWidget(self._remove_logo)
        buttons.addStretch(1)
        self._logo_message = self._add_row("Logo", pictures)
        self._colours = {
            name: self._add_colour(label, getattr(identity, name), unset)
            for name, label, unset in (
                ("accent", "&Main colour", LIGHT.accent.ground),
                ("second", "Colour of &discussions", LIGHT.discussion.ground),
            )
        }
        self._footer = QLineEdit(identity.footer, self._page)
        self._footer.setMaxLength(MAX_FOOTER_LENGTH)
        self._footer_message = self._add_row("&Footer", self._footer)
        self._preview = _Preview(slides, self._page)
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, 16)  # above the preview
        self._grid.addWidget(self._preview, row + 1, 0, 1, _COLUMNS)
        self._grid.setRowStretch(row + 2, 1)
        self._footer.textChanged.connect(self._check)
        self._save = QPushButton("Use")
        self._save.setProperty("look", "primary")
        self._save.setDefault(True)
        self._save.clicked.connect(self._use)
        self._clear = quiet_button("Clear all")
        self._clear.clicked.connect(self._clear_all)
        self._buttons.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self._clear, QDialogButtonBox.ButtonRole.ResetRole)
        self._fit_colours()
        look().changed.connect(self._fit_colours)
        self._finish()
        self._show_logo(identity.logo)
        self._check()

    def _add_theme(self, theme: SlideTheme) -> ComboBox:
        box = ComboBox(self._page, min_letters=12)
        box.setAccessibleName(SLIDE_COLOURS)
        for each in SLIDE_THEMES:
            box.addItem(each.name.capitalize(), each)
        box.setCurrentIndex([each.name for each in SLIDE_THEMES].index(theme.name))
        box.currentIndexChanged.connect(self._check)
        _show(self._add_row(f"&{SLIDE_COLOURS}", box), "")
        return box

    def _add_row(self, label: str, field: QWidget, button: QWidget | None = None) -> QLabel:
        """Add a row of label, field and button; return the label for a message below them."""
        row = self._grid.rowCount()
        name = text_label(self._page, label, role=TextRole.STRONG)
        name.setBuddy(field)
        message = text_label(self._page, role=TextRole.SMALL, wraps=True)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(field, row, 1, 1, 1 if button else 2)
        if button is not None:
            self._grid.addWidget(button, row, 2)
        self._grid.addWidget(message, row + 1, 1, 1, 2)
        return message

    def _add_colour(self, label: str, colour: str, unset: str) -> tuple[QLineEdit, QLabel]:
        field = QLineEdit(colour, self._page)
        field.setPlaceholderText(unset)
        field.setMaxLength(7)
        field.textChanged.connect(self._check)
        button = quiet_button("Choose…", self._page)
        button.setAccessibleName(f"Choose: {label.replace('&', '')}")
        button.clicked.connect(partial(self._choose_colour, field))
        return field, self._add_row(label, field, button)

    def _choose_logo(self) -> None:
        dialog = create_file_dialog(self, "Choose a logo", self._settings.folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PNG pictures (*.png)")
        dialog.fileSelected.connect(lambda name: self.use_logo(Path(name)))
        dialog.open()

    def use_logo(self, path: Path) -> None:
        """Show another logo, or why it can't be used."""
        try:
            logo = read_logo(path)
        except IdentityError as error:
            _show(self._logo_message, str(error))
            announce(str(error), self)
        else:
            self._show_logo(logo)

    def _show_logo(self, logo: bytes) -> None:
        self._identity = self._identity._replace(logo=logo)
        self._remove_logo.setEnabled(bool(logo))
        _show(self._logo_message, _TOO_LIGHT if logo and is_hardly_visible(logo) else "")
        self._check()

    def _choose_colour(self, field: QLineEdit) -> None:
        dialog = QColorDialog(QColor(field.text() or field.placeholderText()), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda colour: field.setText(colour.name().upper()))
        dialog.open()

    def _clear_all(self) -> None:
        self._show_logo(b"")
        for field, _ in self._colours.values():
            field.clear()
        self._footer.clear()

    def _check(self) -> None:
        """Show what is wrong with the entries, and the slides if nothing is."""
        footer = self._footer.text().strip()
        problems = {name: _colour_problem(field) for name, (field, _) in self._colours.items()}
        problems["footer"] = footer_problem(footer)
        fields = self._colours | {"footer": (self._footer, self._footer_message)}
        for name, (field, message) in fields.items():
            _show(message, problems[name])
            field.setAccessibleDescription(problems[name])
        colours = {
            name: "" if problems[name] else field.text()
            for name, (field, _) in self._colours.items()
        }
        self._identity = Identity(
            self._identity.logo,
            colours["accent"],
            colours["second"],
            "" if problems["footer"] else footer,
        )
        self._save.setEnabled(not any(problems.values()))
        self._preview.show_theme(branded(self._theme.currentData(), self._identity))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._theme.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self) -> None:
        self.chosen.emit(self._theme.currentData(), self._identity)
        self.accept()

    def _fit_colours(self) -> None:
        for field, _ in self._colours.values():
            width = field.fontMetrics().horizontalAdvance(_WIDEST)
            field.setMinimumWidth(width + look().px(32))


def _show(message: QLabel, text: str) -> None:
    message.setText(text)
    message.setVisible(bool(text))


def _colour_problem(field: QLineEdit) -> str:
    return colour_problem(field.text()) if field.text() else ""


class _Preview(AccessibleImage):
    """Shows slides side by side in their colours."""

    def __init__(self, slides: Sequence[Slide], parent: QWidget) -> None:
        super().__init__(parent)
        self._slides = tuple(slides)
        self._pages = SlidePages(self._slides)
        self.setAccessibleName("How slides look")
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_theme(self, theme: SlideTheme) -> None:
        """Show the slides in other colours."""
        self._pages = SlidePages(self._slides, theme)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._page_width(width) / Ratio.WIDE.aspect)

    def sizeHint(self) -> QSize:
        """Return a size at which headlines can be read."""
        width = look().px(600)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        width = self._page_width(self.width())
        height = width / Ratio.WIDE.aspect
        total = len(self._slides)
        for at in range(total):
            target = QRectF(at * (width + self._gap), 0, width, height)
            paint_page(painter, target, self._pages.preview(at))
        painter.end()

    @property
    def _gap(self) -> int:
        return look().px(12)

    def _page_width(self, width: int) -> float:
        count = len(self._slides)
        return (width - (count - 1) * self._gap) / max(1, count)
