"""The pane with the figures, as a chart or as a table, in four forms, and what is below them."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLocale, QModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import text_locale
from briefing_app.gui.charts import bar_chart
from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_look
from briefing_app.gui.panes import figures_table
from briefing_app.gui.panes.figures_head import FiguresChoices, FiguresForm, FiguresHead
from briefing_app.gui.panes.page_head import page_margin
from briefing_app.gui.reading import Reading
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedLabel, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import FocusRingPage
from briefing_app.model.chart_selection import (
    OtherPeriods,
    few_rows,
    in_order,
    with_per_cent_sign,
)
from briefing_app.model.charts import BarChart
from briefing_app.model.charts import bar_chart as make_bar_chart
from briefing_app.model.reading import Contents
from briefing_app.model.report import Force
from briefing_app.model.wording import DEFINITION_LEAD, NOTE_LEAD, SOURCE_LEAD

_MAX_LETTERS: Final = 115  # in a line


class CaveatLine(QWidget):
    """One line of what limits the figures, and a button for all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lead = text_label(self, NOTE_LEAD.strip(), "muted", role=TextRole.SMALL_BUTTON)
        self._text = ElidedLabel(self, look="muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.more_button = quiet_button("More", self, role=TextRole.SMALL_BUTTON)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 4)
        for widget in (self._lead, self._text, self.more_button):
            row.addWidget(widget)
        row.addStretch(1)
        self.show_state(is_unfolded=False)

    def show_texts(self, chart: BarChart | None) -> None:
        """Show the line of a chart."""
        texts = (*chart.notes, chart.caveat) if chart is not None else ()
        self._text.setText(" ".join(filter(None, texts)))
        self.more_button.setVisible(chart is not None)
        self._show()

    def show_state(self, *, is_unfolded: bool) -> None:
        """Show the line, or only the button if all texts are shown."""
        self._is_unfolded = is_unfolded
        text = "Less" if is_unfolded else "More"
        self.more_button.setText(text)
        self.more_button.setAccessibleName(f"{text}: notes, what was counted and the source")
        self._show()

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the text is in, for screen readers."""
        self._text.setLocale(locale)

    def _show(self) -> None:
        is_line = bool(self._text.text()) and not self._is_unfolded
        self._lead.setVisible(is_line)
        self._text.setVisible(is_line)


class FiguresFoot(QWidget):
    """All texts below the figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = {
            "": self._text("Notes"),
            NOTE_LEAD: self._text("What limits the figures"),
            DEFINITION_LEAD: self._text("How it was counted"),
            SOURCE_LEAD: self._text("Source of the figures"),
        }
        rows = QVBoxLayout(self)
        scale_sides(rows.setContentsMargins, 0, 4, 0, 4)
        scale(rows.setSpacing, 8)
        for text in self._texts.values():
            rows.addWidget(text)

    def show_texts(self, chart: BarChart | None) -> None:
        """Show the texts of a chart."""
        passages = ("", "", "", "")
        if chart is not None:
            source = chart.source.removeprefix(SOURCE_LEAD)
            passages = ("\n".join(chart.notes), chart.caveat, chart.definition, source)
        for (lead, text), passage in zip(self._texts.items(), passages, strict=True):
            text.show_text(lead + passage, bold=[slice(len(lead.rstrip()))] if lead else ())
            text.setVisible(bool(passage))

    def _text(self, name: str) -> PlainText:
        """Make a text that Tab skips."""
        text = PlainText(self, TextRole.SMALL, max_letters=_MAX_LETTERS, is_tab_stop=False)
        text.setProperty("look", "muted")
        text.setAccessibleName(name)
        return text


# Pixels at 100 % text size.
_PANEL_HEIGHT: Final = 155
_LEAST_PANEL_HEIGHT: Final = 134  # pixels: buttons don't shrink with small text
_LINE_HEIGHT: Final = 32
_LEAST_LINE_HEIGHT: Final = 36  # pixels, as above
_MIN_BODY: Final = QSize(160, 48)
_RELAXED_PITCH: Final = 36  # from bar to bar in a column
_PANEL_ROWS: Final = 3
_COMPACT_SIZE: Final = QSize(560, 420)  # enlarged figures in less have fewer lines of text
_UNLIMITED: Final = 16_777_215  # Qt's own


class _Body(QStackedWidget):
    """Holds the chart and the table, which scroll, so that it takes any height."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return _MIN_BODY


class FiguresPane(QFrame):
    """Shows a measure's figures as a chart or as a table.

    A panel has the same height and places whatever it shows. The chart comes with `attach_chart`;
    everything else is there from the start.
    """

    def __init__(self, parent: QWidget | None, reading: Reading) -> None:
        super().__init__(parent)
        self._reading = reading
        self._form = FiguresForm.PANEL
        self._marked: Force | None = None
        self._is_compact = False
        self._is_unfolded = False  # whether the enlarged figures have all their texts
        self._chart: bar_chart.BarChartView | None = None
        self._table: figures_table.FiguresTable | None = None
        self._model: figures_table.FiguresModel | None = None
        self._choices: FiguresChoices | None = None
        self._foot: FiguresFoot | None = None
        self.setProperty("look", "panel")
        self.setAccessibleName("Figures")
        self._area = FocusRingPage(self)
        self._area.setAccessibleName("Figures and what limits them")
        self._page = QWidget(self._area.viewport())
        self.head = FiguresHead(self._page, reading)
        self._body = _Body(self._page)
        self._blank = QWidget(self._body)
        self._body.addWidget(self._blank)
        self._caveat = CaveatLine(self._page)
        self._complete: BarChart | None = None  # with all bars
        self._shown: BarChart | None = None
        self._rows = QVBoxLayout(self._page)
        for widget in (self.head, self._body, self._caveat):
            self._rows.addWidget(widget, 1 if widget is self._body else 0)
        self._rows.addStretch()
        self._area.set_page(self._page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._caveat.more_button.clicked.connect(self._unfold)
        reading.changed.connect(self._show_contents)
        look().changed.connect(self._fit)
        self.set_form(FiguresForm.PANEL)

    @property
    def form(self) -> FiguresForm:
        """The form in which the figures are shown."""
        return self._form

    @property
    def chart_value(self) -> BarChart | None:
        """The chart with all its bars, as a value; None if the briefing has no figures."""
        contents = self._reading.contents
        if contents.measure is None:
            return None
        made = make_bar_chart(contents.measure, contents.my_force, contents.view)
        return in_order(made, contents.state.order, contents.measure)

    def set_form(self, form: FiguresForm) -> None:
        """Show the figures in another form."""
        self._form = form
        if form is not FiguresForm.ENLARGED:
            self._is_unfolded = False
        self._is_compact = False
        set_look(self, "side_panel" if form is FiguresForm.COLUMN else "panel")
        self.setFrameStyle(self.frameStyle())  # lets Qt see that the border is at another side
        self._arrange()
        self._body.setVisible(form is not FiguresForm.LINE)
        self._show_texts()
        self._show()

    def column_height(self, width: int) -> int:
        """Return the height of all that a column of a width shows, both in pixels."""
        body = self._body.maximumHeight() - self._body.sizeHint().height()
        return self._height_for_width(width) + body

    def keep_foot(self, height: int) -> None:
        """Keep a height in pixels at the foot of a column free for what is over it."""
        self._area.keep_foot(height)

    def panel_height(self, width: int, *, is_low: bool = False) -> int:
        """Return the height of a panel or a line, in pixels at the text size in use.

        Args:
            width: Its width in pixels.
            is_low: Whether a panel is no higher than its texts and thin bars.
        """
        if self._form is FiguresForm.LINE:
            return max(look().px(_LINE_HEIGHT), _LEAST_LINE_HEIGHT)
        usual = 0 if is_low else max(look().px(_PANEL_HEIGHT), _LEAST_PANEL_HEIGHT)
        frame = self.height() - self.contentsRect().height()
        return max(usual, self._height_for_width(width) + frame)

    def _height_for_width(self, width: int) -> int:
        """Return the least height of all that is shown, in pixels."""
        for part in filter(None, (self.head, self._foot)):
            part.updateGeometry()  # Qt would look at what has changed in it only later
        return self._rows.heightForWidth(width)

    def attach_chart(self) -> None:
        """Build the chart; call this after the window's first paint."""
        if self._chart is not None:
            return
        chart = bar_chart.BarChartView(self._body)
        chart.force_chosen.connect(self._mark)
        self._chart = chart
        # Its final size, so that thousands of bars are not laid out twice.
        chart.resize(self._body.size())
        self._body.addWidget(chart)
        self._show()

    def focus(self) -> None:
        """Give the chart or table the keyboard focus, or the button that shows them."""
        body = self._body.currentWidget()
        has_figures = self._form is not FiguresForm.LINE and body is not self._blank
        target = body if has_figures else self.head.enlarge_button
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # ---- what the user chooses ------------------------------------------------------------------

    def _unfold(self) -> None:
        """Show all texts below the enlarged figures, or one line again."""
        self._is_unfolded = not self._is_unfolded
        if self._form is FiguresForm.ENLARGED:
            self._show_texts()
        else:
            self._reading.enlarge(True)
            self.focus()

    def _mark_row(self, index: QModelIndex) -> None:
        force = index.data(figures_table.FORCE_ROLE)
        self._mark(None if force == self._marked else force)

    def _mark(self, force: Force | None) -> None:
        """Mark a force in the chart and in the table, or none."""
        self._marked = force
        if self._chart is not None:
            self._chart.set_chosen(force)
        if self._model is not None:
            self._model.set_chosen(force)

    # ---- showing --------------------------------------------------------------------------------

    def _show_contents(self, new: Contents, old: Contents) -> None:
        if new.parts is not old.parts:
            self._marked = None
            self._show_locale(text_locale(new.report.language))
        is_another = new.parts is not old.parts or new.measure is not old.measure
        is_table_toggled = new.is_table != old.is_table
        if is_another or is_table_toggled or new.finding is not old.finding:
            self.head.show_contents(new)
        if is_another or _choices(new) != _choices(old):
            self._show()
        elif is_table_toggled:
            self._show_body()

    def _show_locale(self, locale: QLocale) -> None:
        """Set the locale that the briefing's texts are in, for screen readers."""
        self.head.set_text_locale(locale)
        self._caveat.set_text_locale(locale)
        if self._foot is not None:
            self._foot.setLocale(locale)

    def _show(self) -> None:
        """Show the figures in the form, order and view that are chosen."""
        contents, shown = self._reading.contents, None
        measure, my_force, order = contents.measure, contents.my_force, contents.state.order
        self._complete = None
        if measure is not None:
            made = with_per_cent_sign(
                make_bar_chart(measure, my_force, contents.view, names_highlight=False)
            )
            shown = self._complete = in_order(made, order, measure)
            if self._form is FiguresForm.PANEL:
                few = few_rows(made, measure, my_force, _PANEL_ROWS)
                shown = in_order(few, order, measure)
        self._shown = shown
        self._caveat.show_texts(shown)
        if self._foot is not None:
            self._foot.show_texts(shown)
        if self._choices is not None:
            is_choice = shown is not None and not shown.is_over_time
            self._choices.show_order(order, is_choice=is_choice)
            self._choices.show_views(measure, my_force, contents.view)
        if self._model is not None:
            self._model.show_chart(self._complete, my_force)
        if self._chart is not None and shown is not None and measure is not None:
            others = OtherPeriods(measure, {bar.period for bar in shown.bars})
            max_columns = 1 if self._form is FiguresForm.PANEL else 2
            self._chart.set_chart(shown, my_force, others.text, max_columns)
        self._mark(self._marked)
        self._show_body()

    def _show_body(self) -> None:
        body: QWidget = self._chart or self._blank
        if self._shown is None:
            body = self._blank
        elif self._reading.contents.is_table:
            table = body = self._table or self._build_table()
            table.show_few_rows(_PANEL_ROWS if self._form is FiguresForm.PANEL else 0)
        self._body.setCurrentWidget(body)
        shown = self._complete if self._reading.contents.is_table else self._shown
        self.head.show_texts(shown.title if shown else "", shown.subtitle if shown else "")
        self._order_tab_stops()
        self._fit()

    def _order_tab_stops(self) -> None:
        """Let Tab follow the screen, in whichever order the parts were made."""
        choices = self._choices.tab_stops if self._choices is not None else ()
        made = (self.head.enlarge_button, *choices, self._chart, self._table)
        stops = [*filter(None, made), self._caveat.more_button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_texts(self) -> None:
        """Show one line of caveat, all texts, or none, and the choices if there is room."""
        is_enlarged = self._form is FiguresForm.ENLARGED
        is_complete = self._form is FiguresForm.COLUMN or self._is_unfolded
        self._caveat.setVisible(is_enlarged or self._form is FiguresForm.PANEL)
        self._caveat.show_state(is_unfolded=self._is_unfolded)
        if is_enlarged and self._choices is None:
            self._choices = self._build_choices()
        if is_complete and self._foot is None:
            self._foot = self._build_foot()
        if self._choices is not None:
            self._choices.setVisible(is_enlarged)
        if self._foot is not None:
            self._foot.setVisible(is_complete)
        self._fit()

    def _fit(self) -> None:
        """Let a column's bars be as high as they need, at most, and the head follow the width."""
        margin = 0
        if self._form is FiguresForm.LINE:  # its text is aligned with the page's
            padding = 0 if self._shown is None else look().px(QUIET_PADDING_X)
            margin = page_margin(self.width()) - padding
        self.head.setContentsMargins(margin, 0, margin, 0)
        most = self._column_height() if self._form is FiguresForm.COLUMN else _UNLIMITED
        self._body.setMaximumHeight(max(most, _MIN_BODY.height()))
        least = _COMPACT_SIZE * look().scale
        is_narrow = self.width() < least.width() or self.height() < least.height()
        is_compact = self._form is FiguresForm.ENLARGED and is_narrow
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self._arrange()

    def _column_height(self) -> int:
        """Return the height of all rows of the chart or table, in pixels."""
        if self._shown is None:
            return 0
        if self._reading.contents.is_table and self._table is not None:
            return self._table.minimumSizeHint().height()
        return round(len(self._shown.bars) * look().px(_RELAXED_PITCH))

    def _arrange(self) -> None:
        """Let the head and the gaps around it follow the form."""
        is_dense = self._form is FiguresForm.PANEL or self._is_compact
        scale(self._rows.setSpacing, 1 if is_dense else 4)
        left, right = (16, 12) if self._is_compact else (40, 32)
        if self._form is FiguresForm.LINE:  # see `_fit`
            left = right = 0
        top = 7 if self._form is FiguresForm.COLUMN else 5  # level with the head of the page
        scale_sides(self._rows.setContentsMargins, left, top, right, 3)
        self.head.set_form(self._form, is_compact=self._is_compact)

    # ---- building -------------------------------------------------------------------------------

    def _build_choices(self) -> FiguresChoices:
        choices = FiguresChoices(self._page, self._reading)
        self._rows.insertWidget(1, choices)
        choices.stackUnder(self._body)  # screen readers read in this order
        return choices

    def _build_foot(self) -> FiguresFoot:
        foot = FiguresFoot(self._page)
        foot.show_texts(self._shown)
        self._rows.insertWidget(self._rows.indexOf(self._body) + 1, foot)
        foot.stackUnder(self._caveat)
        foot.setLocale(text_locale(self._reading.contents.report.language))
        return foot

    def _build_table(self) -> "figures_table.FiguresTable":
        self._model = figures_table.FiguresModel(self)
        self._model.show_chart(self._complete, self._reading.contents.my_force)
        self._model.set_chosen(self._marked)
        self._table = figures_table.FiguresTable(self._model, self._body)
        self._table.activated.connect(self._mark_row)
        self._body.addWidget(self._table)
        self._table.select_force(self._marked)
        return self._table


def _choices(contents: Contents) -> tuple[object, ...]:
    """Return what the chart of a measure is made from."""
    return contents.view, contents.state.order, contents.my_force
