"""The actions of the menu Help."""

from briefing_app.gui.main_window.actions import Action, ActionId, EnabledWhen
from briefing_app.gui.main_window.commands import Commands


def help_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        Action(
            ActionId.KEYS,
            "&Help",
            "&Keys",
            commands.keys_requested.emit,
            ("F1",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.SOURCES,
            "&Help",
            "&Sources and what was checked",
            commands.sources_requested.emit,
        ),
        Action(
            ActionId.DIAGNOSTICS,
            "&Help",
            "Copy &diagnostics",
            commands.diagnostics_requested.emit,
            hint="Copy version numbers, screens and the end of the log file, to report a problem",
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.LICENCES,
            "&Help",
            "&Licences",
            commands.licences_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.ABOUT,
            "&Help",
            "&About this program",
            commands.about_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
    )
