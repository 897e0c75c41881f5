"""Tests of the file with our own layouts, and of the validity of the files made with it."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from pptx.opc.constants import RELATIONSHIP_TYPE

from briefing_app.export.powerpoint.presentation import THEME_COLOURS
from briefing_app.export.powerpoint.slides import powerpoint
from briefing_app.files.paths import POWERPOINT
from briefing_app.layout.palette import LIGHT_SLIDES, Surface
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import briefing_slides
from tests.export.powerpoint_slides import BUNDLED, MAIN_NAMESPACE, read_presentation
from tests.sample_measures import make_measure
from tests.sample_report import make_entry, make_finding, make_report

_FILE = (POWERPOINT / "template.pptx").read_bytes()
_SURFACES = {
    "Title": Surface.ACCENT,
    "Number": Surface.ACCENT,
    "Section": Surface.ACCENT,
    "Key message": Surface.MESSAGE,
    "Discussion": Surface.DISCUSSION,
}
"""Of the layouts that aren't like most pages."""


def test_layouts_are_those_of_each_kind_of_slide() -> None:
    layouts = {layout.name: layout for layout in read_presentation(_FILE).slide_layouts}
    assert set(layouts) == {
        *(kind.capitalize() for kind in SlideKind if kind is not SlideKind.FINDING),
        *(f"Finding: {kind.value}" for kind in FindingKind),
        "Key message",
        "Section",  # for slides that somebody adds in PowerPoint
    }
    for layout in layouts.values():
        places = [place.placeholder_format.idx for place in layout.placeholders]
        assert places[0] == 0 or 0 in places
        assert len(set(places)) == len(places)
        assert all(place.name for place in layout.placeholders)
    numbers = {place.placeholder_format.idx for place in layouts["Finding: concern"].placeholders}
    assert numbers == {0, 1, 12, 13, 14, 15}


@pytest.mark.parametrize("name", ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"])
def test_theme_has_arial_and_the_colours_of_the_palette(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(THEME_COLOURS, "accent2", "#ABCDEF")
    with zipfile.ZipFile(io.BytesIO(powerpoint([], BUNDLED))) as package:
        theme = package.read(name).decode()
    assert re.findall(r'<a:latin typeface="([^"]*)"', theme) == ["Arial", "Arial"]
    entries = re.findall(r'<a:(\w+)><a:srgbClr val="(\w+)"/>', theme)[: len(THEME_COLOURS)]
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)))
    assert dict(entries) == {
        name: colour[1:] for name, colour in zip(names, THEME_COLOURS.values(), strict=True)
    }


def test_layouts_have_only_colours_of_the_palette() -> None:
    for layout in read_presentation(_FILE).slide_layouts:
        colours = LIGHT_SLIDES.colours(_SURFACES.get(layout.name, Surface.PAGE))
        for found in re.findall(r'<a:srgbClr val="(\w+)"', layout.element.xml):
            assert f"#{found}" in colours, layout.name


def test_grounds_are_those_of_the_slides() -> None:
    layouts = {layout.name: layout for layout in read_presentation(_FILE).slide_layouts}
    for name, surface in _SURFACES.items():
        fill = layouts[name].element.cSld.find(f"{{*}}bg/{{*}}bgPr/{MAIN_NAMESPACE}solidFill")[0]
        value = fill.get("val")
        found = THEME_COLOURS.get(value, f"#{value}")
        assert found == LIGHT_SLIDES.colours(surface).ground
    assert layouts["Quote"].element.cSld.find("{*}bg") is None


def test_file_has_no_links_and_runs_nothing() -> None:
    package = read_presentation(_FILE).part.package
    for part in package.iter_parts():
        assert not any(relation.is_external for relation in part.rels.values())
        assert "macro" not in part.content_type.casefold()
        assert "vba" not in part.content_type.casefold()
    kinds = {relation.reltype for relation in package.main_document_part.rels.values()}
    assert {RELATIONSHIP_TYPE.PRES_PROPS, RELATIONSHIP_TYPE.VIEW_PROPS} <= kinds


def test_validator_finds_no_error(tmp_path: Path) -> None:
    measure = make_measure(periods=("2015", "2016"))
    finding = make_finding(1, excerpt="words", caution="Unclear.", prompt="Why?")
    entries = [
        make_entry(at, measure, reveal=reveal, notes="Say it.")
        for at, reveal in enumerate(Reveal, start=1)
    ]
    report = make_report((finding,), (), (measure,), tuple(entries))
    slides = [*briefing_slides(BUNDLED), *briefing_slides(report)]
    path = tmp_path / "slides.pptx"
    path.write_bytes(powerpoint(slides, report))
    result = OpenXmlValidator().validate(path)
    assert [error.description for error in result.errors] == []
