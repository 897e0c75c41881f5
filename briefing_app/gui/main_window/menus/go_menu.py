"""The actions of the menu Go: findings, quotes, panes."""

from functools import partial

from briefing_app.gui.main_window.actions import Action, ActionId
from briefing_app.gui.main_window.commands import Commands


def go_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    view, focus = commands.view, commands.view.pane_focus
    return (
        Action(
            ActionId.NEXT_FINDING,
            "&Go",
            "&Next finding",
            partial(view.findings.step, 1),
            ("Alt+Down",),
        ),
        Action(
            ActionId.PREVIOUS_FINDING,
            "&Go",
            "&Previous finding",
            partial(view.findings.step, -1),
            ("Alt+Up",),
        ),
        Action(
            ActionId.NEXT_QUOTE,
            "&Go",
            "Ne&xt quote",
            partial(view.quotes.step, 1),
            ("Alt+Right",),
            starts_section=True,
        ),
        Action(
            ActionId.PREVIOUS_QUOTE,
            "&Go",
            "Pre&vious quote",
            partial(view.quotes.step, -1),
            ("Alt+Left",),
        ),
        Action(
            ActionId.ALL_QUOTES,
            "&Go",
            "&All quotes",
            view.quotes.browse,
            ("Ctrl+U",),
            "Browse all quotes, or only those of the selected finding",
            is_checkable=True,
        ),
        Action(
            ActionId.GO_FINDINGS,
            "&Go",
            "To the &findings",
            view.findings.focus,
            ("Ctrl+1",),
            starts_section=True,
        ),
        Action(ActionId.GO_QUOTES, "&Go", "To the &quote", focus.to_quotes, ("Ctrl+2",)),
        Action(ActionId.GO_NOTE, "&Go", "To &my note", focus.to_note, ("Ctrl+4",), "To my note"),
        Action(ActionId.GO_FIGURES, "&Go", "To the fi&gures", focus.to_figures, ("Ctrl+3",)),
        Action(ActionId.NEXT_PANE, "&Go", "To the next pan&e", focus.to_next_pane, ("F6",)),
    )
