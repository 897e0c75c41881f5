"""No library of the main window's chart is loaded without it."""

import subprocess
import sys
from pathlib import Path

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.report import SlideKind

_REPORT = "sys.exit(code or bool({'pyqtgraph', 'numpy'} & set(sys.modules)))"
_EXPORT = f"""
import sys
from briefing_app.cli.main import main
code = main(["export", "chart", "-o", "chart.png"])
code = code or main(["export", "pictures", "-o", "pictures", "--width", "320"])
{_REPORT}
"""
_PRESENT = f"""
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from briefing_app.cli.main import main
from briefing_app.gui import application
from briefing_app.gui.slides.page_view import SlideView

painted = False

class QuitAfterPaint(QObject):
    def eventFilter(self, watched, event):
        global painted
        if event.type() is QEvent.Type.Paint and isinstance(watched, SlideView) and not painted:
            painted = True
            QTimer.singleShot(0, self.parent().quit)
        return False

create = application.create_application
def create_with_filter():
    made = create()
    made.installEventFilter(QuitAfterPaint(made))
    return made
application.create_application = create_with_filter
code = main(["present", "--at", sys.argv[1]])
{_REPORT}
"""


def _run(program: str, *arguments: str, folder: Path | None = None) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_export_of_pictures_loads_neither_pyqtgraph_nor_numpy(tmp_path: Path) -> None:
    _run(_EXPORT, folder=tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == {"chart.png", "pictures"}


def test_first_slide_needs_no_pyqtgraph_or_numpy() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        order = briefing.report.running_order
    (number,) = (at for at, entry in enumerate(order, 1) if entry.kind is SlideKind.CHART)
    _run(_PRESENT, str(number))
