"""The actions of the menu Edit: copying, searching, bookmarks."""

from briefing_app.gui.main_window.actions import Action, ActionId
from briefing_app.gui.main_window.commands import Commands


def edit_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        Action(
            ActionId.COPY,
            "&Edit",
            "&Copy",
            commands.view.clipboard.copy,
            ("Ctrl+C",),
            "Copy the quote with its source; in the figures, copy the chart and its figures",
        ),
        Action(
            ActionId.FIND,
            "&Edit",
            "&Find in findings and quotes",
            commands.header.focus_search,
            ("Ctrl+F",),
            starts_section=True,
        ),
        Action(
            ActionId.CLEAR,
            "&Edit",
            "C&lear search and filters",
            commands.clear_step,
            ("Esc",),
            "Clear the search; press again to clear the filters, then to leave full screen",
        ),
        Action(
            ActionId.BOOKMARK,
            "&Edit",
            "&Bookmark",
            commands.view.toggle_bookmark,
            ("Ctrl+B",),
            "Bookmark the finding or quote that is shown, or remove its bookmark",
            starts_section=True,
        ),
    )
