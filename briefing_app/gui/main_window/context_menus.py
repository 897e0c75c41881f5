"""The context menus of the panes: which entries of the menus each of them has."""

from typing import Final

from briefing_app.gui.main_window.actions import ActionMenus
from briefing_app.gui.main_window.briefing_view import BriefingView

_NOTE: Final = "Write a note"
_SOURCE: Final = "Show in source"
_FINDING: Final = ("Bookmark", _NOTE, "Copy", _SOURCE, "", "Start from the chosen finding")
_QUOTE: Final = ("Copy", "Copy with its source", "", _SOURCE, _NOTE)
_FIGURES: Final = (
    *("Copy as a picture", "Copy as a table", ""),
    *("Figures as a table", "Enlarge the figures"),
)


def add_context_menus(menus: ActionMenus, view: BriefingView) -> None:
    """Give findings, quotes and figures context menus with entries of the menus."""
    findings = view.findings.list
    menus.add_context_menu(findings, _FINDING, findings.is_finding_at)
    for part in view.column.page.words_parts:
        menus.add_context_menu(part, _QUOTE)
    view.column.follow_quotes(lambda quotes: menus.add_context_menu(quotes.table, _QUOTE))
    menus.add_context_menu(view.figures, _FIGURES)
