"""Opens the dialog for the force's identity, and keeps what is chosen in it."""

from PySide6.QtCore import QObject

from briefing_app.errors import OutputError
from briefing_app.export import identity_file
from briefing_app.files.paths import identity_folder
from briefing_app.gui.dialogs import identity as identity_dialog
from briefing_app.gui.look import look
from briefing_app.gui.main_window.actions import VIEW, Action
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.focus import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.layout.identity import Identity
from briefing_app.model.report import SlideKind
from briefing_app.model.slide_builder import briefing_slides


class IdentityController(QObject):
    """Lets the user choose an identity.

    Args:
        window: The main window; it owns this.
        settings: Has the folder that was used last.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._dialog = SingleDialog["identity_dialog.IdentityDialog"](self, [])
        window.briefing_changed.connect(self._dialog.close)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        hint = "Show your force’s logo, colours and footer on slides and handouts"
        return (Action("&Identity…", self.open_dialog, VIEW, 42, hint=hint),)

    def open_dialog(self) -> None:
        """Open the dialog, or bring it to the front."""
        bring_to_front(self._dialog.get_or_make(self._make_dialog))

    def _make_dialog(self) -> "identity_dialog.IdentityDialog":
        briefing = self._window.briefing
        assert briefing is not None  # noqa: S101, otherwise the action is disabled
        slides = briefing_slides(briefing.report)
        kinds = (SlideKind.TITLE, SlideKind.DISCUSSION)
        first = [next((each for each in slides if each.kind is kind), None) for kind in kinds]
        dialog = identity_dialog.IdentityDialog(
            look().identity,
            [slide for slide in first if slide is not None] or slides[:1],
            self._settings,
            self._window,
        )
        dialog.identity_chosen.connect(self._use)
        return dialog

    def _use(self, identity: Identity) -> None:
        look().use_identity(identity)
        if self._settings.is_private:
            self._window.show_message("This identity is used until the private session ends")
            return
        try:
            identity_file.store_identity(identity_folder(), identity)
        except (OutputError, RuntimeError) as error:
            self._window.show_message(f"This identity is used until the program ends. {error}")
