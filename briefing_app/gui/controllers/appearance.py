"""Text size, theme, the colours of slides and the letter keys of slideshows, each remembered."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TEXT_SCALES, ThemeChoice, look
from briefing_app.gui.main_window.actions import SIZES, SLIDESHOW, VIEW, Action, always
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.layout.palette import SLIDE_THEMES, SlideTheme

_THEMES = (
    ("&Follow the system", ThemeChoice.SYSTEM),
    ("&Light", ThemeChoice.LIGHT),
    ("&Dark", ThemeChoice.DARK),
    ("High contrast, l&ight", ThemeChoice.CONTRAST_LIGHT),
    ("High contrast, d&ark", ThemeChoice.CONTRAST_DARK),
)


class AppearanceController(QObject):
    """Changes how windows and slides look.

    Args:
        window: The main window; it owns this.
        settings: Where choices are remembered.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        sizes = (
            ("&Larger text", partial(self._step_text_scale, 1), ("Ctrl++", "Ctrl+=")),
            ("&Smaller text", partial(self._step_text_scale, -1), ("Ctrl+-",)),
            ("&Normal text size", partial(self._set_text_scale, 1.0), ("Ctrl+0",)),
        )
        return (
            *(
                Action(text, resize, SIZES, 20 + at, keys, enabled=always, in_dialogs=True)
                for at, (text, resize, keys) in enumerate(sizes)
            ),
            *(
                Action(
                    text,
                    partial(self._choose_theme, choice),
                    f"{VIEW}/T&heme",
                    40,
                    enabled=always,
                    checked=partial(self._is_chosen, choice),
                    group="theme",
                )
                for text, choice in _THEMES
            ),
            *(
                Action(
                    f"&{theme.name.capitalize()}",
                    partial(self._choose_slide_theme, theme),
                    f"{SLIDESHOW}/Slide &colours",
                    21,
                    enabled=always,
                    checked=partial(self._is_slide_theme, theme),
                    group="slide colours",
                )
                for theme in SLIDE_THEMES
            ),
            Action(
                "Letter &keys in slideshows",
                self._switch_letter_keys,
                VIEW,
                41,
                enabled=always,
                checked=lambda: not self._settings.are_letter_keys_off,
            ),
        )

    def _switch_letter_keys(self, are_on: bool) -> None:
        self._settings.are_letter_keys_off = not are_on

    def _is_chosen(self, choice: ThemeChoice) -> bool:
        return look().choice is choice

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._settings.theme = choice
        look().choose(choice)

    def _is_slide_theme(self, theme: SlideTheme) -> bool:
        return look().slide_theme is theme

    def _choose_slide_theme(self, theme: SlideTheme) -> None:
        self._settings.slide_theme = theme.name
        look().choose_slide_theme(theme.name)

    def _step_text_scale(self, step: int) -> None:
        """Use the next larger or smaller text size; the same again if there is none."""
        index = TEXT_SCALES.index(look().scale) + step
        self._set_text_scale(TEXT_SCALES[max(0, min(index, len(TEXT_SCALES) - 1))])

    def _set_text_scale(self, scale: float) -> None:
        self._settings.text_scale = scale
        look().set_scale(scale)
        announce(f"Text {round(scale * 100)} %", QApplication.activeWindow() or self._window)
