"""Tests of PowerPoint exports opened by LibreOffice."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pypdfium2
import pytest
from pypdf import PdfReader

from briefing_app.export.powerpoint.slides import powerpoint
from briefing_app.model.charts import Bar
from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.slide_builder import (
    briefing_slides,
    chart_slide,
    finding_slide,
    quote_slide,
)
from briefing_app.model.slides import Role, Slide, SlideText
from tests.export.powerpoint_slides import (
    BUNDLED,
    LONG_NAMES,
    UNKEPT,
    is_decorative,
    many_bars,
    read_presentation,
)
from tests.layout.vote_samples import FIGURE, NUMBERS, QUOTE, WORDS, vote
from tests.sample_measures import make_measure
from tests.sample_report import make_finding, make_quote, make_report

_ENVIRONMENT: Final = {
    name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"
}
"""With the system's fonts, because slides are set in Arial or a font of the same widths."""


def _has_liberation_sans() -> bool:
    if shutil.which("fc-match") is None:
        return False
    arguments = ["fc-match", "Arial"]
    found = subprocess.run(arguments, capture_output=True, check=False, env=_ENVIRONMENT).stdout
    return b"Liberation" in found


_BY_LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is missing (Debian: libreoffice-impress-nogui)",
)


_TOLERANCE: Final = 3.0  # points; letters can reach out of their line
_SPACE: Final = 15.0  # points


class Converted(NamedTuple):
    """What LibreOffice makes of slides.

    Args:
        slides: The slides.
        file: The presentation.
        pdf: Its pages, as LibreOffice draws them.
    """

    slides: Sequence[Slide]
    file: bytes
    pdf: Path


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Converted]:
    """Convert all presentations at once, because LibreOffice takes long to start."""
    folder = tmp_path_factory.mktemp("libreoffice")
    bars = _slides_with_many_bars()
    made = {
        "bundled": (briefing_slides(BUNDLED), BUNDLED),
        "bars": (bars, make_report()),
        "corpus": (_corpus(), make_report()),
        "asked": (_asking_slides(), make_report()),
    }
    files = {name: powerpoint(slides, report) for name, (slides, report) in made.items()}
    # Otherwise LibreOffice would shrink what does not fit.
    files["corpus"] = _with_parts_changed(
        files["corpus"], lambda part: part.replace(b"<a:normAutofit/>", b"<a:noAutofit/>")
    )
    for name, file in files.items():
        (folder / f"{name}.pptx").write_bytes(file)
    done = subprocess.run(
        [
            "soffice",
            "--headless",
            *("--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / f"{name}.pptx") for name in files),
        ],
        capture_output=True,
        check=False,
        timeout=180,
        stdin=subprocess.DEVNULL,
        env=_ENVIRONMENT,
    )
    assert done.returncode == 0, done.stderr
    return {
        name: Converted(slides, files[name], folder / f"{name}.pdf")
        for name, (slides, _) in made.items()
    }


def _slides_with_many_bars() -> list[Slide]:
    measures = (many_bars(43, LONG_NAMES), many_bars(20, LONG_NAMES[:1]))
    slides = briefing_slides(make_report((), (), measures))
    return [slide for slide in slides if slide.chart is not None]


def _asking_slides() -> list[Slide]:
    guess = chart_slide(make_measure())._replace(reveal=Reveal.GUESS)
    return [vote(), vote(NUMBERS, "16", FIGURE), vote(WORDS, WORDS[0], QUOTE), guess]


@_BY_LIBREOFFICE
@pytest.mark.parametrize("name", ["bundled", "bars", "asked"])
def test_libreoffice_shows_every_word_and_the_name_of_every_bar(
    converted: dict[str, Converted], name: str
) -> None:
    pages = PdfReader(converted[name].pdf).pages
    shown = "".join("".join(page.extract_text().translate(UNKEPT).split()) for page in pages)
    evidence = [*FIGURE.texts, *QUOTE.texts] if name == "asked" else []
    for slide in converted[name].slides:
        chart = slide.shown_chart
        bars: tuple[Bar, ...] = chart.bars if chart is not None else ()
        for text in (*slide.texts, *evidence):
            words = text.text.replace("•", "").split()  # statements have no bullets
            assert all(word in shown for word in words)
        for label in (*(bar.label for bar in bars), slide.source):
            assert "".join(label.split()) in shown


_WORDS: Final = "Victims were not always recognised and cases were closed too soon by officers"
_TEXTS: Final = (
    "Three words only",
    f"{_WORDS}. " * 23,  # three hundred words
    "Ni chafodd dioddefwyr eu hadnabod yn ddibynadwy, a chaewyd achosion yn rhy fuan ŵŷ. " * 4,
    "ลูกค้าไม่ได้รับการยอมรับอย่างน่าเชื่อถือและคดีถูกปิดเร็วเกินไป" * 4,
    "受害者没有得到可靠的承认案件也过早结案。" * 6,
    "لم يتعرف رجال الشرطة على الضحايا بشكل موثوق وأغلقت القضايا في وقت مبكر جدا " * 4,
    "انہیں ضمیر اور عقل ودیعت ہوئی ہے۔ اس لئے بھائی چارے کا سلوک کرنا چاہئے " * 4,
    "הקורבנות לא זוהו באופן אמין והתיקים נסגרו מוקדם מדי " * 4,
    "👮 police 👍 ok " * 12,
    "x" * 400,
)


def _with_parts_changed(file: bytes, change: Callable[[bytes], bytes]) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as parts, zipfile.ZipFile(changed, "w") as package:
        for name in parts.namelist():
            package.writestr(name, change(parts.read(name)))
    return changed.getvalue()


def _corpus() -> list[Slide]:
    """Return slides of every kind with short and long texts in many scripts."""
    slides = []
    for at, text in enumerate(_TEXTS):
        finding = make_finding(
            at + 1, headline=text[:100], detail=text, excerpt=text, caution=text[:200]
        )
        slides += [finding_slide(finding), quote_slide(make_quote(at + 1, text))]
        number = (SlideText(Role.NUMBER, "99"), SlideText(Role.STATEMENT, text[:150]))
        slides.append(Slide(f"number {at}", SlideKind.NUMBER, "Number", number, source=text[:90]))
        talk = (SlideText(Role.QUESTION, text[:150]), SlideText(Role.ANSWER, text[:100]))
        slides.append(Slide(f"talk {at}", SlideKind.DISCUSSION, "Discussion", talk, minutes=5))
    speaker = make_quote(1).speaker._replace(name="A", role="")
    slides.append(quote_slide(make_quote(1, "it was so " * 30)._replace(speaker=speaker)))
    measures = [make_measure([(f"Force {at}", at, "p") for at in range(3)])]
    measures += [many_bars(22, LONG_NAMES), many_bars(22, LONG_NAMES[:1])]
    slides += [chart_slide(measure) for measure in measures]
    return slides


@_BY_LIBREOFFICE
@pytest.mark.skipif(
    not _has_liberation_sans(), reason="Liberation Sans is missing (Debian: fonts-liberation)"
)
def test_every_line_is_inside_its_shape(converted: dict[str, Converted]) -> None:
    _, file, path = converted["corpus"]
    with pypdfium2.PdfDocument(path) as pdf:
        made = list(read_presentation(file).slides)
        assert len(pdf) == len(made)
        for slide, page in zip(made, pdf, strict=True):
            height = page.get_height()
            boxes = [
                (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
                for shape in slide.shapes
                if not is_decorative(shape)
            ]
            texts = page.get_textpage()
            for at in range(texts.count_rects()):
                left, bottom, right, top = rect = texts.get_rect(at)
                words = texts.get_text_bounded(*rect)
                if words.endswith(" "):  # a line can end with a space outside
                    left, right = left + _SPACE, right - _SPACE
                line = (left, height - top, right, height - bottom)
                assert any(_contains(box, line) for box in boxes), words


def _contains(box: tuple[int, ...], line: tuple[float, ...]) -> bool:
    """Return whether a shape, in EMU, contains a line, in points."""
    left, top, right, bottom = (edge / 12_700 for edge in box)
    return (
        line[0] >= left - _TOLERANCE
        and line[1] >= top - _TOLERANCE
        and line[2] <= right + _TOLERANCE
        and line[3] <= bottom + _TOLERANCE
    )
