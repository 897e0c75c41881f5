"""Opens the dialog for how slides look, and keeps what is chosen in it."""

from PySide6.QtCore import QObject

from briefing_app.errors import OutputError
from briefing_app.export import identity_file
from briefing_app.files.paths import identity_folder
from briefing_app.gui.dialogs import slide_appearance
from briefing_app.gui.look import look
from briefing_app.gui.main_window.actions import SLIDESHOW, Action
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.focus import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.layout.identity import Identity
from briefing_app.layout.theme import SlideTheme
from briefing_app.model.report import SlideKind
from briefing_app.model.slide_builder import briefing_slides


class SlideAppearanceController(QObject):
    """Lets the user choose the colours of slides and an identity.

    Args:
        window: The main window; it owns this.
        settings: Where the colours and the folder that was used last are remembered.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._dialog = SingleDialog["slide_appearance.SlideAppearanceDialog"](self, [])
        window.briefing_changed.connect(self._dialog.close)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        hint = "Choose the colours of slides, and your force’s logo, colours and footer"
        return (Action("Slide &appearance…", self.open_dialog, SLIDESHOW, 23, hint=hint),)

    def open_dialog(self) -> None:
        """Open the dialog, or bring it to the front."""
        bring_to_front(self._dialog.get_or_make(self._make_dialog))

    def _make_dialog(self) -> "slide_appearance.SlideAppearanceDialog":
        briefing = self._window.briefing
        assert briefing is not None  # noqa: S101, otherwise the action is disabled
        slides = briefing_slides(briefing.report)
        kinds = (SlideKind.TITLE, SlideKind.DISCUSSION)
        first = [next((each for each in slides if each.kind is kind), None) for kind in kinds]
        dialog = slide_appearance.SlideAppearanceDialog(
            look().slide_theme,
            [slide for slide in first if slide is not None] or slides[:1],
            self._settings,
            self._window,
        )
        dialog.chosen.connect(self._use)
        return dialog

    def _use(self, theme: SlideTheme, identity: Identity) -> None:
        self._settings.slide_theme = theme.name
        look().choose_slide_theme(theme.name)
        if identity == look().identity:
            return
        look().use_identity(identity)
        if self._settings.is_private:
            self._window.show_message("This identity is used until the private session ends")
            return
        try:
            identity_file.store_identity(identity_folder(), identity)
        except (OutputError, RuntimeError) as error:
            self._window.show_message(f"This identity is used until the program ends. {error}")
