"""The actions of the menu File: opening, building, exporting, printing, privacy."""

from functools import partial

from briefing_app.gui.main_window.actions import Action, ActionId, EnabledWhen
from briefing_app.gui.main_window.commands import Commands


def file_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        Action(
            ActionId.OPEN,
            "&File",
            "&Open a briefing…",
            commands.open_requested.emit,
            ("Ctrl+O",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        # The recent files are inserted before this one when the menu is shown.
        Action(
            ActionId.CLEAR_RECENT,
            "&File/Open &recent",
            "&Clear this list",
            commands.clear_recent_requested.emit,
            enabled_when=EnabledWhen.HAS_RECENT_FILES,
        ),
        Action(
            ActionId.OPEN_BUNDLED,
            "&File",
            "Open the &bundled briefing",
            commands.open_bundled_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.COMPARE,
            "&File",
            "&Compare with another briefing…",
            commands.comparison_requested.emit,
            ("Ctrl+Shift+O",),
            "See what has changed between this briefing and another one",
        ),
        Action(
            ActionId.RELOAD,
            "&File",
            "Re&load the briefing",
            commands.reload_requested.emit,
            ("Ctrl+Shift+R",),
            "Read the file of the open briefing again",
        ),
        Action(
            ActionId.NEW_BRIEFING,
            "&File",
            "&New briefing from workbook…",
            commands.new_briefing_requested.emit,
            ("Ctrl+N",),
            "Build a briefing from a workbook or a folder of CSV files",
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.SAVE_TEMPLATE,
            "&File",
            "Save a &template workbook…",
            commands.template_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.EXPORT,
            "&File/&Export",
            "Choose what to e&xport…",
            partial(commands.export_requested.emit, ActionId.EXPORT),
            ("Ctrl+E",),
            "Export a handout, slides for PowerPoint, a chart, pictures, data or a session pack",
            starts_section=True,
        ),
        *(
            Action(action, "&File/&Export", text, partial(commands.export_requested.emit, action))
            for action, text in (
                (ActionId.EXPORT_HANDOUT, "&Handout as PDF…"),
                (ActionId.EXPORT_SLIDES, "&Slides for PowerPoint…"),
                (ActionId.EXPORT_CHART, "&Chart as a picture…"),
                (ActionId.EXPORT_PICTURES, "Slides as &pictures…"),
                (ActionId.EXPORT_DATA, "&Data as CSV files…"),
            )
        ),
        Action(
            ActionId.EXPORT_NOTES,
            "&File/&Export",
            "My &notes as text or CSV…",
            commands.notes_export_requested.emit,
            starts_section=True,
        ),
        Action(
            ActionId.SESSION_PACK,
            "&File",
            "Session pac&k…",
            partial(commands.export_requested.emit, ActionId.SESSION_PACK),
            hint="Save the briefing, the handout, slides and data in one folder, for a USB stick",
        ),
        Action(
            ActionId.PRINT,
            "&File",
            "&Print the handout…",
            commands.print_requested.emit,
            ("Ctrl+P",),
        ),
        Action(
            ActionId.PRIVATE_SESSION,
            "&File",
            "New pri&vate session",
            commands.private_session_requested.emit,
            hint="Open another window that keeps nothing on this computer",
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.FORGET,
            "&File",
            "For&get what I did here…",
            commands.forget_requested.emit,
            hint="See what is kept on this computer, and remove it",
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.QUIT,
            "&File",
            "&Quit",
            commands.quit_requested.emit,
            ("Ctrl+Q",),
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
    )
