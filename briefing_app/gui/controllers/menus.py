"""The menus of the main window: what is in each, in the order in which it is shown."""

from functools import partial
from typing import Final

from briefing_app.gui.controllers.authoring import AuthoringController
from briefing_app.gui.controllers.editing import EditingController
from briefing_app.gui.controllers.export import ExportController, export_texts
from briefing_app.gui.controllers.files import EXAMPLES, RecentFiles
from briefing_app.gui.controllers.help import HelpController
from briefing_app.gui.controllers.notes import NotesController
from briefing_app.gui.controllers.privacy import PrivacyController
from briefing_app.gui.controllers.running_order import RunningOrderController
from briefing_app.gui.controllers.settings import AppearanceController, SettingsController
from briefing_app.gui.controllers.slideshow import (
    BY_RULE_KEY,
    CHOSEN_KEY,
    NEW_KEY,
    SlideshowController,
)
from briefing_app.gui.controllers.source import SourceController
from briefing_app.gui.look import ThemeChoice
from briefing_app.gui.main_window.actions import (
    EDIT,
    FILE,
    GO,
    HELP,
    SEPARATOR,
    SLIDESHOW,
    VIEW,
    Action,
    ActionMenus,
    Menu,
    Separator,
    always,
)
from briefing_app.gui.main_window.briefing_view import BriefingView
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.reading import Reading
from briefing_app.gui.slideshow.launcher import Start
from briefing_app.model.reading import FiguresPlace, FindingFilter
from briefing_app.model.wording import KEYS_TITLE

_FILTERS: Final = {
    FindingFilter.ALL: "&All findings",
    FindingFilter.MY_FORCE: "About &my force",
    FindingFilter.NOTES: "With my &notes",
    FindingFilter.BOOKMARKS: "&Bookmarked",
    FindingFilter.UNCLEAR: "Source &unclear",
}
_THEMES: Final = {
    ThemeChoice.SYSTEM: "&Follow the system",
    ThemeChoice.LIGHT: "&Light",
    ThemeChoice.DARK: "&Dark",
    ThemeChoice.CONTRAST_LIGHT: "H&igh contrast, light",
    ThemeChoice.CONTRAST_DARK: "High contr&ast, dark",
}


def file_menu(
    *,
    window: MainWindow,
    recent_files: RecentFiles,
    authoring: AuthoringController,
    export: ExportController,
    notes: NotesController,
    privacy: PrivacyController,
) -> Menu:
    """Return the menu for files."""
    recent = Menu(
        "Open &recent",
        [
            Action("&Clear this list", recent_files.clear, enabled=recent_files.has_files),
            SEPARATOR,
            *_examples(window),
        ],
        first=recent_files.actions,
    )
    exports = Menu(
        "&Export",
        [
            Action("Choose what to e&xport…", export.open, ("Ctrl+E",)),
            *(Action(text, partial(export.open, kind)) for kind, text in export_texts("xn")),
            SEPARATOR,
            Action("My &notes as text or CSV…", notes.ask_for_file),
        ],
    )
    return Menu(
        FILE,
        [
            Action("&Open a briefing…", window.choose_briefing, ("Ctrl+O",), enabled=always),
            recent,
            Action("Re&load the briefing", window.reload, ("Ctrl+Shift+R",)),
            SEPARATOR,
            Action(
                "&New briefing from workbook…", authoring.new_briefing, ("Ctrl+N",), enabled=always
            ),
            Action("Save a &template workbook…", authoring.save_template, enabled=always),
            SEPARATOR,
            exports,
            SEPARATOR,
            Action("Start a pri&vate session", privacy.start_private_session, enabled=always),
            Action(
                "Clear m&y data on this computer…", privacy.open_dialog, enabled=privacy.keeps_data
            ),
            SEPARATOR,
            Action("&Quit", window.close, ("Ctrl+Q", "Ctrl+W"), enabled=always),
        ],
    )


def edit_menu(
    window: MainWindow,
    editing: EditingController,
    source: SourceController,
    settings: SettingsController,
) -> Menu:
    """Return the menu for texts, copies and bookmarks."""
    view, bookmark = window.view, window.view.column.page.head.bookmark
    rows = [
        Action("Copy as a row of &Quotes", partial(source.copy_row, "quotes"), ("Ctrl+Shift+C",)),
        Action("Copy as a row of &Findings", partial(source.copy_row, "findings")),
    ]
    figures = [
        Action("Copy as a &picture", editing.copy_picture, enabled=view.has_figures),
        Action("Copy as a &table", editing.copy_table, enabled=view.has_figures),
    ]
    return Menu(
        EDIT,
        [
            Action("&Undo", editing.undo, ("Ctrl+Z",), enabled=editing.can_undo),
            Action("Re&do", editing.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), enabled=editing.can_redo),
            SEPARATOR,
            Action("Cu&t", editing.cut, ("Ctrl+X",), enabled=editing.can_cut),
            Action("&Copy", editing.copy, ("Ctrl+C",)),
            Action("Copy with its s&ource", editing.copy_with_source, enabled=editing.has_evidence),
            Action("&Paste", editing.paste, ("Ctrl+V",), enabled=editing.can_paste),
            Action("Select &all", editing.select_all, ("Ctrl+A",), enabled=always),
            Menu("Copy as a &row", rows),
            Menu("Copy the fi&gures", figures),
            SEPARATOR,
            Action("&Find in findings and quotes", window.header.focus_search, ("Ctrl+F",)),
            SEPARATOR,
            Action(
                "&Bookmark",
                view.set_bookmark,
                ("Ctrl+B",),
                enabled=bookmark.isEnabled,
                checked=bookmark.isChecked,
            ),
            SEPARATOR,
            Action("&Settings…", settings.open_dialog, ("Ctrl+,",), enabled=always),
        ],
    )


def view_menu(
    window: MainWindow, source: SourceController, appearance: AppearanceController
) -> Menu:
    """Return the menu for what is shown, and how."""
    view, reading = window.view, window.reading
    filters = [_filter_action(reading, each, text) for each, text in _FILTERS.items()]
    return Menu(
        VIEW,
        [
            Action(
                "Figures as a &table",
                reading.show_table,
                ("Ctrl+T",),
                enabled=view.has_figures,
                checked=lambda: reading.contents.is_table,
            ),
            Action(
                "&Enlarge the figures",
                view.enlarge_figures,
                ("F8",),
                enabled=view.has_figures,
                checked=lambda: reading.state.figures is FiguresPlace.ENLARGED,
            ),
            Action("Choose &my force", window.header.open_my_force, ("Ctrl+M",)),
            Menu("Fi&lter", filters, is_choice=True),
            Action("Show in so&urce", source.show, ("F4",), checked=source.is_shown),
            SEPARATOR,
            _size_menu(window, appearance),
            SEPARATOR,
            _theme_menu(appearance),
        ],
    )


def _filter_action(reading: Reading, chosen: FindingFilter, text: str) -> Action:
    return Action(
        text,
        partial(reading.set_filter, chosen),
        enabled=lambda: reading.contents.can_filter(chosen),
        checked=lambda: reading.state.filter is chosen,
    )


def _size_menu(window: MainWindow, appearance: AppearanceController) -> Menu:
    width = window.view.list_width
    texts = [
        ("&Larger text", partial(appearance.step_text_scale, 1), ("Ctrl++", "Ctrl+=")),
        ("&Smaller text", partial(appearance.step_text_scale, -1), ("Ctrl+-",)),
        ("&Normal text size", partial(appearance.set_text_scale, 1.0), ("Ctrl+0",)),
    ]
    return Menu(
        "&Size",
        [
            *(
                Action(text, resize, keys, enabled=always, in_dialogs=True)
                for text, resize, keys in texts
            ),
            SEPARATOR,
            Action("&Wider list", partial(width.widen, 1), ("F7",)),
            Action("Na&rrower list", partial(width.widen, -1), ("Shift+F7",)),
            SEPARATOR,
            Action(
                "F&ull screen",
                window.set_full_screen,
                ("F11",),
                enabled=always,
                checked=window.isFullScreen,
            ),
        ],
    )


def _theme_menu(appearance: AppearanceController) -> Menu:
    themes = [_theme_action(appearance, choice, text) for choice, text in _THEMES.items()]
    return Menu("T&heme", themes, is_choice=True)


def _theme_action(appearance: AppearanceController, choice: ThemeChoice, text: str) -> Action:
    return Action(
        text,
        partial(appearance.choose_theme, choice),
        enabled=always,
        checked=lambda: appearance.theme is choice,
    )


def go_menu(window: MainWindow) -> Menu:
    """Return the menu for moving in the briefing."""
    view, reading = window.view, window.reading
    panes = [
        Action("To the &findings", view.findings.focus, ("Ctrl+1",)),
        Action("To the &quote", view.focus_words, ("Ctrl+2",)),
        Action("To the fi&gures", view.focus_figures, ("Ctrl+3",)),
        Action("Write a &note", view.focus_note, ("Ctrl+4",)),
        Action("To the next pan&e", view.focus_next_pane, ("F6",)),
    ]
    return Menu(
        GO,
        [
            Action("&Next finding", partial(view.findings.step, 1), ("Alt+Down",)),
            Action("&Previous finding", partial(view.findings.step, -1), ("Alt+Up",)),
            SEPARATOR,
            Action("Ne&xt quote", partial(view.step_quote, 1), ("Alt+Right",)),
            Action("Pre&vious quote", partial(view.step_quote, -1), ("Alt+Left",)),
            Action(
                "&All quotes in this briefing",
                view.browse,
                ("Ctrl+U",),
                checked=lambda: reading.state.is_browsing,
            ),
            SEPARATOR,
            Menu("&To a pane", panes),
            SEPARATOR,
            Action("&Back", window.go_back, ("Esc",)),
        ],
    )


def slideshow_menu(slideshow: SlideshowController, running_order: RunningOrderController) -> Menu:
    """Return the menu for slideshows, whose keys work in their windows too."""
    return Menu(
        SLIDESHOW,
        [
            Action(
                "&Continue",
                slideshow.resume,
                entry=slideshow.continue_entry,
                is_global=True,
            ),
            Action(
                "&Start slideshow",
                partial(slideshow.present, Start.NEW),
                (BY_RULE_KEY, NEW_KEY),
                entry=slideshow.new_entry,
                is_global=True,
            ),
            SEPARATOR,
            Action(
                "Start from the chosen &finding",
                partial(slideshow.present, Start.CHOSEN),
                (CHOSEN_KEY,),
                entry=slideshow.chosen_entry,
                is_global=True,
            ),
            Action(
                "Start in a &window, for a video call",
                partial(slideshow.present, windowed=True),
                ("Ctrl+Shift+F5",),
                is_global=True,
            ),
            SEPARATOR,
            Action("&Running order…", running_order.open_dialog, ("Ctrl+R",)),
        ],
    )


def help_menu(window: MainWindow, help_: HelpController) -> Menu:
    """Return the menu with the guide and what the program and the briefing say of themselves."""
    return Menu(
        HELP,
        [
            Action("&Guide", help_.show_guide, ("F1",), enabled=always),
            Action(f"&{KEYS_TITLE}", help_.show_keys, enabled=always),
            SEPARATOR,
            Menu("&Examples", _examples(window)),
            Action("&Sources and what was checked", help_.show_sources),
            SEPARATOR,
            Action("&About this program", help_.show_about, enabled=always),
        ],
    )


def _examples(window: MainWindow) -> list[Action]:
    return [Action(text, partial(window.open, path), enabled=always) for text, path in EXAMPLES]


def add_context_menus(menus: ActionMenus, view: BriefingView) -> None:
    """Give findings, quotes and figures context menus with entries of the menus."""
    quote: list[str | Separator] = [
        "Copy",
        "Copy with its source",
        SEPARATOR,
        "Show in source",
        "Write a note",
    ]
    findings = view.findings.list
    menus.add_context_menu(
        findings,
        [
            *("Bookmark", "Write a note", "Copy", "Show in source"),
            *(SEPARATOR, "Start from the chosen finding"),
        ],
        findings.is_item_at,
    )
    for part in view.column.page.words_parts:
        menus.add_context_menu(part, quote)
    menus.add_context_menu(
        view.figures,
        [
            *("Copy as a picture", "Copy as a table", SEPARATOR),
            *("Figures as a table", "Enlarge the figures"),
        ],
    )
