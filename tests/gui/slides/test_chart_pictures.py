"""Charts as pictures, for files and the clipboard."""

from collections.abc import Callable
from itertools import pairwise
from unicodedata import category
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from briefing_app.errors import OptionError
from briefing_app.export.size_limits import PICTURE_WIDTHS
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.gui.slides import render
from briefing_app.gui.slides.render import (
    WIDER,
    WIDTH,
    ChartPicture,
    chart_mime,
    chart_png,
    chart_svg,
    lay_out_picture,
    slide_pictures,
)
from briefing_app.layout.page import PlacedText
from briefing_app.layout.palette import LIGHT_SLIDES
from briefing_app.model.charts import BarChart, bar_chart, tab_separated
from briefing_app.model.slide_builder import briefing_slides
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure
from tests.sample_report import make_report

pytestmark = pytest.mark.usefixtures("_fonts")

SVG = "{http://www.w3.org/2000/svg}"
LONG_MESSAGE = "A rather long message " * 12
ARABIC = "أعداد وليست معدلات. " * 9


def sample_chart(rows: tuple[Row, ...] = THREE, *, message: str = "A message") -> BarChart:
    return bar_chart(make_measure(rows, highlight="Charlie", message=message))


def figure_of(rows: tuple[Row, ...] = THREE, *, message: str = "A message") -> ChartPicture:
    return lay_out_picture(sample_chart(rows, message=message))


def root_of(figure: ChartPicture, width: int = 1920) -> ET.Element:
    return ET.fromstring(chart_svg(figure, width))


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]


def bars(root: ET.Element) -> list[tuple[str, float]]:
    """Return the colour and length of each bar, from the top."""
    _, *drawn = root.iter(f"{SVG}rect")
    return [(bar.get("fill", ""), float(bar.get("width", ""))) for bar in drawn]


def image_of(content: bytes) -> QImage:
    image = QImage.fromData(content)
    assert not image.isNull()
    return image


def names_of(figure: ChartPicture) -> list[PlacedText]:
    labels = {bar.label for bar in figure.chart.bars}
    names = [text for text in figure.block.texts if text.text.strip() in labels]
    assert len(names) == len(labels)
    return names


def line_rects(text: PlacedText, widening: float = 1.0) -> list[QRectF]:
    """Return the rectangle of each line, in a font that is wider than ours."""
    height = text.rect.height / max(1, len(text.lines))
    rects = []
    for at, line in enumerate(text.lines):
        width = widening * line.width
        left = text.rect.right - width if text.at_right else text.rect.left
        rects.append(QRectF(left, text.rect.top + at * height, width, height))
    return rects


def bare(text: str) -> str:
    """Return a text without characters that are invisible or cannot be drawn."""
    return "".join(
        each
        for each in text
        if not each.isspace() and category(each) not in {"Cc", "Cf"} and not "￼" <= each <= "\uffff"
    )


def test_svg_has_all_texts_of_the_chart() -> None:
    chart = sample_chart(AWKWARD)
    said = bare(" ".join(texts(root_of(lay_out_picture(chart, definition=True)))))
    for bar in chart.bars:
        assert bare(bar.label) in said
        assert bare(bar.text) in said
        assert bare(bar.note) in said
    for passage in (chart.title, chart.subtitle, chart.caveat, chart.definition, chart.source):
        assert passage
        assert bare(passage) in said


def test_definition_is_left_out_unless_requested() -> None:
    chart = sample_chart()
    for definition in (False, True):
        figure = lay_out_picture(chart, definition=definition)
        content = chart_svg(figure, 900).decode()
        assert content.count(chart.definition) == 2 * definition  # the text and the description
        image = image_of(chart_png(figure, 640))
        assert (chart.definition in image.text("Description")) == definition


def test_texts_below_a_chart_start_with_bold_words() -> None:
    root = root_of(lay_out_picture(sample_chart(), definition=True))
    tspans = [(part.text, part.get("font-weight")) for part in root.iter(f"{SVG}tspan")]
    leads = ("Note:", "What was counted:", "Source:")
    assert tspans[::2] == [(lead, "700") for lead in leads]
    assert [weight for _, weight in tspans[1::2]] == ["400"] * 3


def test_names_start_at_the_edge_of_the_title() -> None:
    figure = figure_of(AWKWARD)
    title, *_ = figure.block.texts
    edges = {name.left_of(line) for name in names_of(figure) for line in name.lines}
    assert edges == {title.left_of(title.lines[0])}


def test_svg_is_labelled_by_title_and_description() -> None:
    chart = sample_chart()
    root = root_of(lay_out_picture(chart))
    assert root.get("role") == "img"
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    title, description = (by_id[name] for name in root.get("aria-labelledby", "").split())
    assert (title.tag, title.text) == (f"{SVG}title", chart.title)
    assert description.tag == f"{SVG}desc"
    for passage in (chart.subtitle, chart.alt_text, chart.caveat, chart.source):
        assert passage in (description.text or "")
    # Programs use only the first title of an element.
    assert root[0] is title


def test_svg_has_no_references_or_scripts() -> None:
    elements = list(root_of(figure_of(AWKWARD)).iter())
    assert {element.tag.removeprefix(SVG) for element in elements} == {
        *("svg", "title", "desc", "rect", "text", "tspan")
    }
    attributes = {name for element in elements for name in element.attrib}
    assert not any("href" in name or name.startswith("on") for name in attributes)
    assert not any("url(" in value for each in elements for value in each.attrib.values())


def test_bars_are_proportional_to_their_figures_and_one_is_highlighted() -> None:
    (_, longest), *others = drawn = bars(root_of(figure_of()))
    assert [length / longest for _, length in others] == pytest.approx([20 / 99, 16 / 99], abs=1e-4)
    page = LIGHT_SLIDES.page
    assert [colour for colour, _ in drawn] == [page.quiet_bar, page.bar, page.quiet_bar]


def test_bars_are_equally_thick_with_any_names() -> None:
    rows = tuple((f"Force {number}", number, "") for number in range(1, 9))
    long = ("The Combined Constabulary of Longshire and Faraway " * 3, 5, "")
    _, *drawn = root_of(figure_of((*rows, long))).iter(f"{SVG}rect")
    assert len(drawn) == len(rows) + 1
    assert len({bar.get("height") for bar in drawn}) == 1


def test_missing_figures_have_words_and_no_bar() -> None:
    root = root_of(figure_of((("Alpha", 5, "p"), ("Bravo", None, "c"))))
    assert len(bars(root)) == 1
    assert {"confidential", "5", "provisional"} <= set(texts(root))
    root = root_of(figure_of(()))
    assert bars(root) == []
    assert "There are no figures to show." in texts(root)


@pytest.mark.parametrize(
    "chart",
    [
        *(sample_chart(rows, message=LONG_MESSAGE) for rows in (THREE, FORTY_THREE, AWKWARD)),
        sample_chart()._replace(caveat=ARABIC, title=ARABIC),
    ],
    ids=range(4),
)
def test_texts_stay_in_the_picture_and_apart_in_any_font(chart: BarChart) -> None:
    figure = lay_out_picture(chart)
    shapes = [QRectF(*shape.rect) for shape in figure.block.shapes]
    whole = QRectF(0, 0, WIDTH, figure.block.height)
    for widening in (1.0, WIDER):
        rects = [rect for text in figure.block.texts for rect in line_rects(text, widening)]
        assert all(whole.contains(rect) for rect in rects)
        smaller = [rect.adjusted(1, 1, -1, -1) for rect in rects]
        for at, rect in enumerate(smaller):
            assert not any(rect.intersects(other) for other in smaller[at + 1 :])
            assert not any(rect.intersects(shape) for shape in shapes)


def test_rtl_paragraph_starts_at_the_right_in_any_chart() -> None:
    figure = lay_out_picture(sample_chart()._replace(definition=ARABIC), definition=True)
    (text,) = (text for text in figure.block.texts if "معدلات" in text.text)
    (title, *_) = figure.block.texts
    assert len(text.lines) > 1
    assert all(
        WIDTH - text.left_of(line) - line.width == near(title.rect.left) for line in text.lines
    )
    anchors = {
        text.get("text-anchor")
        for text in root_of(figure).iter(f"{SVG}text")
        if "معدلات" in (text.text or "")
    }
    assert anchors == {"end"}


def near(length: float) -> object:
    """Compare with a length at the precision of Qt's text layout."""
    return pytest.approx(length, abs=0.1)


def test_svg_names_similar_fonts_as_fallback() -> None:
    families = root_of(figure_of()).get("font-family", "").split(", ")
    assert families[0] == FONT_FAMILY
    assert families[-1] == "sans-serif"


@pytest.mark.parametrize(
    ("rows", "width"), [((), 640), (THREE, 1001), (AWKWARD, 640)], ids=["none", "three", "awkward"]
)
def test_png_and_svg_have_the_same_size(rows: tuple[Row, ...], width: int) -> None:
    figure = figure_of(rows)
    image, root = image_of(chart_png(figure, width)), root_of(figure, width)
    assert image.width() == width
    assert (root.get("width"), root.get("height")) == (str(width), str(image.height()))
    _, _, across, down = map(float, root.get("viewBox", "").split())
    assert image.height() / width == pytest.approx(down / across, abs=1 / width)


def test_png_is_white_up_to_its_edges() -> None:
    image = image_of(chart_png(figure_of(FORTY_THREE), 900))
    edge = [*((x, y) for x in range(900) for y in (0, image.height() - 1))]
    edge += ((x, y) for y in range(image.height()) for x in (0, 899))
    assert {image.pixel(x, y) for x, y in edge} == {0xFFFFFFFF}


def test_png_contains_title_and_description() -> None:
    figure = figure_of(message="Curly “quotes” and ŵ")
    image = image_of(chart_png(figure, 640))
    assert image.text("Title") == "Curly “quotes” and ŵ"
    description = root_of(figure).find(f"{SVG}desc")
    assert description is not None
    assert image.text("Description") == description.text


@pytest.mark.parametrize("width", [640, 1280])
def test_png_resolution_gives_the_width_of_a_text_column(width: int) -> None:
    image = image_of(chart_png(figure_of(), width))
    assert image.width() / image.dotsPerMeterX() == pytest.approx(0.17, abs=1e-4)
    assert image.dotsPerMeterX() == image.dotsPerMeterY()


def test_same_chart_gives_the_same_bytes() -> None:
    assert chart_png(figure_of(), 800) == chart_png(figure_of(), 800)
    assert chart_svg(figure_of(), 800) == chart_svg(figure_of(), 800)


@pytest.mark.parametrize("width", [-1, 0, PICTURE_WIDTHS[0] - 1, PICTURE_WIDTHS[-1] + 1])
@pytest.mark.parametrize("make", [chart_png, chart_svg, chart_mime])
def test_impossible_width_is_refused(make: object, width: int) -> None:
    assert callable(make)
    with pytest.raises(OptionError, match="from 320 to 7,680 pixels"):
        make(figure_of(), width)


@pytest.mark.parametrize(
    ("paints", "make"),
    [
        ("paint_block", lambda: chart_png(figure_of(), 640)),
        ("paint_page", lambda: next(slide_pictures(briefing_slides(make_report()), 640))),
    ],
)
def test_painter_ends_before_its_picture_is_deleted(
    monkeypatch: pytest.MonkeyPatch, paints: str, make: Callable[[], object]
) -> None:
    painters: list[QPainter] = []

    def broken(painter: QPainter, *_arguments: object, **_named: object) -> None:
        painters.append(painter)
        raise KeyboardInterrupt

    monkeypatch.setattr(render, paints, broken)
    with pytest.raises(KeyboardInterrupt):
        make()
    assert [painter.isActive() for painter in painters] == [False]


def test_too_large_picture_is_refused_before_drawing_and_left_out_of_a_copy() -> None:
    many = figure_of(tuple((f"Force {number}", number, "") for number in range(300)))
    with pytest.raises(OptionError, match="Choose a smaller width"):
        chart_png(many, 7680)
    assert image_of(chart_png(many, 640)).width() == 640
    assert len(bars(root_of(many, 7680))) == 299  # the last one is zero
    mime = chart_mime(many, 7680)
    assert mime.formats() == ["image/svg+xml", "text/html", "text/plain"]
    assert "Force 299" in mime.text()


def test_few_bars_are_larger_than_many() -> None:
    few, many = (figure_of(rows) for rows in (THREE, FORTY_THREE))
    assert names_of(few)[0].style.size > names_of(many)[0].style.size
    assert many.block.height / WIDTH < 1.75
    assert few.block.height < WIDTH
    pitches = [b.rect.top - a.rect.top for a, b in pairwise(names_of(few))]
    assert min(pitches) > 100


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.none() | st.integers(0, 10**18) | st.floats(0, 1e12)),
        min_size=1,
        max_size=5,
    ),
    st.text(max_size=80),
)
@example([("\x00\x1f<&>\ufffe\uffff\ufffc", 1)], "]]> \u2028 &#0; \U0001f46e")
@example([("שוטרים 12 abc.", 7), ("e\u0301\r\nf", None)], "شرطة")
def test_any_character_gives_valid_files(
    given_rows: list[tuple[str, float | None]], message: str
) -> None:
    chart = sample_chart(tuple((name, value, "") for name, value in given_rows), message=message)
    labelled = zip(chart.bars, given_rows, strict=False)
    chart = chart._replace(bars=tuple(bar._replace(label=name) for bar, (name, _) in labelled))
    figure = lay_out_picture(chart)
    said = bare(" ".join(texts(root_of(figure, 640))))
    for bar in chart.bars:
        assert bare(bar.label) in said
        assert bare(bar.text) in said
    assert bare(message) in said
    image_of(chart_png(figure, 320))


def test_clipboard_has_picture_svg_table_and_text() -> None:
    chart = sample_chart()
    figure = lay_out_picture(chart)
    mime = chart_mime(figure, 800)
    assert mime.formats() == [
        *("image/svg+xml", "application/x-qt-image", "text/html", "text/plain"),
    ]
    page = ET.fromstring(f"<body>{mime.html()}</body>")
    cells = [["".join(cell.itertext()) for cell in row] for row in page.iter("tr")]
    in_text = [line.split("\t") for line in mime.text().splitlines() if "\t" in line]
    assert cells == in_text
    others = [each.text for each in page.iter("p")]
    assert others == [line for line in mime.text().splitlines() if "\t" not in line]
    assert bytes(mime.data("image/svg+xml").data()) == chart_svg(figure, 800)
    assert mime.text() == tab_separated(chart)
    copied = mime.imageData()
    assert copied.convertToFormat(QImage.Format.Format_RGB32) == image_of(
        chart_png(figure, 800)
    ).convertToFormat(QImage.Format.Format_RGB32)
