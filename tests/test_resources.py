"""The fonts and icons that the program carries: complete, licensed, and harmless to load."""

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
# The start of a file's name -> its family, and the licence that stands beside it.
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

# What a picture needs. Not among them: script, style, image, use, foreignObject, animations.
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
    """The name of a font file as its start and its style."""
    start, _, style = font_file.removesuffix(".ttf").rpartition("-")
    return start, style


def parsed(icon_file: str) -> ET.Element:
    """The root element of an icon of ours, which needs no protection from its XML."""
    return ET.parse(ICONS / icon_file).getroot()  # noqa: S314


def test_that_each_family_has_its_four_styles() -> None:
    expected = {f"{start}-{style}.ttf" for start in FAMILIES for style in STYLES}
    assert set(FONT_FILES) == expected


@pytest.mark.parametrize("font_file", FONT_FILES)
def test_that_a_font_declares_the_family_and_style_of_its_name(font_file: str) -> None:
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
def test_that_the_two_families_cover_welsh_and_typographers_signs(
    style: str, character: str
) -> None:
    covering = [
        start
        for start in FAMILIES
        if QRawFont(str(FONTS / f"{start}-{style}.ttf"), 16).supportsCharacter(ord(character))
    ]
    assert covering


@pytest.mark.parametrize("font_file", FONT_FILES)
def test_that_a_font_stands_beside_the_licence_with_its_own_copyright_line(font_file: str) -> None:
    text = (FONTS / FAMILIES[parts(font_file)[0]][1]).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    copyright_line = text.split(" AtkinsonHyperlegible", 1)[0].splitlines()[0]
    names = QRawFont(str(FONTS / font_file), 16).fontTable("name")
    assert copyright_line.encode("utf-16-be") in bytes(names.data())


@pytest.mark.parametrize("icon_file", LUCIDE_FILES)
def test_that_an_icon_comes_from_the_licensed_set_and_takes_the_themes_colour(
    icon_file: str,
) -> None:
    text = (ICONS / icon_file).read_text(encoding="utf-8")
    assert "@license lucide-static" in text
    assert parsed(icon_file).get("stroke") == "currentColor"


def test_that_the_icons_stand_beside_both_their_licences() -> None:
    text = (ICONS / "LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in text
    assert "Lucide Icons and Contributors" in text
    assert "The MIT License (MIT)" in text
    assert "Cole Bemis" in text


@pytest.mark.parametrize("icon_file", SVG_FILES)
def test_that_an_svg_has_no_script_reference_or_image(icon_file: str) -> None:
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
def test_that_qt_draws_every_icon(icon_file: str) -> None:
    assert QSvgRenderer(str(ICONS / icon_file)).isValid()


def difference(first: QImage, second: QImage) -> float:
    """The mean difference between two pictures of one size, per channel, from 0 to 255."""
    # Kept, since their bytes are only there as long as they are.
    images = [image.convertToFormat(QImage.Format.Format_RGBA8888) for image in (first, second)]
    pixels = [bytes(image.constBits()) for image in images]
    total: int = sum(abs(a - b) for a, b in zip(*pixels, strict=True))
    return total / len(pixels[0])


@pytest.mark.parametrize("path", [application_icon.PNG, application_icon.ICO], ids=lambda p: p.name)
def test_that_the_icon_files_show_what_the_svg_draws(path: Path) -> None:
    sizes = application_icon.ICO_SIZES if path.suffix == ".ico" else [application_icon.PNG_SIZE]
    reader = QImageReader(str(path))
    assert reader.imageCount() in {len(sizes), 0}  # 0: the format holds one picture only
    for number, size in enumerate(sizes):
        reader.jumpToImage(number)
        image = reader.read()
        assert (image.width(), image.height()) == (size, size)
        # Versions of Qt smooth edges a little differently.
        assert difference(image, application_icon.draw(size)) < 1
