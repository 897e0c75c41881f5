"""The actions of the menu View: figures, sizes, colours."""

from functools import partial

from briefing_app.gui.look import ThemeChoice
from briefing_app.gui.main_window.actions import Action, ActionId, EnabledWhen
from briefing_app.gui.main_window.commands import Commands
from briefing_app.layout.theme import DARK, HIGH_CONTRAST, LIGHT


def view_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    view, sizes = commands.view, commands.view.pane_sizes
    return (
        Action(
            ActionId.TABLE,
            "&View",
            "Figures as a &table",
            view.show_table,
            ("Ctrl+T",),
            is_checkable=True,
            is_checked=commands.settings.is_table_shown,
        ),
        Action(
            ActionId.MY_FORCE,
            "&View",
            "Choose &my force",
            commands.header.open_my_force,
            ("Ctrl+M",),
        ),
        *(
            Action(action, "&View", text, partial(resize, step), (key,), starts_section=starts)
            for action, text, resize, step, key, starts in (
                (ActionId.WIDER_LIST, "&Wider list", sizes.widen_list, 1, "F7", True),
                (ActionId.NARROWER_LIST, "Na&rrower list", sizes.widen_list, -1, "Shift+F7", False),
                (ActionId.TALLER_FIGURES, "T&aller figures", sizes.raise_figures, 1, "F8", False),
                (
                    ActionId.SHORTER_FIGURES,
                    "Sh&orter figures",
                    sizes.raise_figures,
                    -1,
                    "Shift+F8",
                    False,
                ),
            )
        ),
        Action(
            ActionId.LARGER,
            "&View",
            "&Larger text",
            partial(commands.step_text_scale, 1),
            ("Ctrl++", "Ctrl+="),
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.SMALLER,
            "&View",
            "&Smaller text",
            partial(commands.step_text_scale, -1),
            ("Ctrl+-",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.NORMAL_SIZE,
            "&View",
            "&Normal text size",
            partial(commands.set_text_scale, 1.0),
            ("Ctrl+0",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        *(
            Action(
                action,
                "&View/T&heme",
                text,
                partial(commands.choose_theme, choice),
                enabled_when=EnabledWhen.ALWAYS,
                is_checkable=True,
                is_checked=choice is commands.style.choice,
                group="theme",
                starts_section=action is ActionId.THEME_SYSTEM,
            )
            for action, choice, text in (
                (ActionId.THEME_SYSTEM, ThemeChoice.SYSTEM, "&Follow the system"),
                (ActionId.THEME_LIGHT, ThemeChoice.LIGHT, "&Light"),
                (ActionId.THEME_DARK, ThemeChoice.DARK, "&Dark"),
                (
                    ActionId.THEME_CONTRAST_LIGHT,
                    ThemeChoice.CONTRAST_LIGHT,
                    "High contrast, l&ight",
                ),
                (ActionId.THEME_CONTRAST_DARK, ThemeChoice.CONTRAST_DARK, "High contrast, d&ark"),
            )
        ),
        *(
            Action(
                action,
                "&View/Sli&de colours",
                text,
                partial(commands.choose_slide_theme, theme),
                enabled_when=EnabledWhen.ALWAYS,
                is_checkable=True,
                is_checked=theme.name == commands.style.slide_theme.name,
                group="slide theme",
            )
            for action, theme, text in (
                (ActionId.SLIDES_LIGHT, LIGHT, "&Light"),
                (ActionId.SLIDES_DARK, DARK, "&Dark"),
                (ActionId.SLIDES_CONTRAST, HIGH_CONTRAST, "&High contrast"),
            )
        ),
        Action(
            ActionId.IDENTITY,
            "&View",
            "&Identity…",
            commands.identity_requested.emit,
            hint="Show your force’s logo, colours and footer on slides and handouts",
        ),
        Action(
            ActionId.FULL_SCREEN,
            "&View",
            "F&ull screen",
            commands.set_full_screen,
            ("F11",),
            enabled_when=EnabledWhen.ALWAYS,
            is_checkable=True,
            starts_section=True,
        ),
    )
