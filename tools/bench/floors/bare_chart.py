"""A minimal window with three bars drawn by pyqtgraph: the floor for showing a chart.

Run as a script: ``bare_chart.py WIDTH HEIGHT COLOUR COLOUR``; the first bar has the first colour.
"""

import sys

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication


def main() -> None:
    """Show the window until the process is terminated."""
    width, height = int(sys.argv[1]), int(sys.argv[2])
    first, others = sys.argv[3:5]
    application = QApplication([])
    window = pg.PlotWidget()
    window.setWindowTitle("Bare chart")
    window.resize(width, height)
    window.addItem(
        pg.BarGraphItem(
            x0=0, y=[3, 2, 1], width=[99, 20, 16], height=0.6, brushes=[first, others, others]
        )
    )
    window.show()
    application.exec()


main()
