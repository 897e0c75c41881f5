"""Text size and theme, and the window *Settings…*."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.controllers.privacy import PrivacyController
from briefing_app.gui.dialogs import settings as settings_dialog
from briefing_app.gui.look import ThemeChoice, look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.model import forces


class AppearanceController(QObject):
    """Changes how windows and slides look, as the settings say.

    Args:
        window: The main window; it owns this.
        settings: The settings of the program.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._settings = settings
        settings.changed.connect(self._follow_setting)

    @property
    def theme(self) -> ThemeChoice:
        """The chosen theme."""
        return self._settings.theme

    def choose_theme(self, choice: ThemeChoice) -> None:
        self._settings.theme = choice

    def step_text_scale(self, step: int) -> None:
        """Use the next larger or smaller text size; the same again if there is none."""
        self.set_text_scale(Settings.text_scale.stepped(self._settings.text_scale, step))

    def set_text_scale(self, scale: float) -> None:
        self._settings.text_scale = scale
        announce(f"Text {round(scale * 100)} %")

    def _follow_setting(self, name: str) -> None:
        settings = self._settings
        if name == Settings.theme.name:
            look().choose(settings.theme)
        elif name == Settings.text_scale.name:
            look().set_scale(settings.text_scale)
        elif name == Settings.slide_theme.name:
            look().choose_slide_theme(settings.slide_theme)


class SettingsController(QObject):
    """Opens the window *Settings…*.

    Args:
        window: The main window; it owns this.
        settings: The settings of the program.
        launcher: Knows the screens.
        privacy: Starts private sessions and shows what is kept, for which there are buttons.
    """

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        launcher: SlideshowLauncher,
        privacy: PrivacyController,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._launcher = launcher
        self._privacy = privacy
        self._dialog = SingleDialog["settings_dialog.SettingsDialog"](self, [])

    def open_dialog(self) -> None:
        """Open the window, or bring it to the front."""
        bring_to_front(self._dialog.get_or_make(self._make_dialog))

    def _make_dialog(self) -> "settings_dialog.SettingsDialog":
        return settings_dialog.SettingsDialog(
            self._settings,
            {
                Settings.my_force.name: self._forces(),
                Settings.audience_screen.name: self._launcher.audience_choices(),
            },
            start_private_session=self._privacy.start_private_session,
            clear_data=None if self._settings.is_private else self._privacy.open_dialog,
            parent=self._window,
        )

    def _forces(self) -> Mapping[str, str]:
        """Return the forces to choose from; the chosen one has the name by which it was chosen."""
        briefing, chosen = self._window.briefing, self._window.reading.contents.my_force
        choices = {"": "None"}
        listed = briefing.report.forces if briefing is not None else ()
        for force, label in forces.forces_to_choose(listed).items():
            choices[self._settings.my_force if force == chosen else force.name] = label
        return choices
