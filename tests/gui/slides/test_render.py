"""Tests of pictures of charts and slides, for files and the clipboard."""

from dataclasses import replace
from unicodedata import category
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from briefing_app.errors import OptionError
from briefing_app.files.paths import FONT_FAMILY
from briefing_app.gui.slides import render
from briefing_app.gui.slides.figure_layout import Figure, FigureText, RowTexts, lay_out_figure
from briefing_app.gui.slides.page_painter import qrect
from briefing_app.gui.slides.paragraph_layout import line_texts, text_width
from briefing_app.gui.slides.render import (
    NAMES,
    WIDTHS,
    chart_mime,
    chart_png,
    chart_svg,
    slide_pictures,
)
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.model.chart_builder import ChartView, bar_chart
from briefing_app.model.charts import BarChart, tab_separated
from briefing_app.model.palette import CONTRAST_LIGHT, LIGHT, Theme
from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure

pytestmark = pytest.mark.usefixtures("_fonts")

SVG = "{http://www.w3.org/2000/svg}"


def sample_chart(
    rows: tuple[Row, ...] = THREE, *, highlight: str = "Charlie", message: str = "A message"
) -> BarChart:
    return bar_chart(make_measure(rows, highlight=highlight, message=message))


def root_of(chart: BarChart, width: int = 1920, theme: Theme = LIGHT) -> ET.Element:
    return ET.fromstring(chart_svg(chart, width, theme))  # noqa: S314, our own


def texts(root: ET.Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]


def bars(root: ET.Element) -> list[tuple[str, float]]:
    """Return the colour and length of each bar, from the top."""
    ground, *rest = root.iter(f"{SVG}rect")
    assert float(ground.get("width", "")) == float(root.get("viewBox", "").split()[2])
    return [(bar.get("fill", ""), float(bar.get("width", ""))) for bar in rest]


def image_of(content: bytes) -> QImage:
    image = QImage.fromData(content)
    assert not image.isNull()
    return image


def longest_run(image: QImage, colour: str) -> int:
    """Return the length of the longest run of pixels in one colour."""
    wanted = int(colour[1:], 16)
    longest = 0
    for y in range(0, image.height(), 4):
        run = 0
        for x in range(image.width()):
            run = run + 1 if image.pixel(x, y) & 0xFFFFFF == wanted else 0
            longest = max(longest, run)
    return longest


def rects(figure: Figure) -> list[QRectF]:
    """Return the rectangle of each line of text in a figure."""
    return [
        text.layout.lineAt(number).naturalTextRect().translated(text.origin)
        for text in figure.texts
        for number in range(text.layout.lineCount())
    ]


def bare(text: str) -> str:
    """Return a text without characters that are invisible or cannot be drawn."""
    return "".join(
        each
        for each in text
        if not each.isspace() and category(each) not in {"Cc", "Cf"} and not "￼" <= each <= "\uffff"
    )


def test_svg_has_all_texts_of_the_chart() -> None:
    chart = sample_chart(AWKWARD)
    said = bare(" ".join(texts(root_of(chart))))
    for bar in chart.bars:
        assert bare(bar.label) in said
        assert bare(bar.text) in said
        assert bare(bar.note) in said
    for passage in (chart.title, chart.subtitle, chart.caveat, chart.definition, chart.source):
        assert passage
        assert bare(passage) in said


def test_svg_is_labelled_by_title_and_description() -> None:
    chart = sample_chart()
    root = root_of(chart)
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
    root = root_of(sample_chart(AWKWARD))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "title",
        "desc",
        "rect",
        "text",
        "tspan",
    }
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not any("href" in name or name.startswith("on") for name in attributes)
    assert not any("url(" in value for each in root.iter() for value in each.attrib.values())


def test_bars_are_proportional_to_their_figures() -> None:
    (_, longest), *others = bars(root_of(sample_chart()))
    assert [length / longest for _, length in others] == pytest.approx([20 / 99, 16 / 99], abs=1e-4)


def test_bars_are_equally_thick_with_any_names() -> None:
    rows = tuple((f"Force {number}", number, "") for number in range(1, 9))
    chart = sample_chart(
        (*rows, ("The Combined Constabulary of Longshire and Faraway " * 3, 5, ""))
    )
    _, *drawn = root_of(chart).iter(f"{SVG}rect")
    assert len(drawn) == len(rows) + 1
    assert len({bar.get("height") for bar in drawn}) == 1


def test_only_highlighted_bar_has_the_accent() -> None:
    colours = [colour for colour, _ in bars(root_of(sample_chart()))]
    assert colours == [LIGHT.quiet_bar, LIGHT.accent, LIGHT.quiet_bar]


def test_bars_are_outlined_if_the_theme_is() -> None:
    _, *outlined = root_of(sample_chart(), theme=CONTRAST_LIGHT).iter(f"{SVG}rect")
    assert {bar.get("stroke") for bar in outlined} == {CONTRAST_LIGHT.ink}
    assert len(outlined) == 3


def test_missing_figure_has_words_and_no_bar() -> None:
    root = root_of(sample_chart((("Alpha", 5, "p"), ("Bravo", None, "c"))))
    assert len(bars(root)) == 1
    assert {"confidential", "5 provisional"} <= set(texts(root))


def test_chart_without_figures_says_so() -> None:
    root = root_of(sample_chart(()))
    assert bars(root) == []
    assert "There are no figures to show." in texts(root)


def test_names_and_figures_keep_clear_of_bars_in_any_font() -> None:
    chart = sample_chart(AWKWARD)
    root = root_of(chart)
    zero = min(float(bar.get("x", "")) for bar in list(root.iter(f"{SVG}rect"))[1:])
    names = [text for text in root.iter(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert bare("".join(text.text or "" for text in names)) == bare(
        "".join(bar.label for bar in chart.bars)
    )
    assert all(float(name.get("x", "")) < zero for name in names)
    figures = {bar.text for bar in chart.bars}
    placed = [text for text in root.iter(f"{SVG}text") if (text.text or "").strip() in figures]
    assert len(placed) == len(chart.bars)
    assert all(float(text.get("x", "")) > zero for text in placed)


def test_wider_font_does_not_exceed_the_edge() -> None:
    chart = sample_chart(AWKWARD, message="A rather long message " * 12)
    root = root_of(chart)
    edge = float(root.get("viewBox", "").split()[2])
    from_left = [text for text in root.iter(f"{SVG}text") if text.get("text-anchor") is None]
    held = [text for text in from_left if text.get("textLength") is not None]
    # Figures have room for a wider font, as the next test shows.
    assert len(from_left) - len(held) >= len(chart.bars)
    assert {text.text for text in held} > {chart.caveat, chart.definition, chart.source}
    for text in held:
        assert float(text.get("x", "")) + float(text.get("textLength", "")) < edge
        assert text.get("lengthAdjust") == "spacingAndGlyphs"


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE, AWKWARD], ids=len)
def test_font_a_quarter_wider_exceeds_no_edge(rows: tuple[Row, ...]) -> None:
    # DejaVu Sans, in programs that ignore textLength.
    figure = lay_out_figure(sample_chart(rows, message="A rather long message " * 12), LIGHT)
    names = {id(row.label.layout) for row in figure.bars.rows}
    for text in figure.texts:
        for number in range(text.layout.lineCount()):
            rect = text.layout.lineAt(number).naturalTextRect().translated(text.origin)
            wider = 1.25 * rect.width()
            left = rect.right() - wider if id(text.layout) in names else rect.left()
            assert left >= 0
            assert left + wider <= figure.size.width()
    for row in figure.row_texts:
        if row.note is not None:  # what follows a wider figure is further to the right
            start, end = row.figure.origin.x(), row.note.origin.x() + text_width(row.note.layout)
            assert start + 1.25 * (end - start) <= figure.size.width()


def test_note_never_touches_its_figure_in_any_font() -> None:
    measure = make_measure(AWKWARD, periods=("2015", "2016"))
    for chart in (bar_chart(measure), bar_chart(measure, view=ChartView("2016", "2015"))):
        root = root_of(chart)
        said = texts(root)
        # On one line, a space separates them.
        apart = sum(bool(bar.note) and bar.figure not in said for bar in chart.bars)
        figure = lay_out_figure(chart, LIGHT)
        several = [each for each in figure.row_texts if each.note and not _on_one_line(each)]
        assert apart == len(several)
        placed = {(text.text or "").strip(): text for text in root.iter(f"{SVG}text")}
        for each in several:
            assert each.note is not None
            first, *_ = line_texts(each.note.layout.text(), each.note.layout)
            end = each.figure.origin.x() + 1.25 * text_width(each.figure.layout)
            assert float(placed[first.strip()].get("x", "")) > end


def _on_one_line(texts: RowTexts) -> bool:
    assert texts.note is not None
    return texts.figure.layout.lineCount() == texts.note.layout.lineCount() == 1


@pytest.mark.parametrize("rows", [THREE, AWKWARD], ids=len)
def test_rtl_figure_is_mirrored(rows: tuple[Row, ...]) -> None:
    chart = bar_chart(make_measure(rows, periods=("2015", "2016")), view=ChartView("2016", "2015"))
    figure, turned = (lay_out_figure(chart, LIGHT, right_to_left=each) for each in (False, True))
    width = figure.size.width()
    assert turned.size == figure.size
    for row, other in zip(figure.bars.rows, turned.bars.rows, strict=True):
        mirrored = (width - row.rect.right(), row.rect.top())
        assert (other.rect.left(), other.rect.top()) == mirrored
        assert other.rect.size() == row.rect.size()
    start = drawn(figure.below[0])[0].left()
    for text in (*turned.above, *turned.below):
        assert all(width - line.right() == near(start) for line in drawn(text))
    for here, there in zip(figure.row_texts, turned.row_texts, strict=True):
        zero = max(line.right() for line in drawn(here.label))
        assert all(width - line.left() == near(zero) for line in drawn(there.label))
        end = min(line.left() for line in drawn(here.figure))
        assert all(width - line.right() == near(end) for line in drawn(there.figure))


def test_rtl_paragraph_starts_at_the_right_in_any_chart() -> None:
    chart = bar_chart(replace(make_measure(), caveat="أعداد وليست معدلات. " * 9))
    figure = lay_out_figure(chart, LIGHT)
    (caveat,) = (text for text in figure.below if "معدلات" in text.layout.text())
    margin = drawn(figure.above[0])[0].left()
    assert all(figure.size.width() - line.right() == near(margin) for line in drawn(caveat))
    placed = root_of(chart).iter(f"{SVG}text")
    anchors = {text.get("text-anchor") for text in placed if "معدلات" in (text.text or "")}
    assert anchors == {"end"}


def drawn(text: FigureText) -> list[QRectF]:
    """Return where the lines of a text are drawn."""
    lines = (text.layout.lineAt(number) for number in range(text.layout.lineCount()))
    return [line.naturalTextRect().translated(text.origin) for line in lines]


def near(length: float) -> object:
    """Compare with a length at the precision of Qt's text layout."""
    return pytest.approx(length, abs=0.1)


def test_rtl_svg_anchors_each_text_at_its_start() -> None:
    chart = sample_chart((("Alpha", 12, "p"), ("Bravo", 7, "")))
    root = ET.fromstring(chart_svg(chart, 900, right_to_left=True))  # noqa: S314, our own
    anchors = {
        "".join(text.itertext()).strip(): text.get("text-anchor")
        for text in root.iter(f"{SVG}text")
    }
    assert anchors["provisional 12"] == anchors["7"] == anchors[chart.title] == "end"
    assert anchors["Alpha"] is anchors["Bravo"] is None


def test_svg_names_similar_fonts_as_fallback() -> None:
    families = root_of(sample_chart()).get("font-family", "").split(", ")
    assert families[0] == FONT_FAMILY
    assert families[-1] == "sans-serif"


@pytest.mark.parametrize("rows", [(), THREE, FORTY_THREE, AWKWARD], ids=len)
@pytest.mark.parametrize("width", [640, 1001])
def test_png_and_svg_have_the_same_size(rows: tuple[Row, ...], width: int) -> None:
    chart = sample_chart(rows)
    image, root = image_of(chart_png(chart, width)), root_of(chart, width)
    assert image.width() == width
    assert (root.get("width"), root.get("height")) == (str(width), str(image.height()))
    _, _, across, down = map(float, root.get("viewBox", "").split())
    assert image.height() / width == pytest.approx(down / across, abs=1 / width)


def test_bars_of_a_png_are_proportional_to_their_figures() -> None:
    image = image_of(chart_png(sample_chart((("Alpha", 50, ""), ("Charlie", 25, ""))), 1200))
    quiet, accent = longest_run(image, LIGHT.quiet_bar), longest_run(image, LIGHT.accent)
    assert quiet > 600
    assert accent / quiet == pytest.approx(0.5, abs=0.01)


def test_png_is_white_up_to_its_edges() -> None:
    image = image_of(chart_png(sample_chart(FORTY_THREE), 900))
    edge = [*((x, y) for x in range(900) for y in (0, image.height() - 1))]
    edge += ((x, y) for y in range(image.height()) for x in (0, 899))
    assert {image.pixel(x, y) for x, y in edge} == {0xFFFFFFFF}


def test_png_contains_title_and_description() -> None:
    chart = sample_chart(message="Curly “quotes” and ŵ")
    image = image_of(chart_png(chart, 640))
    assert image.text("Title") == "Curly “quotes” and ŵ"
    description = root_of(chart).find(f"{SVG}desc")
    assert description is not None
    assert image.text("Description") == description.text


@pytest.mark.parametrize("width", [640, 3840])
def test_png_resolution_gives_the_width_of_a_text_column(width: int) -> None:
    image = image_of(chart_png(sample_chart(), width))
    assert image.width() / image.dotsPerMeterX() == pytest.approx(0.17, abs=1e-4)
    assert image.dotsPerMeterX() == image.dotsPerMeterY()


def test_same_chart_gives_the_same_bytes() -> None:
    assert chart_png(sample_chart(), 800) == chart_png(sample_chart(), 800)
    assert chart_svg(sample_chart(), 800) == chart_svg(sample_chart(), 800)


@pytest.mark.parametrize("width", [-1, 0, WIDTHS[0] - 1, WIDTHS[-1] + 1])
def test_impossible_width_is_refused(width: int) -> None:
    for make in (chart_png, chart_svg, chart_mime):
        with pytest.raises(OptionError, match="from 320 to 7,680 pixels"):
            make(sample_chart(), width)
    with pytest.raises(OptionError, match="from 320 to 7,680 pixels"):
        next(slide_pictures([], width))


def test_painter_ends_before_its_picture_is_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painters: list[QPainter] = []

    def broken(painter: QPainter, *_arguments: object, **_named: object) -> None:
        painters.append(painter)
        raise KeyboardInterrupt

    monkeypatch.setattr(render, "_paint_rows", broken)
    monkeypatch.setattr(render, "paint_page", broken)
    with pytest.raises(KeyboardInterrupt):
        chart_png(sample_chart(), 640)
    with pytest.raises(KeyboardInterrupt):
        next(slide_pictures([text_slide("Short")], 640))
    assert [painter.isActive() for painter in painters] == [False, False]


def test_too_large_picture_is_refused_before_drawing() -> None:
    many = tuple((f"Force {number}", number, "") for number in range(300))
    with pytest.raises(OptionError, match="Choose a smaller width"):
        chart_png(sample_chart(many), 7680)
    assert image_of(chart_png(sample_chart(many), 640)).width() == 640
    assert len(bars(root_of(sample_chart(many), 7680))) == 299  # the last one is zero


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE, AWKWARD], ids=len)
def test_texts_stay_in_the_picture_and_apart(rows: tuple[Row, ...]) -> None:
    figure = lay_out_figure(sample_chart(rows, message="A rather long message " * 12), LIGHT)
    placed = rects(figure)
    whole = QRectF(0, 0, figure.size.width(), figure.size.height())
    assert all(whole.contains(rect) for rect in placed)
    smaller = [rect.adjusted(1, 1, -1, -1) for rect in placed]
    for at, rect in enumerate(smaller):
        assert not any(rect.intersects(other) for other in smaller[at + 1 :])
    bar_rects = [row.rect for row in figure.bars.rows if row.rect.width() > 0]
    assert not any(rect.intersects(bar) for rect in smaller for bar in bar_rects)


def test_few_bars_are_larger_than_many() -> None:
    few, many = (lay_out_figure(sample_chart(rows), LIGHT) for rows in (THREE, FORTY_THREE))
    assert few.size.width() < many.size.width()
    assert many.size.height() / many.size.width() < 257 / 170  # what fits on A4
    assert few.size.height() < few.size.width()


@settings(
    max_examples=60,
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
    chart = replace(
        chart,
        bars=tuple(
            replace(bar, label=name) for bar, (name, _) in zip(chart.bars, given_rows, strict=False)
        ),
    )
    said = bare(" ".join(texts(root_of(chart, 640))))
    for bar in chart.bars:
        assert bare(bar.label) in said
        assert bare(bar.text) in said
    assert bare(message) in said
    image_of(chart_png(chart, 320))


def test_clipboard_has_picture_svg_and_text_but_no_html() -> None:
    chart = sample_chart()
    mime = chart_mime(chart, 800)
    assert mime.formats() == ["image/svg+xml", "application/x-qt-image", "text/plain"]
    assert bytes(mime.data("image/svg+xml").data()) == chart_svg(chart, 800)
    assert mime.text() == tab_separated(chart)
    copied = mime.imageData()
    assert copied.convertToFormat(QImage.Format.Format_RGB32) == image_of(
        chart_png(chart, 800)
    ).convertToFormat(QImage.Format.Format_RGB32)


def test_too_large_chart_is_copied_without_a_picture() -> None:
    many = sample_chart(tuple((f"Force {number}", number, "") for number in range(1200)))
    mime = chart_mime(many)
    assert mime.formats() == ["image/svg+xml", "text/plain"]
    assert "Force 1199" in mime.text()


def text_slide(text: str) -> Slide:
    return Slide("text", SlideKind.TEXT, "Text", (SlideText(Role.BODY, text),))


@pytest.mark.parametrize("width", [320, 1000, 2560])
def test_every_slide_becomes_a_picture_of_the_given_width(
    slides: tuple[Slide, ...], width: int
) -> None:
    made = dict(slide_pictures(slides, width))
    first = {name.removesuffix(".png").split("-")[1] for name in made}
    assert first == {f"{number:02}" for number in range(1, len(slides) + 1)}
    for content in made.values():
        image = image_of(content)
        assert (image.width(), image.height()) == (width, round(width * 9 / 16))


def test_slide_with_several_pages_has_several_pictures() -> None:
    made = dict(slide_pictures([text_slide("Short"), text_slide("Many words. " * 150)], 640))
    assert list(made)[:3] == ["slide-01.png", "slide-02-1.png", "slide-02-2.png"]
    said = " ".join(image_of(content).text("Description") for content in made.values())
    assert said.count("Many words.") == 150


def test_picture_names_sort_in_slide_order() -> None:
    slides = [text_slide("Short")] * 120
    slides[3] = text_slide("Many words. " * 2000)
    names = [name for name, _ in slide_pictures(slides, 320)]
    assert names[0] == "slide-001.png"
    assert sum(name.startswith("slide-004-") for name in names) > 9
    assert names == sorted(names)
    assert all(NAMES.fullmatch(name) for name in names)


def test_name_pattern_matches_only_slide_pictures() -> None:
    assert NAMES.fullmatch("slide-02-2.png")
    for other in (
        "slide.png",
        "slide-a.png",
        "my-slide-01.png",
        "slide-01.png.bak",
        "slide-01.jpg",
    ):
        assert not NAMES.fullmatch(other)


def test_picture_shows_all_bars_of_a_slide() -> None:
    chart = sample_chart()
    title = SlideText(Role.TITLE, chart.title)
    slide = Slide("chart", SlideKind.CHART, "Chart", (title,), chart=chart, reveal=Reveal.BARS)
    ((_, content),) = slide_pictures([slide], 1920)
    image = image_of(content)
    (page,) = SlidePages([slide]).pages(0)
    assert page.chart is not None
    bars = [row.shapes[0] for row in page.chart.rows]
    for bar in bars:
        assert bar.fill is not None
        colour = image.pixelColor(qrect(bar.rect).center().toPoint()).name().upper()
        assert colour == page.colours(bar.fill)
