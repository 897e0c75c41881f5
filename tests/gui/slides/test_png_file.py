"""Tests of writing PNG files."""

import pytest
from PySide6.QtGui import QColor, QImage

from briefing_app.gui.slides.png_file import png


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (321, 7)], ids=str)
def test_qt_reads_back_pixels_texts_and_resolution(size: tuple[int, int]) -> None:
    image = QImage(*size, QImage.Format.Format_RGB32)
    for x in range(size[0]):
        for y in range(size[1]):
            image.setPixelColor(x, y, QColor(x * 7 % 256, y * 31 % 256, (x + y) % 256))
    image.setText("Title", "Ŵyl “99” – 検査官")
    image.setDotsPerMeterX(11_811)
    image.setDotsPerMeterY(11_811)
    read = QImage.fromData(png(image))
    assert read.convertToFormat(image.format()) == image
    assert read.text("Title") == "Ŵyl “99” – 検査官"
    assert (read.dotsPerMeterX(), read.dotsPerMeterY()) == (11_811, 11_811)
