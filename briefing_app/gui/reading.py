"""The owner of what the main window shows of a briefing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from briefing_app.gui.settings import Settings
from briefing_app.model.chart_selection import ChartOrder
from briefing_app.model.charts import ChartView, periods
from briefing_app.model.reading import (
    NOTHING,
    Contents,
    FiguresPlace,
    FindingFilter,
    Item,
    NoteMarks,
    ReadingState,
    ReportParts,
    item_id,
    key_of,
    quotes_of,
    settled,
)
from briefing_app.model.report import Measure, Quote, Report
from briefing_app.model.search import (
    NoteMatches,
    Query,
    SearchResult,
    Suggestion,
    nothing_found,
)

_NO_MATCHES: Final = NoteMatches()


class Reading(QObject):
    """Owns what the window shows, which is a value, and reports each change of it.

    List, page, figures, header and menus get this object: they show `contents`, and call the
    methods. What follows from a change, such as another quote with another finding, is decided
    here, so that they all show the same.

    Args:
        search: Searches the briefing that is open for a text; returns None if there is nothing to
            search for.
        suggest: Returns another search for a text that was not found, if there is one.
        settings: Has what is the same in every briefing: the user's force, and whether figures are
            a table.
    """

    changed = Signal(object, object)
    """Emitted with the new and the previous `Contents`."""

    def __init__(
        self,
        search: Callable[[str], SearchResult | None],
        suggest: Callable[[str], Suggestion | None],
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._suggest = suggest
        self._find_in_notes: Callable[[Query], NoteMatches] = lambda _: _NO_MATCHES
        self._settings = settings
        self._contents = self._with_settings(NOTHING)
        settings.changed.connect(self._follow_setting)

    @property
    def contents(self) -> Contents:
        """What the window shows."""
        return self._contents

    @property
    def state(self) -> ReadingState:
        """The state of `contents`."""
        return self._contents.state

    def use_notes(self, find: Callable[[Query], NoteMatches]) -> None:
        """Let searches find the user's notes with this function, which gets the query."""
        self._find_in_notes = find

    # ---- the briefing ---------------------------------------------------------------------------

    def show_report(self, report: Report, state: ReadingState | None = None) -> None:
        """Show a briefing.

        Args:
            report: The briefing.
            state: The state of another edition, of which all is kept that is still there.
        """
        if state is None:
            same = self.state
            is_source_shown = same.figures is FiguresPlace.SOURCE
            state = ReadingState(
                figures=FiguresPlace.SOURCE if is_source_shown else FiguresPlace.USUAL,
                order=same.order,
            )
        contents = self._with_settings(Contents(state, ReportParts(report)))
        self._show(self._searched(contents) if state.search else contents)

    def set_marks(self, marks: NoteMarks) -> None:
        """Mark the rows of the list with the user's notes and bookmarks.

        The one that is read stays in the list although it may have lost its note: the user may be
        writing another one.
        """
        if marks != self._contents.marks:
            state = self.state._replace(kept=self.state.item)
            self._show(replace(self._contents, marks=marks, state=state))

    def set_my_force(self, name: str) -> None:
        """Highlight the user's force, which the briefing may not list; none if it is empty."""
        self._settings.my_force = name

    # ---- the search and the filter --------------------------------------------------------------

    def search(self, text: str) -> None:
        """List what a search finds, and show the first of it; end the search if there is none.

        What was read before is shown again when the search ends, unless the user has chosen
        another row, and meanwhile if no row matches in particular.
        """
        before, state = self._contents, self.state
        if text == state.search:
            return
        contents = replace(before, state=state._replace(search=text, kept=""))
        contents = self._searched(contents)
        found = contents.found
        read = state.read if before.found is not None else state.item
        item = read
        if found is not None and contents.found_ids and not found.is_general:
            first = contents.first
            item = self._key(first) if first is not None else state.item
        quote = contents.likely_quote if item == state.item else ""
        state = contents.state._replace(item=item, quote=quote, read=read)
        self._show(replace(contents, state=state))

    def accept_result(self) -> None:
        """Stay at the row that is shown when the search ends."""
        self._change(read=self.state.item, figures=self._figures_beside_page)

    def set_filter(self, chosen: FindingFilter) -> None:
        """List only the rows that pass a filter."""
        if chosen is not self.state.filter:
            self._change(filter=chosen, kept="")

    def clear(self) -> None:
        """End the search and the filter."""
        self.search("")
        self.set_filter(FindingFilter.ALL)

    # ---- findings and quotes --------------------------------------------------------------------

    def choose(self, item: Item) -> None:
        """Show another row of the list."""
        if self._key(item) != self.state.item:
            self._show_item(item)

    def show_item(self, item: Item) -> None:
        """Show a finding, or other words; end the search and the filter if they hide them."""
        self._show_item(item)

    def step(self, by: int) -> bool:
        """Show the row some places further in the list. Return False if it ends before."""
        following = self._contents.neighbour(by)
        if following is not None:
            self.choose(following)
        return following is not None

    def show_quote(self, quote: Quote) -> None:
        """Show a quote with the first finding that has it, or else as other words.

        A finding that is listed is preferred; if there is none, the search and the filter end.
        """
        contents = self._contents
        items: Sequence[Item] = contents.parts.findings_of.get(quote.id, (quote,))
        item = next(filter(contents.is_listed, items), items[0])
        self._show_item(item, key_of(quote, quotes_of(item)))

    def step_quote(self, by: int) -> bool:
        """Show another quote of the finding. Return False if it has no more in this direction."""
        keys = list(self._contents.quotes)
        at = keys.index(self.state.quote) + by if keys else -1
        if not 0 <= at < len(keys):
            return False
        self._change(quote=keys[at], is_browsing=False)
        return True

    def browse(self, is_browsing: bool) -> None:
        """List all quotes in the place of the page, or show the page again."""
        self._change(is_browsing=is_browsing, figures=self._figures_beside_page)

    # ---- the figures, and what has their place --------------------------------------------------

    def enlarge(self, is_enlarged: bool) -> None:
        """Show the figures, if there are any, in the place of the page, or the page again."""
        figures = FiguresPlace.ENLARGED if is_enlarged else self._figures_beside_page
        self._change(figures=figures)

    def show_source(self, is_shown: bool) -> None:
        """Show the text of a source beside the page, or the figures again."""
        if is_shown:
            self._change(figures=FiguresPlace.SOURCE, is_browsing=False)
        else:
            self._change(figures=FiguresPlace.USUAL)

    def show_table(self, is_table: bool) -> None:
        """Show the figures as a table or as a chart."""
        self._settings.is_table_shown = is_table

    def set_order(self, order: ChartOrder) -> None:
        """Show the bars in another order."""
        self._change(order=order)

    def set_view(self, view: ChartView) -> None:
        """Show another part of the measure."""
        name = view.force.name if view.force is not None else ""
        self._change(period=view.period, over_time=name)

    def step_measure(self, by: int) -> None:
        """Show the figures of another measure; the first one follows the last."""
        measures = list(self._contents.parts.measures)
        at = measures.index(self.state.measure) + by
        self._change(measure=measures[at % len(measures)], period="", over_time="")

    def show_measure(self, measure: Measure) -> None:
        """Show the figures of a measure."""
        key = key_of(measure, self._contents.parts.measures)
        self._change(measure=key, period="", over_time="")

    def show_my_figure(self, measure: Measure) -> None:
        """Show a measure with the newest figure of the user's force."""
        force = self._contents.my_force
        newest = max((each.period for each in measure.figures if each.force == force), default="")
        self.show_measure(measure)
        if newest and newest != periods(measure)[0]:
            self.set_view(ChartView(newest))

    # ---- back -----------------------------------------------------------------------------------

    def back(self) -> bool:
        """Close the source, the enlarged figures, all quotes, the search or the filter.

        Returns:
            Whether one of them was open; the first one in this order is closed.
        """
        state = self.state
        if state.figures is not FiguresPlace.USUAL:
            self._change(figures=FiguresPlace.USUAL)
        elif state.is_browsing:
            self._change(is_browsing=False)
        elif state.search:
            self.search("")
        elif state.filter is not FindingFilter.ALL:
            self.set_filter(FindingFilter.ALL)
        else:
            return False
        return True

    # ---- changes --------------------------------------------------------------------------------

    def _with_settings(self, contents: Contents) -> Contents:
        settings = self._settings
        return replace(contents, my_force_name=settings.my_force, is_table=settings.is_table_shown)

    def _follow_setting(self, name: str) -> None:
        if name == Settings.my_force.name:
            contents = replace(self._contents, state=self.state._replace(kept=""))
            self._show(self._with_settings(contents))
        elif name == Settings.is_table_shown.name:
            self._show(self._with_settings(self._contents))

    @property
    def _figures_beside_page(self) -> FiguresPlace:
        """Where the figures are if the page is shown."""
        is_enlarged = self.state.figures is FiguresPlace.ENLARGED
        return FiguresPlace.USUAL if is_enlarged else self.state.figures

    def _key(self, item: Item) -> str:
        return self._contents.parts.item_keys[item_id(item)]

    def _show_item(self, item: Item, quote: str = "") -> None:
        if not self._contents.is_listed(item):
            self.clear()
        key = self._key(item)
        self._change(item=key, quote=quote, is_browsing=False, read=key)

    def _searched(self, contents: Contents) -> Contents:
        """Return contents with what their search finds."""
        text = contents.state.search
        found = self._search(text)
        if found is None:
            return replace(contents, found=None, nothing_found=None)
        found = self._with_notes(found)
        contents = replace(contents, found=found, nothing_found=None)
        if contents.found_ids:
            return contents
        suggestion = None if found.uncited_source else self._suggest(text)
        if suggestion is not None:
            suggestion = suggestion._replace(result=self._with_notes(suggestion.result))
        return replace(contents, nothing_found=nothing_found(text, found, suggestion))

    def _with_notes(self, found: SearchResult) -> SearchResult:
        return found.with_notes(self._find_in_notes(found.query))

    def _change(self, **changes: Any) -> None:
        self._show(replace(self._contents, state=self.state._replace(**changes)))

    def _show(self, contents: Contents) -> None:
        """Show other contents, in which all that is shown exists and is listed."""
        old, new = self._contents, settled(contents)
        if new != old:
            self._contents = new
            self.changed.emit(new, old)
