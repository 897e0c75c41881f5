"""Export the slides of the bundled briefing as pictures and print the duration in milliseconds.

Run as a module: ``python -m tools.bench.export_run FOLDER``. Everything that a
running program has loaded is loaded before the clock starts: Qt, the window's modules with
pyqtgraph, and the briefing. The duration includes the imports that only an export needs.
"""

import sys
import time
from pathlib import Path

from briefing_app.database.reader import open_briefing
from briefing_app.export.jobs import run
from briefing_app.export.kinds import PICTURES
from briefing_app.export.request import Export, Material
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.application import create_application
from briefing_app.gui.charts.bar_chart import BarChartView
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slides import render
from briefing_app.model.slide_builder import briefing_slides


def main() -> None:
    """Export and print the duration."""
    running = (create_application(), MainWindow, BarChartView)
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    material = Material(BUNDLED_BRIEFING, report, briefing_slides(report))
    export = Export(PICTURES, Path(sys.argv[1], "pictures"))
    started = time.perf_counter()
    run(export, material, renderer=render)
    print(1000 * (time.perf_counter() - started))
    del running


if __name__ == "__main__":
    main()
