"""The table of the main window's actions: the one place that lists them."""

from functools import partial

from briefing_app.gui.main_window.actions import Action, ActionId, EnabledWhen
from briefing_app.gui.main_window.commands import Commands
from briefing_app.gui.style import ThemeChoice
from briefing_app.layout.slide_theme import DARK, HIGH_CONTRAST, LIGHT

_ALWAYS = EnabledWhen.ALWAYS


def action_table(commands: Commands) -> tuple[Action, ...]:
    """Return every action of the main window, in the order of its menus.

    Args:
        commands: What they do.
    """
    return (
        *_file_actions(commands),
        *_edit_actions(commands),
        *_view_actions(commands),
        *_go_actions(commands),
        *_slideshow_actions(commands),
        *_help_actions(commands),
    )


def _file_actions(commands: Commands) -> tuple[Action, ...]:
    return (
        Action(
            ActionId.OPEN,
            "&File",
            "&Open a briefing…",
            commands.open_requested.emit,
            ("Ctrl+O",),
            enabled_when=_ALWAYS,
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
            enabled_when=_ALWAYS,
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
            enabled_when=_ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.SAVE_TEMPLATE,
            "&File",
            "Save a &template workbook…",
            commands.template_requested.emit,
            enabled_when=_ALWAYS,
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
            enabled_when=_ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.FORGET,
            "&File",
            "For&get what I did here…",
            commands.forget_requested.emit,
            hint="See what is kept on this computer, and remove it",
            enabled_when=_ALWAYS,
        ),
        Action(
            ActionId.QUIT,
            "&File",
            "&Quit",
            commands.quit_requested.emit,
            ("Ctrl+Q",),
            enabled_when=_ALWAYS,
            starts_section=True,
        ),
    )


def _edit_actions(commands: Commands) -> tuple[Action, ...]:
    return (
        Action(
            ActionId.COPY,
            "&Edit",
            "&Copy",
            commands.view.copy,
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


def _view_actions(commands: Commands) -> tuple[Action, ...]:
    view = commands.view
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
                (ActionId.WIDER_LIST, "&Wider list", view.widen_list, 1, "F7", True),
                (ActionId.NARROWER_LIST, "Na&rrower list", view.widen_list, -1, "Shift+F7", False),
                (ActionId.TALLER_FIGURES, "T&aller figures", view.raise_figures, 1, "F8", False),
                (
                    ActionId.SHORTER_FIGURES,
                    "Sh&orter figures",
                    view.raise_figures,
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
            enabled_when=_ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.SMALLER,
            "&View",
            "&Smaller text",
            partial(commands.step_text_scale, -1),
            ("Ctrl+-",),
            enabled_when=_ALWAYS,
        ),
        Action(
            ActionId.NORMAL_SIZE,
            "&View",
            "&Normal text size",
            partial(commands.set_text_scale, 1.0),
            ("Ctrl+0",),
            enabled_when=_ALWAYS,
        ),
        *(
            Action(
                action,
                "&View/T&heme",
                text,
                partial(commands.choose_theme, choice),
                enabled_when=_ALWAYS,
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
                enabled_when=_ALWAYS,
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
            enabled_when=_ALWAYS,
            is_checkable=True,
            starts_section=True,
        ),
    )


def _go_actions(commands: Commands) -> tuple[Action, ...]:
    view = commands.view
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
        Action(ActionId.GO_QUOTES, "&Go", "To the &quote", view.focus_quotes, ("Ctrl+2",)),
        Action(ActionId.GO_NOTE, "&Go", "To &my note", view.focus_note, ("Ctrl+4",), "To my note"),
        Action(ActionId.GO_FIGURES, "&Go", "To the fi&gures", view.focus_figures, ("Ctrl+3",)),
        Action(ActionId.NEXT_PANE, "&Go", "To the next pan&e", view.focus_next_pane, ("F6",)),
    )


def _slideshow_actions(commands: Commands) -> tuple[Action, ...]:
    return (
        *(
            Action(
                action,
                "&Slideshow",
                text,
                partial(commands.slideshow_requested.emit, action),
                (key,),
                hint,
                is_global=True,
            )
            for action, text, key, hint in (
                (
                    ActionId.PRESENT,
                    "&Start slideshow",
                    "F5",
                    "Start the slideshow, or resume it at the slide and time where you stopped",
                ),
                (
                    ActionId.PRESENT_HERE,
                    "Start from &here",
                    "Shift+F5",
                    "Start the slideshow at the selected finding or quote",
                ),
                (ActionId.PRESENT_AGAIN, "Start from the &beginning", "Ctrl+F5", ""),
                (
                    ActionId.PRESENT_WINDOWED,
                    "Start in a &window, for a video call",
                    "Ctrl+Shift+F5",
                    "",
                ),
                (
                    ActionId.REHEARSE,
                    "R&ehearse",
                    "Ctrl+F9",
                    "Run through the slideshow and record the time of each slide",
                ),
            )
        ),
        Action(
            ActionId.RUNNING_ORDER,
            "&Slideshow",
            "&Running order…",
            commands.running_order_requested.emit,
            ("Ctrl+R",),
            "Leave out, move or add slides for today",
            starts_section=True,
        ),
        Action(
            ActionId.TIMES,
            "&Slideshow",
            "&Times…",
            commands.times_requested.emit,
            hint="Compare the planned, rehearsed and taken time of each slide",
        ),
        Action(
            ActionId.SAID,
            "&Slideshow",
            "What we sa&id…",
            commands.said_requested.emit,
            hint="What was typed during the discussions of earlier slideshows",
        ),
        Action(
            ActionId.EXPORT_INK,
            "&Slideshow",
            "Save slides with in&k…",
            partial(commands.export_requested.emit, ActionId.EXPORT_INK),
            hint="Save the slides as pictures, with what you drew on them in the last slideshow",
            enabled_when=EnabledWhen.HAS_INK,
        ),
    )


def _help_actions(commands: Commands) -> tuple[Action, ...]:
    return (
        Action(
            ActionId.KEYS,
            "&Help",
            "&Keys",
            commands.keys_requested.emit,
            ("F1",),
            enabled_when=_ALWAYS,
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
            enabled_when=_ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.LICENCES,
            "&Help",
            "&Licences",
            commands.licences_requested.emit,
            enabled_when=_ALWAYS,
        ),
        Action(
            ActionId.ABOUT,
            "&Help",
            "&About this program",
            commands.about_requested.emit,
            enabled_when=_ALWAYS,
        ),
    )
