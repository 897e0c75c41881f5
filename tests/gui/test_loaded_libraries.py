"""Slideshows and exports draw charts without the libraries of the main window's chart."""

import subprocess
import sys
from pathlib import Path

import pytest

_REPORT = "sys.exit(code or bool({'pyqtgraph', 'numpy'} & set(sys.modules)))"
_EXPORT = f"""
import sys
from briefing_app.cli.main import main
code = main(["export", *sys.argv[1:]])
{_REPORT}
"""
_PRESENT = f"""
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from briefing_app.cli.main import main
from briefing_app.gui import application
from briefing_app.gui.slides.page_view import SlideView

class QuitAfterPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, SlideView):
            QTimer.singleShot(0, self.parent().quit)
        return False

create = application.create_application
def create_with_filter():
    made = create()
    made.installEventFilter(QuitAfterPaint(made))
    return made
application.create_application = create_with_filter
code = main(["present", "--at", sys.argv[1]])
is_ink_loaded = any(name.endswith((".ink", "ink_painter", "slide_marks")) for name in sys.modules)
code = code or 2 * is_ink_loaded
{_REPORT}
"""


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("chart", "chart.png"),
        ("pictures", "pictures"),
        ("slides", "slides.pptx"),
        ("handout", "handout.pdf"),
    ],
)
def test_export_loads_neither_pyqtgraph_nor_numpy(tmp_path: Path, kind: str, target: str) -> None:
    _run(_EXPORT, kind, "-o", str(tmp_path / target))
    assert (tmp_path / target).exists()


def test_slideshow_loads_neither_pyqtgraph_nor_numpy_nor_the_pen() -> None:
    _run(_PRESENT, "12")  # a chart
