"""The identity of a force on our own PowerPoint layouts."""

import pytest

from briefing_app.export.powerpoint.slides import powerpoint
from briefing_app.files.reading import checked_png
from briefing_app.layout.identity import Identity
from briefing_app.layout.page import Ratio
from briefing_app.model.slide_builder import briefing_slides
from tests.export.powerpoint_slides import BUNDLED, read_presentation
from tests.sample_png import sample_png

IDENTITY = Identity(checked_png(sample_png(40, 20), 2_000), "#5A1A4A", "#3B2A0B", "Heddlu Gwŷr <&>")
EMU = 6_350  # in a virtual pixel
SLIDES = briefing_slides(BUNDLED)


def made_with(identity: Identity) -> bytes:
    return powerpoint(SLIDES, BUNDLED, identity=identity)


def test_logo_is_on_the_title_layout_only() -> None:
    layouts = read_presentation(made_with(IDENTITY)).slide_layouts
    pictures = {
        layout.name: [shape for shape in layout.shapes if shape.name == "Logo"]
        for layout in layouts
    }
    [logo] = pictures.pop("Title")
    assert not any(pictures.values())
    assert logo.image.blob == IDENTITY.logo
    assert logo.width == pytest.approx(2 * logo.height, abs=2)
    assert (
        Ratio.WIDE.logo_area.left * EMU
        < logo.left
        < logo.left + logo.width
        < Ratio.WIDE.logo_area.right * EMU
    )


def test_footer_is_on_every_layout() -> None:
    for layout in read_presentation(made_with(IDENTITY)).slide_layouts:
        said = [shape.text_frame.text for shape in layout.shapes if shape.name == "Identity"]
        assert said == ["Heddlu Gwŷr <&>"]


def test_long_footer_stays_on_one_line() -> None:
    slides = read_presentation(made_with(Identity(footer="W" * 120)))
    (said,) = {s.text_frame.text for s in slides.slide_layouts[0].shapes if s.name == "Identity"}
    assert 60 < len(said) < 110
    assert said.endswith("W…")


def test_own_colours_are_replaced_everywhere() -> None:
    package = read_presentation(made_with(IDENTITY)).part.package
    content = {str(part.partname): part.blob for part in package.iter_parts()}
    theme = content["/ppt/theme/theme1.xml"]
    assert b'<a:accent1><a:srgbClr val="5A1A4A"/></a:accent1>' in theme
    del content["/ppt/theme/theme2.xml"]  # of notes
    # It is the colour of a kind of finding, too.
    kept = [blob for blob in content.values() if b"12436D" in blob]
    assert len(kept) == 1
    assert b"Finding: figures" in kept[0]
    layouts = b"".join(blob for name, blob in content.items() if "slideLayout" in name)
    assert b"0B3B37" not in layouts
    assert b"3B2A0B" in layouts


def test_same_identity_makes_the_same_bytes() -> None:
    assert made_with(IDENTITY) == made_with(IDENTITY)
