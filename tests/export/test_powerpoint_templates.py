"""Tests of PowerPoint exports on a template, and of the templates refused."""

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from briefing_app.errors import BriefingAppError, OptionError
from briefing_app.export.powerpoint.package import read_template
from briefing_app.export.powerpoint.presentation import powerpoint
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Role
from tests.export.powerpoint_slides import (
    BUNDLED,
    MAIN_NAMESPACE,
    RELATIONS_NAMESPACE,
    TEMPLATE,
    make_slides,
    read_presentation,
)
from tests.export.sample_templates import (
    MACROS,
    POTM,
    POTX,
    as_libreoffice_saves,
    make_template,
    of_type,
    repacked,
)
from tests.sample_measures import make_measure
from tests.sample_report import make_finding, make_report


@pytest.mark.parametrize("template", [TEMPLATE, of_type(TEMPLATE, POTX)], ids=["pptx", "potx"])
def test_template_gives_layouts_but_no_slides(template: bytes) -> None:
    file = powerpoint(briefing_slides(BUNDLED), BUNDLED, template)
    presentation = read_presentation(file)
    assert presentation.slide_width == read_presentation(TEMPLATE).slide_width
    names = {made.slide_layout.name for made in presentation.slides}
    assert names == {"Title Slide", "Title and Content"}
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert not any(b"An old" in package.read(name) for name in package.namelist())
        # The thumbnail of its first slide, and the list of all titles.
        assert not {"docProps/thumbnail.jpeg", "docProps/app.xml"} & set(package.namelist())


def test_title_slide_too_long_for_the_title_layout_has_that_of_texts() -> None:
    subtitle = " ".join(["What the first inspection found, and what the second one did"] * 4)
    report = make_report()._replace(subtitle=subtitle)
    made, *_ = read_presentation(powerpoint(briefing_slides(report), report, TEMPLATE)).slides
    assert made.slide_layout.name == "Title and Content"
    assert subtitle in made.placeholders[1].text_frame.text


def _turn_the_title(presentation: Any) -> None:
    presentation.slide_layouts[1].placeholders[0].element.ph.set("orient", "vert")


def test_layout_with_a_vertical_title_is_not_used() -> None:
    [made] = make_slides(make_finding(1, detail="Detail."), template=make_template(_turn_the_title))
    assert made.slide_layout.name != "Title and Content"


def _space_after(presentation: Any) -> None:
    for style in presentation.slide_masters[0].element.iter(f"{MAIN_NAMESPACE}lvl1pPr"):
        after = style.makeelement(f"{MAIN_NAMESPACE}spcAft")
        after.append(after.makeelement(f"{MAIN_NAMESPACE}spcPts", {"val": "2000"}))
        style.insert(1, after)


def test_template_spacing_below_paragraphs_is_ignored() -> None:
    template = make_template(_space_after)
    [made] = make_slides(make_finding(1, detail="Detail.", excerpt="Words"), template=template)
    for place in (made.shapes.title, made.placeholders[1]):
        for paragraph in place.text_frame.paragraphs:
            assert paragraph.space_after == 0


_OF_LIBREOFFICE = as_libreoffice_saves(TEMPLATE)


def test_titles_and_texts_differ_without_placeholder_numbers() -> None:
    slides = briefing_slides(BUNDLED)
    made = read_presentation(powerpoint(slides, BUNDLED, _OF_LIBREOFFICE)).slides
    assert len(made) >= len(slides)
    for shown in made:
        assert shown.shapes.title.placeholder_format.type in {
            PP_PLACEHOLDER.TITLE,
            PP_PLACEHOLDER.CENTER_TITLE,
        }
        numbers = [place.placeholder_format.idx for place in shown.placeholders]
        assert len(set(numbers)) == len(numbers)
        assert set(numbers) <= {
            place.placeholder_format.idx for place in shown.slide_layout.placeholders
        }
    titles = [shown.shapes.title.text_frame.text for shown in made]
    assert {slide.title for slide in slides if slide.texts[0].role is Role.TITLE} <= set(titles)
    [finding] = make_slides(make_finding(1, detail="Detail."), template=_OF_LIBREOFFICE)
    assert finding.shapes.title.text_frame.text == "Finding number 1"
    assert "Detail." in finding.placeholders[1].text_frame.text


def test_placeholder_prompts_give_the_style_if_nothing_else_does() -> None:
    [made] = make_slides(make_finding(1, detail="Detail."), template=_OF_LIBREOFFICE)
    for place in (made.shapes.title, made.placeholders[1]):
        number = place.placeholder_format.idx
        [of_layout] = [
            each for each in made.slide_layout.placeholders if each.placeholder_format.idx == number
        ]
        level = of_layout.element.find(f".//{MAIN_NAMESPACE}lstStyle/{MAIN_NAMESPACE}lvl1pPr")
        assert level.get("algn") == "ctr"
        letters = level.find(f"{MAIN_NAMESPACE}defRPr")
        assert (letters.get("sz"), letters.get("b")) == ("3100", "1")
        assert (
            letters.find(f"{MAIN_NAMESPACE}solidFill/{MAIN_NAMESPACE}srgbClr").get("val")
            == "123456"
        )


def _only_openings(presentation: Any) -> None:
    """Leave one layout, with a title and a large subtitle, like the templates of LibreOffice."""
    layouts = presentation.slide_layouts
    for layout in list(layouts)[2:]:
        layouts.remove(layout)
    for place in list(layouts[1].placeholders):  # the slide that is there keeps it
        place.element.getparent().remove(place.element)
    subtitle = layouts[0].placeholders[1]
    subtitle.top, subtitle.height = 2_000_000, 4_000_000


def test_large_subtitle_is_used_for_text_if_nothing_else_is() -> None:
    template = make_template(_only_openings)
    [made] = make_slides(make_finding(1, detail="Detail."), template=template)
    assert made.shapes.title.text_frame.text == "Finding number 1"
    assert "Detail." in made.placeholders[1].text_frame.text


@pytest.mark.parametrize("template", [TEMPLATE, _OF_LIBREOFFICE], ids=["usual", "libreoffice"])
def test_file_has_one_set_of_properties_and_unique_names(template: bytes) -> None:
    file = powerpoint(briefing_slides(BUNDLED), BUNDLED, template)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = package.namelist()
        assert len(set(names)) == len(names)
        assert [name for name in names if "core" in name] == ["docProps/core.xml"]
        relations = package.read("_rels/.rels")
        assert relations.count(b"core-properties") == 1
        assert b"package/2006/relationships/metadata/core-properties" in relations
    assert read_presentation(file).core_properties.title == BUNDLED.title


def test_text_uses_the_fonts_of_the_template() -> None:
    [made] = make_slides(make_finding(1, detail="Detail."), template=TEMPLATE)
    for shape in made.placeholders:
        for run in shape.element.iter(f"{MAIN_NAMESPACE}rPr"):
            assert run.find(f"{MAIN_NAMESPACE}latin") is None
            assert run.find(f"{MAIN_NAMESPACE}solidFill") is None


def _white_on_dark_title(presentation: Any) -> None:
    subtitle = presentation.slide_layouts[0].placeholders[1].element
    style = subtitle.find("{*}txBody/{*}lstStyle/{*}lvl1pPr/{*}defRPr/{*}solidFill/*")
    style.getparent().replace(style, style.makeelement(f"{MAIN_NAMESPACE}srgbClr", val="FFFFFF"))


def _with_other_prefix(name: str, blob: bytes) -> bytes:
    if "slideLayouts/slideLayout" not in name:
        return blob
    return re.sub(rb"(</?|xmlns:)a([:=])", rb"\1d\2", blob)


@pytest.mark.parametrize("change", [lambda _, blob: blob, _with_other_prefix], ids=["a", "d"])
def test_text_beside_the_placeholders_has_the_colour_of_the_layout(
    change: Callable[[str, bytes], bytes],
) -> None:
    report = make_report()._replace(publisher="A made-up inspectorate")
    template = repacked(make_template(_white_on_dark_title), change)
    file = powerpoint(briefing_slides(report), report, template)
    beside = [shape for shape in read_presentation(file).slides[0].shapes if shape.name == "Source"]
    [colour] = beside[0].element.iter(f"{MAIN_NAMESPACE}srgbClr")
    assert colour.get("val") == "FFFFFF"


def _link_out(presentation: Any) -> None:
    layout = presentation.slide_layouts[1]
    shape = layout.placeholders[0]
    relation = layout.part.relate_to(
        "http://example.org/", f"{RELATIONS_NAMESPACE[1:-1]}/hyperlink", True
    )
    link = shape.element.nvSpPr.cNvPr.makeelement(f"{MAIN_NAMESPACE}hlinkClick", {})
    link.set(f"{RELATIONS_NAMESPACE}id", relation)
    shape.element.nvSpPr.cNvPr.append(link)


def test_links_of_a_template_are_removed() -> None:
    file = powerpoint(briefing_slides(BUNDLED), BUNDLED, make_template(_link_out))
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        for name in package.namelist():
            assert b"example.org" not in package.read(name)
            assert b"hlinkClick" not in package.read(name)


def _need_a_film(presentation: Any) -> None:
    layout = presentation.slide_layouts[1]
    relation = layout.part.relate_to("file:///film.mp4", f"{RELATIONS_NAMESPACE[1:-1]}/video", True)
    properties = layout.placeholders[0].element.nvSpPr.nvPr
    film = properties.makeelement(f"{MAIN_NAMESPACE}videoFile", {})
    film.set(f"{RELATIONS_NAMESPACE}link", relation)
    properties.append(film)


def _need_macros(presentation: Any) -> None:
    package = presentation.part.package
    macros = Part(PackURI("/ppt/vbaProject.bin"), "application/vnd.ms-office.vbaProject", package)
    presentation.part.relate_to(macros, MACROS)


def _no_layouts(presentation: Any) -> None:
    """Remove the text placeholders from all layouts."""
    for layout in presentation.slide_layouts:
        for placeholder in list(layout.placeholders):
            placeholder.element.getparent().remove(placeholder.element)


def _no_size(presentation: Any) -> None:
    presentation.element.remove(presentation.element.sldSz)


def _a_folder(path: Path) -> None:
    path.mkdir()


def _a_pipe(path: Path) -> None:
    os.mkfifo(path)


def _too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(300 * 2**20)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda _: None, "the template can’t be read"),
        (_a_folder, "the template is a folder"),
        (_too_large, "the template is larger than 200 MB"),
        pytest.param(
            _a_pipe,
            "the template is a device or a pipe",
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are none here"),
        ),
    ],
    ids=["none", "folder", "large", "pipe"],
)
def test_unsuitable_template_file_is_not_read(
    make: Callable[[Path], None], what: str, tmp_path: Path
) -> None:
    path = tmp_path / "look.potx"
    make(path)
    with pytest.raises(OptionError) as caught:
        read_template(path)
    assert what in caught.value.what
    assert str(path) in caught.value.what
    assert caught.value.remedy


def test_template_is_read_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "look.potx"
    path.write_bytes(TEMPLATE)
    assert read_template(path) == TEMPLATE


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(4):
            package.writestr(f"{number}.bin", bytes(100_000_000))
    return file.getvalue()


def _without(*names: str) -> bytes:
    return repacked(TEMPLATE, lambda name, blob: None if name in names else blob)


@pytest.mark.parametrize(
    ("template", "what"),
    [
        (b"", "not a PowerPoint file"),
        (b"PK\x03\x04 and no more", "not a PowerPoint file"),
        (Path(__file__).read_bytes(), "not a PowerPoint file"),
        (_without("ppt/presentation.xml"), "not a PowerPoint file"),
        (_without("ppt/slideMasters/slideMaster1.xml"), "is damaged"),
        (make_template(_no_size), "is damaged"),
        (TEMPLATE[: len(TEMPLATE) // 2], "not a PowerPoint file"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
            "was saved by an older version of PowerPoint",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "is protected with a password",
        ),
        (make_template(_need_macros), "has macros"),
        (of_type(TEMPLATE, POTM), "has macros"),
        (make_template(_need_a_film), "links to other files"),
        (make_template(_no_layouts), "has no layout with a title and room for text"),
        (_bomb(), "is too large"),
    ],
    ids=[
        "empty",
        "beginning",
        "text",
        "no-presentation",
        "no-master",
        "no-size",
        "half",
        "old",
        "password",
        "macros",
        "potm",
        "film",
        "no-layouts",
        "bomb",
    ],
)
def test_unusable_template_is_refused_with_a_remedy(template: bytes, what: str) -> None:
    with pytest.raises(OptionError) as caught:
        powerpoint(briefing_slides(BUNDLED), BUNDLED, template)
    assert what in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["ppt/theme/theme1.xml", "ppt/anything.bin"])
def test_template_with_a_document_type_anywhere_is_refused(name: str) -> None:
    part = f"<!--{' ' * 5_000}--><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    template = repacked(TEMPLATE, lambda each, blob: None if each == name else blob)
    file = io.BytesIO(template)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(name, part)
    with pytest.raises(OptionError, match="damaged"):
        powerpoint(briefing_slides(BUNDLED), BUNDLED, file.getvalue())


with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as _package:
    _PARTS = {
        name: _package.read(name)
        for name in _package.namelist()
        if name.endswith((".xml", ".rels")) and "slideLayout" not in name
    } | {name: _package.read(name) for name in _package.namelist() if "Layout2.xml" in name}


def _assert_refused_or_harmless(name: str, part: bytes) -> None:
    """Assert that a template with a replaced part is refused, or works."""
    bad = repacked(TEMPLATE, lambda each, blob: part if each == name else blob)
    report = make_report((make_finding(1, prompt="Why?"),), (), (make_measure(),))
    try:
        file = powerpoint(briefing_slides(report), report, bad)
    except BriefingAppError:
        return
    assert len(read_presentation(file).slides) >= 3


@given(
    st.sampled_from(sorted(_PARTS)),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 30), st.binary(max_size=4))),
)
@settings(max_examples=15, deadline=None)
def test_damaged_template_is_refused_or_harmless(
    name: str, damage: list[tuple[int, int, bytes]]
) -> None:
    part = _PARTS[name]
    for at, length, instead in damage:
        start = at % (len(part) + 1)
        part = part[:start] + instead + part[start + length :]
    _assert_refused_or_harmless(name, part)


def test_template_with_lost_properties_is_reported_as_damaged() -> None:
    part = _PARTS["_rels/.rels"]
    kind = b"metadata/core-properties"
    assert kind in part
    kept = b"officeDocument/2006/relationships/custom-properties"
    damaged = part.replace(b"package/2006/relationships/" + kind, kept)
    bad = repacked(TEMPLATE, lambda each, blob: damaged if each == "_rels/.rels" else blob)
    with pytest.raises(OptionError, match="damaged"):
        powerpoint((), make_report(), bad)


@given(st.sampled_from(sorted(_PARTS)), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_template_without_some_elements_is_refused_or_harmless(name: str, chance: Random) -> None:
    root = etree.fromstring(_PARTS[name])
    for element in chance.sample(list(root.iter()), min(len(root), 2)):
        above = element.getparent()
        if above is not None:
            above.remove(element)
    part = etree.tostring(root)
    _assert_refused_or_harmless(name, part)
