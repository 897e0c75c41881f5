"""The bundled fonts and icons are complete, licensed and safe to load."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QFontDatabase, QImage, QImageReader, QRawFont
from PySide6.QtSvg import QSvgRenderer

from briefing_app.export.handout_text import CHARACTERS_FILE
from briefing_app.files.paths import COLOURED_ICONS, FONT_FAMILY, FONTS, ICONS
from tools import icons
from tools.font_characters import as_ranges, code_points

pytestmark = pytest.mark.usefixtures("qapp")

WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "ExtraBold": 800}
FONT_FILES = {f"AtkinsonHyperlegibleNext-{name}.ttf": weight for name, weight in WEIGHTS.items()}
CHARACTERS = "ŵŷŴŶâêîôûẁẃẅỳé“”‘’–—•·…×−‹›£€≤≥◊"
LUCIDE_FILES = sorted(path.name for path in ICONS.glob("*.svg") if path != icons.SOURCE)
SVG_FILES = sorted(path.name for path in ICONS.glob("*.svg"))

# Drawing elements only: no script, style, image, use, foreignObject or animation.
SVG_ELEMENTS = {
    "circle",
    "ellipse",
    "g",
    "line",
    "path",
    "polygon",
    "polyline",
    "rect",
    "svg",
    "title",
}


def parsed(icon_file: str) -> ET.Element:
    """Return the root element of one of our own icons, whose XML can be trusted."""
    return ET.parse(ICONS / icon_file).getroot()


def test_bundled_fonts_are_the_five_weights() -> None:
    assert {path.name for path in FONTS.glob("*.ttf")} == set(FONT_FILES)


@pytest.mark.parametrize("font_file", FONT_FILES)
def test_font_declares_family_and_weight_of_its_file_name(font_file: str) -> None:
    number = QFontDatabase.addApplicationFont(str(FONTS / font_file))
    try:
        assert QFontDatabase.applicationFontFamilies(number)[0] == FONT_FAMILY
    finally:
        QFontDatabase.removeApplicationFont(number)
    assert QRawFont(str(FONTS / font_file), 16).weight() == FONT_FILES[font_file]


@pytest.mark.parametrize("font_file", FONT_FILES)
def test_font_covers_welsh_and_typographic_characters(font_file: str) -> None:
    font = QRawFont(str(FONTS / font_file), 16)
    assert [each for each in CHARACTERS if not font.supportsCharacter(ord(each))] == []


def test_each_weight_has_the_same_characters_and_line_height() -> None:
    fonts = [QRawFont(str(FONTS / font_file), 100) for font_file in FONT_FILES]
    assert len({(font.ascent(), font.descent(), font.leading()) for font in fonts}) == 1
    assert len({bytes(font.fontTable("cmap").data()) for font in fonts}) == 1


def test_list_of_characters_is_that_of_the_fonts() -> None:
    """If this fails, run ``make generated``."""
    assert CHARACTERS_FILE.read_text("ascii").split() == list(as_ranges(code_points()))


@pytest.mark.parametrize("font_file", FONT_FILES)
def test_licence_beside_a_font_has_its_copyright_line(font_file: str) -> None:
    [licence] = FONTS.glob("OFL-*.txt")
    text = licence.read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    names = QRawFont(str(FONTS / font_file), 16).fontTable("name")
    assert text.splitlines()[0].encode("utf-16-be") in bytes(names.data())


@pytest.mark.parametrize("icon_file", LUCIDE_FILES)
def test_icon_is_from_the_licensed_set_and_takes_the_theme_colour(
    icon_file: str,
) -> None:
    text = (ICONS / icon_file).read_text(encoding="utf-8")
    assert "@license lucide-static" in text
    assert parsed(icon_file).get("stroke") == "currentColor"


def test_icon_folder_contains_both_licences() -> None:
    text = (ICONS / "LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in text
    assert "Lucide Icons and Contributors" in text
    assert "The MIT License (MIT)" in text
    assert "Cole Bemis" in text


@pytest.mark.parametrize("icon_file", SVG_FILES)
def test_svg_has_no_script_reference_or_image(icon_file: str) -> None:
    text = (ICONS / icon_file).read_text(encoding="utf-8")
    assert "<!DOCTYPE" not in text
    assert "<!ENTITY" not in text
    for element in parsed(icon_file).iter():
        assert element.tag.rpartition("}")[2] in SVG_ELEMENTS
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2].lower()
            assert plain not in {"href", "src", "style"}
            assert not plain.startswith("on")
            assert "url(" not in value
            assert "://" not in value


@pytest.mark.parametrize("icon_file", SVG_FILES)
def test_qt_can_draw_every_icon(icon_file: str) -> None:
    assert QSvgRenderer(str(ICONS / icon_file)).isValid()


def test_icons_of_the_style_sheet_are_those_of_the_themes() -> None:
    """If this fails, run ``make icons``."""
    files = {path.name: path.read_text("utf-8") for path in COLOURED_ICONS.glob("*")}
    assert files == icons.coloured_icons()


def difference(first: QImage, second: QImage) -> float:
    """Return the mean difference per channel (0 to 255) of two pictures of the same size."""
    # Kept in a variable: the bytes live only as long as the images.
    images = [image.convertToFormat(QImage.Format.Format_RGBA8888) for image in (first, second)]
    pixels = [bytes(image.constBits()) for image in images]
    total: int = sum(abs(a - b) for a, b in zip(*pixels, strict=True))
    return total / len(pixels[0])


@pytest.mark.parametrize("path", [icons.PNG, icons.ICO], ids=lambda p: p.name)
def test_icon_files_match_the_svg(path: Path) -> None:
    sizes = icons.ICO_SIZES if path.suffix == ".ico" else [icons.PNG_SIZE]
    reader = QImageReader(str(path))
    assert reader.imageCount() in {len(sizes), 0}  # 0: the format holds a single picture
    for number, size in enumerate(sizes):
        reader.jumpToImage(number)
        image = reader.read()
        assert (image.width(), image.height()) == (size, size)
        # Qt versions antialias slightly differently.
        assert difference(image, icons.draw(size)) < 1
