"""Write the bundled slides into a PDF file: ``python -m tools.bench.slides_pdf FILE``.

The program doesn't export such a file. It is for other presenters, which are started beside it.
"""

import os
import sys

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.application import create_application
from briefing_app.gui.slides.painter import paint_page
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.model.slide_builder import briefing_slides


def main() -> None:
    """Write the last step of each page."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = create_application()
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        slides = briefing_slides(briefing.report)
    pages = SlidePages(slides)
    writer = QPdfWriter(sys.argv[1])
    writer.setPageSize(QPageSize(QSizeF(960, 540), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    for number in range(1, len(slides) + 1):
        for page in pages.pages(number - 1):
            if number > 1:
                writer.newPage()
            shown = Shown(page, page.steps - 1, number, len(slides))
            paint_page(painter, QRectF(0, 0, writer.width(), writer.height()), shown)
    painter.end()
    del application


if __name__ == "__main__":
    main()
