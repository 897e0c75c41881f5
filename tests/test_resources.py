"""The bundled fonts and icons are complete, licensed and safe to load."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QImage, QImageReader, QRawFont
from PySide6.QtSvg import QSvgRenderer

from briefing_app.files.paths import FONTS, ICONS
from tests import application_icon

pytestmark = pytest.mark.usefixtures("qapp")

STYLES = {
    "Regular": (400, QFont.Style.StyleNormal),
    "Bold": (700, QFont.Style.StyleNormal),
    "Italic": (400, QFont.Style.StyleItalic),
    "BoldItalic": (700, QFont.Style.StyleItalic),
}
# Start of a file name -> font family and licence file.
FAMILIES = {
    "AtkinsonHyperlegible": ("Atkinson Hyperlegible", "OFL-Atkinson-Hyperlegible.txt"),
    "AtkinsonHyperlegibleNext-LatinExt": (
        "Atkinson Hyperlegible Next",
        "OFL-Atkinson-Hyperlegible-Next.txt",
    ),
}
FONT_FILES = sorted(path.name for path in FONTS.glob("*.ttf"))
LUCIDE_FILES = sorted(path.name for path in ICONS.glob("*.svg") if path != application_icon.SOURCE)
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


def parts(font_file: str) -> tuple[str, str]:
    """Split the name of a font file into its start and its style."""
    start, _, style = font_file.removesuffix(".ttf").rpartition("-")
    return start, style


def parsed(icon_file: str) -> ET.Element:
    """Return the root element of one of our own icons, whose XML can be trusted."""
    return ET.parse(ICONS / icon_file).getroot()  # noqa: S314


def test_each_family_has_four_styles() -> None:
    expected = {f"{start}-{style}.ttf" for start in FAMILIES for style in STYLES}
    assert set(FONT_FILES) == expected


@pytest.mark.parametrize("font_file", FONT_FILES)
def test_font_declares_the_family_and_style_of_its_file_name(font_file: str) -> None:
    start, style = parts(font_file)
    number = QFontDatabase.addApplicationFont(str(FONTS / font_file))
    try:
        assert QFontDatabase.applicationFontFamilies(number) == [FAMILIES[start][0]]
    finally:
        QFontDatabase.removeApplicationFont(number)
    raw = QRawFont(str(FONTS / font_file), 16)
    assert (int(raw.weight()), raw.style()) == STYLES[style]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("character", "ŵŷŴŶâêîôûẁẃẅỳ“”‘’–—•·…×€£é")
def test_families_cover_welsh_and_typographic_characters(style: str, character: str) -> None:
    covering = [
        start
        for start in FAMILIES
        if QRawFont(str(FONTS / f"{start}-{style}.ttf"), 16).supportsCharacter(ord(character))
    ]
    assert covering


@pytest.mark.parametrize("font_file", FONT_FILES)
def test_licence_beside_a_font_has_its_copyright_line(font_file: str) -> None:
    text = (FONTS / FAMILIES[parts(font_file)[0]][1]).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    copyright_line = text.split(" AtkinsonHyperlegible", 1)[0].splitlines()[0]
    names = QRawFont(str(FONTS / font_file), 16).fontTable("name")
    assert copyright_line.encode("utf-16-be") in bytes(names.data())


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


def difference(first: QImage, second: QImage) -> float:
    """Return the mean difference per channel (0 to 255) of two pictures of the same size."""
    # Kept in a variable: the bytes live only as long as the images.
    images = [image.convertToFormat(QImage.Format.Format_RGBA8888) for image in (first, second)]
    pixels = [bytes(image.constBits()) for image in images]
    total: int = sum(abs(a - b) for a, b in zip(*pixels, strict=True))
    return total / len(pixels[0])


@pytest.mark.parametrize("path", [application_icon.PNG, application_icon.ICO], ids=lambda p: p.name)
def test_icon_files_match_the_svg(path: Path) -> None:
    sizes = application_icon.ICO_SIZES if path.suffix == ".ico" else [application_icon.PNG_SIZE]
    reader = QImageReader(str(path))
    assert reader.imageCount() in {len(sizes), 0}  # 0: the format holds a single picture
    for number, size in enumerate(sizes):
        reader.jumpToImage(number)
        image = reader.read()
        assert (image.width(), image.height()) == (size, size)
        # Qt versions antialias slightly differently.
        assert difference(image, application_icon.draw(size)) < 1
