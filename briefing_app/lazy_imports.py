"""Modules that are loaded when they are first used: the one list of them.

A start waits only for what its first paint needs. A listed module is imported with an ordinary
statement, ``from briefing_app.gui.slides import render``, and used as ``render.chart_mime``: its
code runs when one of its names is first looked up.

Two things would load it at once: ``from briefing_app.gui.slides.render import chart_mime``, and one
of its classes in an annotation without quotation marks.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from importlib.util import LazyLoader
from types import ModuleType
from typing import Final

LAZY_MODULES: Final = frozenset(
    {
        # The commands, and what opens a window.
        "briefing_app.cli.build",
        "briefing_app.cli.check",
        "briefing_app.cli.export",
        "briefing_app.cli.main",
        "briefing_app.cli.open",
        "briefing_app.cli.present",
        "briefing_app.cli.self_test",
        "briefing_app.cli.template",
        "briefing_app.gui.application",
        # Of the main window: what comes after the first paint, or when it is first opened.
        "briefing_app.gui.charts.bar_chart",
        "briefing_app.gui.controllers.wiring",
        "briefing_app.gui.help.window",
        "briefing_app.gui.main_window.dialogs",
        "briefing_app.gui.widgets.bubble",
        "briefing_app.gui.main_window.messages",
        "briefing_app.gui.main_window.window",
        "briefing_app.gui.panes.all_quotes",
        "briefing_app.gui.panes.figures_table",
        "briefing_app.gui.panes.nothing_found",
        "briefing_app.gui.panes.source_pane",
        "briefing_app.gui.slides.png_file",
        "briefing_app.gui.slides.render",
        "briefing_app.layout.type_sizes",
        # Of kinds of slides that are seldom the first.
        "briefing_app.layout.bars",
        "briefing_app.layout.vote",
        "briefing_app.files.address",
        "briefing_app.files.atomic",
        "briefing_app.files.licences",
        "briefing_app.model.forces",
        "briefing_app.model.notes",
        # Of a briefing or its source that has problems.
        "briefing_app.problems",
        # The bundled briefing was checked when it was built.
        "briefing_app.database.checker",
        "briefing_app.authoring.build",
        "briefing_app.authoring.template",
        "briefing_app.authoring.source",
        "briefing_app.authoring.source_comparison",
        "briefing_app.authoring.source_matching",
        "briefing_app.gui.authoring.build_dialog",
        "briefing_app.gui.dialogs.forget",
        "briefing_app.gui.dialogs.settings",
        "briefing_app.gui.dialogs.note_dialogs",
        "briefing_app.gui.running_order.dialog",
        "briefing_app.gui.running_order.editor",
        # The search: when the first letter is typed.
        "briefing_app.database.briefing_search",
        # Of the user's own data: what no slide shows, and the copy.
        "briefing_app.database.personal.copies",
        "briefing_app.database.personal.kept",
        "briefing_app.database.personal.notes_table",
        "briefing_app.database.personal.sources",
        # Of slideshows.
        "briefing_app.database.personal.store",
        "briefing_app.gui.os_integration.sleep",
        "briefing_app.gui.os_integration.sleep_dbus",
        "briefing_app.gui.os_integration.windows_displays",
        "briefing_app.gui.personal.personal_data",
        "briefing_app.gui.slideshow.launcher",
        "briefing_app.gui.slideshow.presenter.view",
        # Exports.
        "briefing_app.export.data",
        "briefing_app.export.handout",
        "briefing_app.export.notes_files",
        "briefing_app.export.page",
        "briefing_app.export.powerpoint.slides",
        "briefing_app.export.typesetting",
        "briefing_app.export.typst_calls",
        "briefing_app.gui.export.dialog",
        "briefing_app.gui.export.options",
        "briefing_app.export.jobs",
    }
)


class _LazyFinder:
    """Finds the listed modules where they are, and lets them load later."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a listed module; None for others, which are found as usual."""
        if name not in LAZY_MODULES:
            return None
        finders = (finder for finder in sys.meta_path if finder is not self)
        specs = (finder.find_spec(name, path, target) for finder in finders)
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


def install() -> None:
    """Let the listed modules load when they are first used."""
    if not any(isinstance(finder, _LazyFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LazyFinder())
