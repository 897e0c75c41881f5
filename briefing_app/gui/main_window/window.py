"""The main window: builds the panes and wires them; what each shows is its own business."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.database.reader import Briefing, SearchResult, open_briefing
from briefing_app.errors import BriefingError
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window import actions
from briefing_app.gui.main_window.actions import THEME_ACTIONS, ActionId
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.panes.quote_pane import QuotePane
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import TEXT_SCALES, Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.focus_ring import FocusRingPage
from briefing_app.gui.widgets.labels import BriefLabel
from briefing_app.gui.widgets.window_focus import bring_forward
from briefing_app.model.report import Finding, Force, finding_key, force_labels, quote_key
from briefing_app.model.wording import counted

if TYPE_CHECKING:  # what the first paint doesn't need is imported when it is built
    from briefing_app.gui.main_window.error_page import ErrorPage
    from briefing_app.gui.main_window.notification_bar import Notification, NotificationBar, Topic
    from briefing_app.gui.panes.figures_pane import FiguresPane
    from briefing_app.model.charts import ChartView
    from briefing_app.model.report import Measure

_DEFAULT_SIZE: Final = QSize(1280, 800)
_TITLE_LINES: Final = 2
_LEAST_SHARED: Final = 480  # pixels of the window's height at 100 % text size
_SMALLEST_SIZE: Final = QSize(720, 480)
_EXPORTING: Final = (
    ActionId.EXPORT,
    ActionId.EXPORT_HANDOUT,
    ActionId.EXPORT_SLIDES,
    ActionId.EXPORT_CHART,
    ActionId.EXPORT_PICTURES,
    ActionId.EXPORT_DATA,
)
_TEXT_SIZES: Final = (ActionId.LARGER, ActionId.SMALLER, ActionId.NORMAL_SIZE)
_PRESENTING: Final = (
    ActionId.PRESENT,
    ActionId.PRESENT_HERE,
    ActionId.PRESENT_AGAIN,
    ActionId.PRESENT_WINDOWED,
)


class MainWindow(QMainWindow):
    """Findings, quotes and figures of one briefing.

    `first_painted` is emitted once, after the window's first paint: what is not needed for that
    waits for it.
    """

    first_painted = Signal()
    completed = Signal()
    """All that the first paint didn't wait for is there and painted; emitted once."""
    present_wanted = Signal(ActionId)
    """A show is to begin; which of the actions about it was triggered."""
    order_wanted = Signal()
    """The order of the slides is to be prepared."""
    beside_wanted = Signal()
    """Another briefing is to be laid beside the one that is open."""
    export_wanted = Signal(ActionId)
    """Something is to be taken away; which of the actions about it was triggered."""
    print_wanted = Signal()
    """The handout is to be printed."""
    authoring_wanted = Signal(ActionId)
    """A briefing is to be made; which of the actions about it was triggered."""
    recent_cleared = Signal()
    """The briefings that were opened last are to be forgotten."""
    briefing_changed = Signal()
    """Another briefing is open, or none."""

    def __init__(self, settings: Settings, style: Style) -> None:
        super().__init__()
        self._settings = settings
        self._style = style
        self._briefing: Briefing | None = None
        self._painted = False
        self._browsing_for_search = False
        self._dialogs: dict[str, QDialog] = {}
        self._figures: FiguresPane | None = None
        self._problem: ErrorPage | None = None
        self._offer: NotificationBar | None = None

        self._build()
        self._actions = actions.build(self, self._handlers())
        # The windows beside this one take up what stands here, so that these keys work there too.
        self.addActions([self._actions[act] for act in _TEXT_SIZES])
        self._connect_signals()
        self._show_theme_choice()
        self._actions[ActionId.TABLE].setChecked(settings.table_shown)
        self._restyle()
        self._restore_place()

    @property
    def briefing(self) -> Briefing | None:
        """The briefing that is open, if one is."""
        return self._briefing

    def open(self, path: Path) -> bool:
        """Open a briefing, or show what is wrong with it.

        A briefing that is already open stays open where the other one can't be read: the way back
        to it is one click away.

        Returns:
            Whether the briefing is shown.
        """
        try:
            briefing = open_briefing(path)
        except BriefingError as error:
            self.show_problem(error)
            return False
        self.show_briefing(briefing)
        return True

    def show_briefing(self, briefing: Briefing) -> None:
        """Show a briefing that was opened; the window closes it when it is done with it."""
        self._close_briefing()
        if "sources" in self._dialogs:
            self._dialogs["sources"].close()  # they are another briefing's
        self._briefing = briefing
        report = briefing.report
        with QSignalBlocker(self._search):
            self._search.clear()
        self._title.setText(report.title)
        self._subtitle.setText(report.subtitle)
        self._fit_small()
        self._fill_my_force(report.forces)
        self._quotes.set_report(report.quotes, report.findings)
        self._findings.set_findings(report.findings, report.forces)
        self._show_figures()
        self._show_status(briefing)
        self._restore_limits(briefing)
        self._show_open_briefing()
        self.briefing_changed.emit()

    def reload(self) -> bool:
        """Read the open briefing's file again; what is chosen, searched and limited stays.

        Returns:
            Whether it could be read; if not, what is wrong with it is shown.
        """
        before = self._briefing
        if before is None:
            return False
        finding, quote = self._findings.selected, self._quotes.quote
        search, browsing = self._search.text(), self._quotes.is_browsing
        if not self.open(before.path) or self._briefing is None:
            return False
        self._search.setText(search)
        for same in self._briefing.report.findings:
            if finding is not None and finding_key(same) == finding_key(finding):
                self._findings.select(same)
        if browsing:
            self._quotes.set_browsing(browsing)
            for again in self._briefing.report.quotes:
                if quote is not None and quote_key(again) == quote_key(quote):
                    self._quotes.show_quote(again.id)
                    break
        return True

    def show_problem(self, error: BriefingError) -> None:
        """Show what is wrong with a file, in place of the briefing that is open, if one is."""
        page = self._problem or self._build_problem_page()
        page.show_error(error, way_back=self._briefing is not None)
        self._stack.setCurrentWidget(page)
        self._enable(on=False)

    def show_finding(self, finding: Finding) -> None:
        """Choose a finding, and lift the limits that hide it if any do."""
        self._findings.select(finding)
        if self._findings.selected is not finding:
            self._clear_all()
            self._findings.select(finding)
        self._quotes.show_finding(finding)

    def search_for(self, text: str) -> None:
        """Search as if the text had been typed."""
        self._search.setText(text)

    @property
    def my_force(self) -> Force | None:
        """The force that is highlighted everywhere, if one was chosen."""
        force: Force | None = self._my_force.currentData()
        return force

    @property
    def shown_figures(self) -> "tuple[Measure, ChartView] | None":
        """The measure that is shown and what of it, if there are figures."""
        return self._figures.shown_view if self._figures is not None else None

    @property
    def chosen_key(self) -> str:
        """The key of the slide of what is chosen: a quote among all quotes, or a finding."""
        quote, finding = self._quotes.quote, self._findings.selected
        if quote is not None and self._quotes.is_browsing:
            return quote_key(quote)
        return finding_key(finding) if finding is not None else ""

    def offer(self, topic: "Topic", offer: "Notification") -> None:
        """Offer something in one quiet line above the panes, as `NotificationBar.offer` does."""
        from briefing_app.gui.main_window.notification_bar import NotificationBar  # noqa: PLC0415, seldom needed

        if self._offer is None:
            self._offer = NotificationBar(self._style, self._header.parentWidget() or self)
            self._centre.insertWidget(1, self._offer)
        self._offer.offer(topic, offer)

    def is_offering(self, topic: "Topic") -> bool:
        """Whether something is offered about a topic, be it seen or behind another offer."""
        return self._offer is not None and topic in self._offer.topics

    def withdraw_offer(self, topic: "Topic") -> None:
        """Offer no longer what was offered about a topic, if anything was."""
        if self._offer is not None:
            self._offer.withdraw(topic)

    def tell_order(self, words: str) -> None:
        """Say in the status bar how the order of the slides differs from the briefing's own.

        Args:
            words: How; empty where it doesn't.
        """
        self._occasion.setText(words)
        self._occasion.setVisible(bool(words) and not self._counts.isHidden())

    def tell(self, sentence: str) -> None:
        """Say something in the status bar, for a moment."""
        self.statusBar().showMessage(sentence, 8000)

    def trigger(self, act: ActionId) -> None:
        """Do what the user can do from a menu."""
        self._actions[act].trigger()

    def menu_with(self, act: ActionId) -> QMenu:
        """The menu that an action stands in."""
        return next(
            place for place in self._actions[act].associatedObjects() if isinstance(place, QMenu)
        )

    def report_bug(self, details: str) -> None:
        """Tell about an error that nothing expected, without stopping the program."""
        from briefing_app.gui.main_window.dialogs import bug_dialog  # noqa: PLC0415, not needed at the start

        self._show_dialog("bug", partial(bug_dialog, details))

    def complete(self) -> None:
        """Build what the first paint doesn't wait for: the figures, and icons."""
        if self._figures is None:
            figures = self._build_figures()
            figures.attach_chart()
            charted = figures.chart_value is not None and not self._settings.table_shown
            if charted and figures.isVisible():
                figures.chart_painted.connect(self.completed)
            else:
                QTimer.singleShot(0, self.completed.emit)
            # Whatever makes the window fill the screen, the menu says so.
            window = self.windowHandle()
            if window is not None:
                window.windowStateChanged.connect(self._window_state_changed)
            self._search.setClearButtonEnabled(True)
            for button in self._search.findChildren(QToolButton):
                button.setAccessibleName("Clear the search")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the first one tells that the window is seen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: in a small window the search stands below the title, and something gives way."""
        super().resizeEvent(event)
        self._fit_small()

    def take_size(self, size: QSize) -> None:
        """Be of a size, however small the screen, the panes sharing it as they do at first."""
        self.resize(size)
        self._share_room()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: remember where everything stood."""
        settings = self._settings
        settings.maximised = self.isMaximized()
        settings.set_window_geometry(
            self.normalGeometry() if self.isMaximized() or self.isFullScreen() else self.geometry()
        )
        settings.set_splitter("across", self._across.saveState())
        settings.set_splitter("down", self._down.saveState())
        settings.save()
        super().closeEvent(event)
        if event.isAccepted():
            self._close_briefing()

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make every widget as a child of where it belongs.

        From the outside in, without moving any: where there is a style sheet, Qt takes the fonts
        from labels in a scroll area that is given another parent.
        """
        centre = QWidget(self)
        self.setCentralWidget(centre)
        rows = self._centre = QVBoxLayout(centre)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._header = self._build_header(centre)
        rows.addWidget(self._header)
        self._stack = QStackedWidget(centre)
        rows.addWidget(self._stack, 1)
        self._across = self._build_body(self._stack)
        self._stack.addWidget(self._across)
        self._build_status_bar()

    def _build_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self._file, self._counts, self._occasion = (BriefLabel(bar) for _ in range(3))
        self._offline, self._scale = QLabel("No connection needed", bar), QLabel(bar)
        bar.addWidget(self._file)
        bar.addWidget(self._counts)
        bar.addWidget(self._occasion)
        for label in (self._offline, self._scale):
            bar.addPermanentWidget(label)

    def _build_header(self, parent: QWidget) -> QFrame:
        """What the briefing is about, My force and the search."""
        header = QFrame(parent)
        header.setProperty("look", "header")
        self._title, self._subtitle = BriefLabel(header, _TITLE_LINES), BriefLabel(header, 2)
        self._my_force = ComboBox(self._style, header, least=20)
        self._search = QLineEdit(header)
        self._export_button = QPushButton("Export", header)
        self._present_button = QPushButton("Present  F5", header)
        self._subtitle.setProperty("look", "muted")
        self._search.setPlaceholderText("Search  Ctrl+F")
        self._search.setAccessibleName("Search findings and quotes")
        self._search.setMaxLength(200)
        self._export_button.clicked.connect(lambda: self._export(ActionId.EXPORT))
        self._present_button.setProperty("look", "primary")
        self._present_button.setAccessibleName("Present")
        self._present_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._present_button.clicked.connect(lambda: self._present(ActionId.PRESENT))
        self._my_force.setAccessibleName("My force")
        self._my_force.setToolTip("The force that is highlighted everywhere")
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addStretch(1)
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        titles.addStretch(1)
        controls = QHBoxLayout()
        controls.addStretch()  # what is left over in a wide window
        controls.addWidget(self._my_force)
        controls.addWidget(self._search, 1)
        controls.addWidget(self._export_button)
        controls.addWidget(self._present_button)
        self._header_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, header)
        self._header_row.addLayout(titles, 3)
        self._header_row.addLayout(controls, 4)
        return header

    def _build_body(self, parent: QWidget) -> QSplitter:
        """The findings on the left, their words and the figures on the right."""
        across = QSplitter(Qt.Orientation.Horizontal, parent)
        self._findings = FindingsPane(self._style, across)
        right = self._right_area = FocusRingPage(self._style, across)
        right.setAccessibleName("Quote and figures")
        page = self._right_page = QWidget(right.viewport())
        right.show_page(page)
        self._right = QVBoxLayout(page)
        self._down = QSplitter(Qt.Orientation.Vertical, page)
        self._right.addWidget(self._down)
        self._quotes = QuotePane(self._style, self._down)
        self._figures_to_come = QFrame(self._down)
        self._figures_to_come.setProperty("look", "card")
        for splitter, first, second, handle in (
            (across, self._findings, right, 4),
            (self._down, self._quotes, self._figures_to_come, 12),
        ):
            splitter.addWidget(first)
            splitter.addWidget(second)
            first.lower()
            splitter.setChildrenCollapsible(False)
            # What a larger window gives goes to the right, what a smaller one takes is shared.
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 2)
            splitter.setHandleWidth(handle)
        return across

    def _build_figures(self) -> "FiguresPane":
        """Put the figures where their card already stands."""
        from briefing_app.gui.panes.figures_pane import FiguresPane  # noqa: PLC0415

        figures = self._figures = FiguresPane(self._style, self._down)
        figures.show_table(self._settings.table_shown)
        figures.force_chosen.connect(self._limit_to_force)
        figures.table_toggled.connect(self._table_shown)
        figures.copy_requested.connect(lambda: self._copy_figures(figures))
        figures.focus_moved.connect(partial(self._follow, figures))
        self._show_figures()
        sizes = self._down.sizes()
        self._figures_to_come.hide()
        self._figures_to_come.setParent(None)
        self._figures_to_come.deleteLater()
        self._down.addWidget(figures)
        self._quotes.lower()
        self._down.setStretchFactor(1, 1)
        self._down.setSizes(sizes[:2])
        figures.show()
        self._fit_small()
        return figures

    def _build_problem_page(self) -> "ErrorPage":
        from briefing_app.gui.main_window.error_page import ErrorPage  # noqa: PLC0415

        page = self._problem = ErrorPage(self._style, self._stack)
        page.open_wanted.connect(self._choose_file)
        page.bundled_wanted.connect(lambda: self.open(BUNDLED_BRIEFING))
        page.back_wanted.connect(self._show_open_briefing)
        self._stack.addWidget(page)
        return page

    def _handlers(self) -> Mapping[ActionId, Callable[[bool], object]]:
        return {
            ActionId.OPEN: lambda _: self._choose_file(),
            ActionId.OPEN_BUNDLED: lambda _: self.open(BUNDLED_BRIEFING),
            ActionId.CLEAR_RECENT: lambda _: self.recent_cleared.emit(),
            ActionId.RELOAD: lambda _: self.reload(),
            ActionId.NEW_BRIEFING: lambda _: self.authoring_wanted.emit(ActionId.NEW_BRIEFING),
            ActionId.SAVE_TEMPLATE: lambda _: self.authoring_wanted.emit(ActionId.SAVE_TEMPLATE),
            ActionId.PRINT: lambda _: self._print(),
            ActionId.QUIT: lambda _: self.close(),
            ActionId.COPY: lambda _: self._copy(),
            ActionId.FIND: lambda _: self._find(),
            ActionId.CLEAR: lambda _: self._clear_step(),
            ActionId.NEXT_FINDING: lambda _: self._findings.step(1),
            ActionId.PREVIOUS_FINDING: lambda _: self._findings.step(-1),
            ActionId.NEXT_QUOTE: lambda _: self._quotes.step(1),
            ActionId.PREVIOUS_QUOTE: lambda _: self._quotes.step(-1),
            ActionId.ALL_QUOTES: self._quotes.set_browsing,
            ActionId.GO_FINDINGS: lambda _: self._findings.focus(),
            ActionId.GO_QUOTES: lambda _: self._go_to_quotes(),
            ActionId.GO_FIGURES: lambda _: self._go_to_figures(),
            ActionId.NEXT_PANE: lambda _: self._next_pane(),
            ActionId.TABLE: self._show_table,
            ActionId.MY_FORCE: lambda _: self._ask_my_force(),
            ActionId.LARGER: lambda _: self._step_scale(1),
            ActionId.SMALLER: lambda _: self._step_scale(-1),
            ActionId.NORMAL_SIZE: lambda _: self._set_scale(1.0),
            ActionId.FULL_SCREEN: self._fill_screen,
            **{act: partial(self._choose_theme, act) for act in THEME_ACTIONS},
            **{act: partial(self._export, act) for act in _EXPORTING},
            **{act: partial(self._present, act) for act in _PRESENTING},
            ActionId.OPEN_BESIDE: lambda _: self.beside_wanted.emit(),
            ActionId.RUNNING_ORDER: lambda _: self.order_wanted.emit(),
            ActionId.KEYS: lambda _: self._show_keys(),
            ActionId.SOURCES: lambda _: self._show_sources(),
            ActionId.ABOUT: lambda _: self._show_about(),
        }

    def _connect_signals(self) -> None:
        findings, quotes = self._findings, self._quotes
        findings.finding_selected.connect(quotes.show_finding)
        findings.filter_changed.connect(self._filter_changed)
        findings.clear_requested.connect(self._clear_all)
        findings.finding_selected.connect(lambda _: self._show_words())
        quotes.focus_moved.connect(partial(self._follow, quotes))
        quotes.finding_requested.connect(self.show_finding)
        quotes.browsing_changed.connect(self._actions[ActionId.ALL_QUOTES].setChecked)
        quotes.copy_requested.connect(lambda: self._copy_text(quotes.copy_text(), "Quote copied"))
        self._search.textChanged.connect(self._search_changed)
        self._search.returnPressed.connect(findings.focus)
        self._my_force.activated.connect(self._my_force_chosen)
        self._style.changed.connect(self._restyle)

    def _restore_place(self) -> None:
        self.setMinimumSize(_SMALLEST_SIZE)
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        saved = self._settings.window_geometry(screens)
        if saved is not None:
            self.setGeometry(saved)
        else:
            room = self.screen().availableGeometry()
            size = _DEFAULT_SIZE.boundedTo(room.size())
            place = QRect(room.topLeft(), size)
            place.moveCenter(room.center())
            self.setGeometry(place)
        if self._settings.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._share_room()
        for name, splitter in (("across", self._across), ("down", self._down)):
            state = self._settings.splitter(name)
            if state is not None:
                splitter.restoreState(state)

    def _share_room(self) -> None:
        """Give each pane what it has before anybody moves a splitter."""
        left = min(self._style.px(480), round(self.width() * 0.4))
        top = min(self._style.px(320), round(self.height() * 0.4))
        self._across.setSizes([left, self.width() - left])
        around = self._style.px(140)  # menu, header, status bar
        self._down.setSizes([top, max(1, self.height() - top - around)])

    # ---- a briefing -----------------------------------------------------------------------------

    def _fill_my_force(self, forces: Sequence[Force]) -> None:
        self._my_force.clear()
        self._my_force.addItem("My force: none chosen", None)
        labels = force_labels(forces)
        for force in sorted(forces, key=labels.__getitem__):
            self._my_force.addItem(f"My force: {labels[force]}", force)
        self._my_force.filled()
        self._my_force.setVisible(bool(forces))

    def _show_status(self, briefing: Briefing) -> None:
        report = briefing.report
        parts = [briefing.path.name, "read-only"]
        if report.quoting:
            checked = "quotes checked when built" if report.verified else "quotes not all checked"
            parts.append(checked)
        self._file.setText(" · ".join(parts))
        self._counts.setText(
            " · ".join(
                (
                    counted(len(report.findings), "finding"),
                    counted(len(report.quotes), "quote"),
                    counted(len(report.forces), "force"),
                )
            )
        )
        self.tell_order("")

    def _restore_limits(self, briefing: Briefing) -> None:
        """Put My force and the filters back as they were, where this briefing has them."""
        by_name = {force.name: force for force in briefing.report.forces}
        self._set_my_force(by_name.get(self._settings.my_force))
        kind = self._settings.kind_filter
        if kind is not None and any(f.kind is kind for f in briefing.report.findings):
            self._findings.set_kind(kind)
        force = by_name.get(self._settings.force_filter)
        if force is not None:
            self._findings.set_force(force)
        if self._figures is not None:
            self._figures.set_chosen_force(force)

    def _show_figures(self) -> None:
        """Give the figures pane, once it is there, all that it goes by."""
        if self._figures is not None and self._briefing is not None:
            self._figures.set_measures(self._briefing.report.measures)
            self._figures.set_my_force(self._my_force.currentData())
            self._figures.set_chosen_force(self._findings.force)

    def _show_open_briefing(self) -> None:
        self._enable(on=True)
        self._stack.setCurrentWidget(self._across)
        self._findings.focus()

    def _close_briefing(self) -> None:
        if self._briefing is not None:
            self._briefing.close()
            self._briefing = None

    def _enable(self, *, on: bool) -> None:
        self._header.setVisible(on)
        for label in (self._file, self._counts):
            label.setVisible(on)
        self._occasion.setVisible(on and bool(self._occasion.text()))
        self.setWindowTitle(f"{self._title.text()} — Briefing" if on else "Briefing")
        always = {
            ActionId.OPEN,
            ActionId.OPEN_BUNDLED,
            ActionId.CLEAR_RECENT,
            ActionId.NEW_BRIEFING,
            ActionId.SAVE_TEMPLATE,
            ActionId.QUIT,
            ActionId.LARGER,
            ActionId.SMALLER,
            ActionId.NORMAL_SIZE,
            ActionId.FULL_SCREEN,
            ActionId.KEYS,
            ActionId.ABOUT,
            *THEME_ACTIONS,
        }
        for act, action in self._actions.items():
            action.setEnabled(on or act in always)

    def _choose_file(self) -> None:
        from briefing_app.gui.main_window.dialogs import ask_for_briefing  # noqa: PLC0415, not needed at the start

        ask_for_briefing("Open a briefing", self._settings, self, self.open)

    # ---- search and limits ----------------------------------------------------------------------

    def _search_changed(self, text: str) -> None:
        if self._briefing is None:
            return
        try:
            result = self._briefing.search(text)
        except BriefingError as error:
            self._close_briefing()
            self.show_problem(error)
            return
        self._show_search(result)

    def _show_search(self, result: SearchResult | None) -> None:
        quotes, findings = self._quotes, self._findings
        browsing = quotes.is_browsing and not self._browsing_for_search
        if result is None:
            quotes.set_search(None, ())
            findings.set_search(None, ())
        else:
            quotes.set_search(result.quote_ids, result.terms)
            findings.set_search(result.finding_ids, result.terms)
        # A search that was begun among all quotes goes on there, and one that only a quote without
        # a finding answers is shown that.
        untied = result is not None and bool(result.quote_ids) and not result.finding_ids
        self._browsing_for_search = untied and not browsing
        quotes.set_browsing(browsing=browsing or untied)

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _clear_step(self) -> None:
        """Esc: first the search, then the filters; a full screen is left last."""
        if self._search.text():
            self._search.clear()
        elif self._findings.is_filtered:
            self._clear_all()
        elif self.isFullScreen():
            self._actions[ActionId.FULL_SCREEN].trigger()
        self._findings.focus()

    def _clear_all(self) -> None:
        self._search.clear()
        self._findings.set_kind(None)
        self._limit_to_force(None)
        self._filter_changed()
        self._findings.focus()

    def _limit_to_force(self, force: Force | None) -> None:
        self._findings.set_force(force)
        self._filter_changed()

    def _filter_changed(self) -> None:
        force = self._findings.force
        self._settings.kind_filter = self._findings.kind
        self._settings.force_filter = force.name if force is not None else ""
        if self._figures is not None:
            self._figures.set_chosen_force(force)

    # ---- my force -------------------------------------------------------------------------------

    def _ask_my_force(self) -> None:
        self._my_force.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._my_force.showPopup()

    def _my_force_chosen(self, index: int) -> None:
        force: Force | None = self._my_force.itemData(index)
        self._settings.my_force = force.name if force is not None else ""
        self._set_my_force(force)

    def _set_my_force(self, force: Force | None) -> None:
        index = 0
        for at in range(1, self._my_force.count()):
            if self._my_force.itemData(at) == force:
                index = at
        self._my_force.setCurrentIndex(index)
        self._findings.set_my_force(force)
        self._quotes.set_my_force(force)
        if self._figures is not None:
            self._figures.set_my_force(force)

    # ---- copying --------------------------------------------------------------------------------

    def _copy(self) -> None:
        focus, figures = QApplication.focusWidget(), self._figures
        if isinstance(focus, QLineEdit):
            focus.copy()
        elif figures is not None and focus is not None and figures.isAncestorOf(focus):
            self._copy_figures(figures)
        elif not self._quotes.copy_selection():
            self._copy_text(self._quotes.copy_text(), "Quote copied")

    def _copy_text(self, text: str, done: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.statusBar().showMessage(done, 4000)

    def _copy_figures(self, figures: "FiguresPane") -> None:
        # Not needed at the start.
        from briefing_app.gui.slides.render import chart_mime  # noqa: PLC0415
        from briefing_app.model.text_direction import is_rtl_language  # noqa: PLC0415

        chart = figures.chart_value
        if selected := figures.selected_text():
            self._copy_text(selected, "Text copied")
        elif chart is not None and self._briefing is not None:
            leftwards = is_rtl_language(self._briefing.report.language)
            QGuiApplication.clipboard().setMimeData(chart_mime(chart, leftwards=leftwards))
            self.statusBar().showMessage("Chart and figures copied", 4000)

    # ---- taking away ----------------------------------------------------------------------------

    def _export(self, act: ActionId, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        if self._briefing is not None:
            self.export_wanted.emit(act)

    def _print(self) -> None:
        if self._briefing is not None:
            self.print_wanted.emit()

    # ---- presenting -----------------------------------------------------------------------------

    def _present(self, act: ActionId, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        if self._briefing is not None:
            self.present_wanted.emit(act)

    # ---- view -----------------------------------------------------------------------------------

    def _next_pane(self) -> None:
        panes = [pane for pane in (self._findings, self._quotes, self._figures) if pane is not None]
        focus = QApplication.focusWidget()
        holding = [at for at, pane in enumerate(panes) if focus and pane.isAncestorOf(focus)]
        following = (holding[0] + 1) % len(panes) if holding else 0
        (self._findings.focus, self._go_to_quotes, self._go_to_figures)[following]()

    def _fill_screen(self, filled: bool) -> None:  # noqa: FBT001, a slot
        full = Qt.WindowState.WindowFullScreen
        state = self.windowState()
        self.setWindowState(state | full if filled else state & ~full)

    def _window_state_changed(self, state: Qt.WindowState) -> None:
        full = Qt.WindowState.WindowFullScreen
        self._actions[ActionId.FULL_SCREEN].setChecked(bool(state & full))

    def _go_to_figures(self) -> None:
        if self._figures is not None:
            self._right_area.ensureWidgetVisible(self._figures)
            self._figures.focus()

    def _go_to_quotes(self) -> None:
        self._right_area.ensureWidgetVisible(self._quotes)
        self._quotes.focus()

    def _show_words(self) -> None:
        """Scroll the right side up to the words of a finding that was chosen in the list."""
        focus = QApplication.focusWidget()
        if focus is not None and self._findings.isAncestorOf(focus):
            self._right_area.verticalScrollBar().setValue(0)

    def _follow(self, pane: QWidget, place: QRect) -> None:
        """Scroll the right side, where it scrolls, to where the keyboard is in a pane."""
        at = pane.mapTo(self._right_page, place.center())
        self._right_area.ensureVisible(0, at.y(), 0, place.height() // 2 + 1)

    def _show_table(self, shown: bool) -> None:  # noqa: FBT001, a slot
        if self._figures is not None:
            self._figures.show_table(shown)

    def _table_shown(self, shown: bool) -> None:  # noqa: FBT001, a slot
        self._actions[ActionId.TABLE].setChecked(shown)
        self._settings.table_shown = shown

    def _choose_theme(self, act: ActionId, _checked: bool = True) -> None:  # noqa: FBT001, FBT002, a slot
        choice = THEME_ACTIONS[act]
        self._settings.theme = choice
        self._style.choose(choice)

    def _show_theme_choice(self) -> None:
        for act, choice in THEME_ACTIONS.items():
            self._actions[act].setChecked(choice is self._style.choice)

    def _step_scale(self, by: int) -> None:
        at = TEXT_SCALES.index(self._style.scale) + by
        if 0 <= at < len(TEXT_SCALES):
            self._set_scale(TEXT_SCALES[at])

    def _set_scale(self, scale: float) -> None:
        self._settings.text_scale = scale
        self._style.set_scale(scale)

    def _fit_small(self) -> None:
        """Turn the header in a narrow window, and leave out what a small one has no room for."""
        direction, px = QBoxLayout.Direction, self._style.px
        narrow, low = self.width() < px(700), self.height() < px(400)
        self._header_row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._header_row.setSpacing(8 if narrow else px(14))
        self._search.setMaximumWidth(self.width() if narrow else px(300))
        self._subtitle.setVisible(bool(self._subtitle.text()) and not low)
        self._offline.setVisible(self.width() >= px(800))  # it is always so
        # Quote and figures stand below each other as on a page, rather than share too little.
        scrolls = self.height() < px(_LEAST_SHARED)
        self._title.limit(1 if scrolls else _TITLE_LINES)
        self._quotes.set_whole(scrolls)
        if self._figures is not None:
            self._figures.set_whole(scrolls)

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._title.setFont(style.font(TextRole.TITLE))
        self._subtitle.setFont(style.font(TextRole.SMALL))
        for label in (self._file, self._counts, self._occasion, self._offline, self._scale):
            label.setFont(style.font(TextRole.SMALL))
        self._scale.setText(f"Text {round(style.scale * 100)} %")
        self._my_force.setMinimumWidth(px(120))  # its choice can be shortened
        self._search.setMinimumWidth(px(120))
        self._header_row.setContentsMargins(px(16), 10, px(16), 10)
        self._fit_small()
        self._right.setContentsMargins(px(14), 14, px(18), 14)
        for label in (self._file, self._counts, self._occasion, self._offline, self._scale):
            label.setContentsMargins(px(8), px(2), px(8), px(2))

    # ---- small windows --------------------------------------------------------------------------

    # Imported when they are asked for: the window is painted a little sooner without them.

    def _show_keys(self) -> None:
        from briefing_app.gui.main_window.dialogs import keys_dialog  # noqa: PLC0415

        self._show_dialog("keys", keys_dialog)

    def _show_sources(self) -> None:
        from briefing_app.gui.main_window.dialogs import sources_dialog  # noqa: PLC0415

        if self._briefing is not None:
            self._show_dialog("sources", partial(sources_dialog, self._briefing.report))

    def _show_about(self) -> None:
        from briefing_app.gui.main_window.dialogs import about_dialog  # noqa: PLC0415

        self._show_dialog("about", about_dialog)

    def _show_dialog(self, name: str, build: Callable[[Style, QWidget], QDialog]) -> None:
        """Show a small window, or bring it forward where it is already shown."""
        dialog = self._dialogs.get(name)
        if dialog is None:
            dialog = self._dialogs[name] = build(self._style, self)
            dialog.finished.connect(lambda _: self._dialogs.pop(name, None))
        bring_forward(dialog)
