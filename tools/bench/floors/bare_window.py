"""A minimal window with a list and a text view: the floor for start-up and response.

Run as a script: ``bare_window.py WIDTH HEIGHT [--line-edit]``.
"""

import sys

from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

ROWS = 13
PARAGRAPH = (
    "A paragraph of about the length of a quotation, so that the text view has to set a few lines "
    "in its default font and nothing else. It says nothing in particular and says it calmly."
)


def main() -> None:
    """Show the window until the process is terminated."""
    width, height = int(sys.argv[1]), int(sys.argv[2])
    application = QApplication([])
    window = QWidget()
    window.setWindowTitle("Bare window")
    window.resize(width, height)
    rows = QListWidget()
    rows.addItems([f"Row {number}: a line of plain text" for number in range(1, ROWS + 1)])
    rows.setCurrentRow(0)
    text = QTextBrowser()
    text.setPlainText(PARAGRAPH)
    panes = QHBoxLayout()
    panes.addWidget(rows, 3)
    panes.addWidget(text, 5)
    layout = QVBoxLayout(window)
    if "--line-edit" in sys.argv:
        application.setCursorFlashTime(0)  # a blinking cursor would count as a reaction to a key
        line = QLineEdit()
        layout.addWidget(line)
        line.setFocus()
    else:
        rows.setFocus()
    layout.addLayout(panes)
    window.show()
    application.exec()


main()
