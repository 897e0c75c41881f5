"""The table of all actions of the main window."""

from briefing_app.gui.main_window.actions import Action
from briefing_app.gui.main_window.commands import Commands
from briefing_app.gui.main_window.menus.edit_menu import edit_actions
from briefing_app.gui.main_window.menus.file_menu import file_actions
from briefing_app.gui.main_window.menus.go_menu import go_actions
from briefing_app.gui.main_window.menus.help_menu import help_actions
from briefing_app.gui.main_window.menus.slideshow_menu import slideshow_actions
from briefing_app.gui.main_window.menus.view_menu import view_actions


def action_table(commands: Commands) -> tuple[Action, ...]:
    """Return every action of the main window, in the order of its menus.

    Args:
        commands: What they do.
    """
    return (
        *file_actions(commands),
        *edit_actions(commands),
        *view_actions(commands),
        *go_actions(commands),
        *slideshow_actions(commands),
        *help_actions(commands),
    )
