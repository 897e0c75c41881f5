"""Tests of colours, fonts and themes."""

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, combinations, product
from pathlib import Path
from typing import Final, NamedTuple, cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSignalBlocker, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QPalette,
    QRawFont,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING, FONT_FAMILY, FONTS
from briefing_app.gui import look as style_module
from briefing_app.gui.look import TEXT_SCALES, Look, TextRole, ThemeChoice, set_icon
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.panes.source_choice import SourceChoice
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.style_sheet import style_sheet, theme_palette
from briefing_app.layout.palette import CONTRAST_DARK, LIGHT, Theme
from tests.contrast import contrast_ratio, part_pairs, text_pairs
from tests.fixtures import MakeWindow
from tests.gui.pixels import colours, pixels


@pytest.mark.parametrize("outlined", [False, True])
def test_style_sheet_makes_only_listed_colour_pairs(outlined: bool) -> None:
    theme = _coded_theme(outlined=outlined)
    assert _unlisted(theme, _sheet_of(theme)) == set()


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ('QLabel[look="faint"] {{ color: {line}; }}', "line on surface"),
        ('QPushButton[look="quiet"]:hover {{ background: {mark}; }}', "accent on mark"),
        ("QLineEdit {{ selection-color: {concern}; }}", "concern on accent"),
        ("QLineEdit {{ placeholder-text-color: {line}; }}", "line on surface"),
        ("QLineEdit:hover {{ border: 1px solid {mark}; }}", "edge mark on surface"),
        ('QFrame[look="caution"] QLabel {{ color: {concern}; }}', "concern on caution_soft"),
        (
            "QComboBox::down-arrow {{ image: url(icons:x-{mark_digits}.svg); }}",
            "icon mark on surface",
        ),
    ],
)
def test_unlisted_colour_pair_is_detected(rule: str, problem: str) -> None:
    theme = _coded_theme(outlined=False)
    colours = {**theme._asdict(), "mark_digits": theme.mark[1:]}
    assert problem in _unlisted(theme, _sheet_of(theme) + rule.format(**colours))


def test_colour_outside_theme_is_detected() -> None:
    theme = _coded_theme(outlined=False)
    for value in ("red", "#123456", "palette(mid)", "qlineargradient(x1: 0, stop: 0 white)"):
        with pytest.raises(AssertionError):
            _unlisted(theme, f"{_sheet_of(theme)} QLabel {{ background: {value}; }}")
    for line in (
        'painter.setPen(QColor("#123456"))',
        "painter.setPen(QColor(1, 2, 3))",
        "painter.setBrush(Qt.GlobalColor.red)",
        'label.setStyleSheet("color: red")',
    ):
        assert _own_colours(ast.parse(line)), line


def test_palette_makes_only_listed_colour_pairs(qapp: QApplication) -> None:
    theme = _coded_theme(outlined=False)
    palette = theme_palette(theme)
    role, names = QPalette.ColorRole, _names(theme)
    listed = {(names[text], names[ground]) for text, ground in text_pairs(theme)}
    made = {
        (names[palette.color(text).name().upper()], names[palette.color(ground).name().upper()])
        for grounds, texts in (
            ((role.Window,), (role.WindowText, role.Link, role.LinkVisited)),
            (
                (role.Base, role.AlternateBase),
                (role.Text, role.PlaceholderText, role.Link, role.LinkVisited),
            ),
            ((role.Button,), (role.ButtonText, role.BrightText)),
            ((role.ToolTipBase,), (role.ToolTipText,)),
            ((role.Highlight, role.Accent), (role.HighlightedText,)),
        )
        for ground in grounds
        for text in texts
    }
    assert made - listed == set()


def test_every_theme_colour_is_measured_or_has_no_meaning() -> None:
    theme = _coded_theme(outlined=False)
    measured = {_names(theme)[c] for pair in text_pairs(theme) + part_pairs(theme) for c in pair}
    assert set(_COLOURS) - measured == _UNMEASURED


def test_colours_are_painted_from_the_theme_alone() -> None:
    folder = Path(style_module.__file__).parent
    modules = [path for path in folder.rglob("*.py") if path.name not in _STYLE_MODULES]
    assert modules
    for path in modules:
        assert _own_colours(ast.parse(path.read_text("utf-8"))) == [], path


def test_high_contrast_themes_fill_toggles_that_are_on(
    main_window: MainWindow, slideshow: Presentation, style: Look
) -> None:
    for choice in (ThemeChoice.CONTRAST_LIGHT, ThemeChoice.CONTRAST_DARK):
        style.choose(choice)
        for window in (main_window, slideshow.windows.presenter_view):
            toggles = [each for each in window.findChildren(QPushButton) if each.isCheckable()]
            assert toggles
            for toggle in toggles:
                toggle.setAutoExclusive(False)
                if toggle.group() is not None:
                    toggle.group().removeButton(toggle)
                for is_enabled, contrast in ((True, 7), (False, 3)):
                    toggle.setEnabled(is_enabled)
                    fills = [_main_colour(toggle, is_on=is_on) for is_on in (False, True)]
                    assert contrast_ratio(*fills) >= contrast, toggle.text()


def _main_colour(toggle: QPushButton, *, is_on: bool) -> str:
    """Return the most frequent colour of a button."""
    with QSignalBlocker(toggle):
        toggle.setChecked(is_on)
    toggle.resize(toggle.sizeHint())
    picture = toggle.grab().toImage()
    colours, counts = np.unique(pixels(picture), return_counts=True)
    return QColor(int(colours[np.argmax(counts)])).name()


def test_text_uses_bundled_font(style: Look) -> None:
    assert QFontInfo(style.font(TextRole.QUOTE)).family() == FONT_FAMILY


@pytest.mark.usefixtures("style")
@pytest.mark.parametrize("weight", [400, 500, 600, 700, 800])
def test_each_weight_selects_its_font_file(weight: int) -> None:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(100)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight(weight))
    words = "Forces’ first interviews"
    expected = _file_of_weight(weight).glyphIndexesForString(words)
    advances = _file_of_weight(weight).advancesForGlyphIndexes(expected)
    drawn = QFontMetricsF(font).horizontalAdvance(words)
    assert drawn == pytest.approx(sum(point.x() for point in advances), rel=0.01)


def _file_of_weight(weight: int) -> QRawFont:
    [font] = [
        font
        for path in FONTS.glob("*.ttf")
        if (font := QRawFont(str(path), 100)).weight() == weight
    ]
    return font


def test_larger_text_size_enlarges_every_text_role(style: Look) -> None:
    before = {role: style.font(role).pixelSize() for role in TextRole}
    style.set_scale(1.5)
    after = {role: style.font(role).pixelSize() for role in TextRole}
    assert all(after[role] == pytest.approx(before[role] * 1.5, abs=1) for role in TextRole)


@pytest.mark.parametrize(("scale", "is_table"), [(0.8, False), (1.25, True)])
def test_window_made_at_another_text_size_looks_the_same_after_the_change(
    qtbot: QtBot, make_window: MakeWindow, style: Look, scale: float, is_table: bool
) -> None:
    def make() -> MainWindow:
        window = make_window()
        window.resize(1366, 696)
        window.open(BUNDLED_BRIEFING)
        with qtbot.waitExposed(window):
            window.show()
        window.draw_bars()
        window.reading.show_table(is_table)
        return window

    def picture(window: MainWindow) -> QImage:
        window.activateWindow()
        window.view.findings.focus()
        QApplication.processEvents()
        return window.grab().toImage()

    changed = make()
    picture(changed)
    style.set_scale(scale)
    made = make()
    # Qt lays out in several turns of its event loop.
    qtbot.waitUntil(lambda: picture(changed) == picture(made))


def test_fonts_stay_after_change_of_theme(main_window: MainWindow, style: Look) -> None:
    style.set_scale(1.5)
    before = [(text, text.font()) for text in main_window.findChildren(QTextEdit)]
    assert len({font.pixelSize() for _, font in before}) > 2
    style.choose(ThemeChoice.DARK)
    assert [(text, text.font()) for text in main_window.findChildren(QTextEdit)] == before


class _Hints:
    """Fake QStyleHints."""

    def __init__(self, *, dark: bool, contrast: bool) -> None:
        self._dark = dark
        self._contrast = contrast

    def colorScheme(self) -> Qt.ColorScheme:
        return Qt.ColorScheme.Dark if self._dark else Qt.ColorScheme.Light

    def accessibility(self) -> "_Hints":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:
        preference = Qt.ContrastPreference
        return preference.HighContrast if self._contrast else preference.NoPreference


@pytest.mark.parametrize(
    ("dark", "contrast", "name"),
    [
        (False, False, "light"),
        (True, False, "dark"),
        (False, True, "high contrast, light"),
        (True, True, "high contrast, dark"),
    ],
)
def test_system_scheme_and_contrast_select_theme(dark: bool, contrast: bool, name: str) -> None:
    hints = cast("QStyleHints", _Hints(dark=dark, contrast=contrast))
    assert style_module.system_theme(hints).name == name


def test_system_change_is_followed_at_once_unless_a_theme_is_chosen(
    qapp: QApplication, qtbot: QtBot, style: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    style.choose(ThemeChoice.SYSTEM)
    monkeypatch.setattr(style_module, "system_theme", lambda _: CONTRAST_DARK)
    with qtbot.waitSignal(style.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert style.theme is CONTRAST_DARK
    style.choose(ThemeChoice.CONTRAST_DARK)
    monkeypatch.setattr(style_module, "system_theme", lambda _: LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert style.theme is CONTRAST_DARK


def test_icon_of_a_button_stands_out(style: Look, window: QWidget) -> None:
    button = QPushButton(window)
    button.setCheckable(True)
    set_icon(button, "star")
    for look, choice, is_on in product(("quiet", "toggle"), ThemeChoice, (False, True)):
        button.setProperty("look", look)
        style.choose(choice)
        button.setChecked(is_on)
        button.resize(button.sizeHint())
        inside = window.grab(button.geometry().adjusted(4, 4, -4, -4)).toImage()
        fill = QColor(inside.pixel(0, 0)).name()
        contrasts = [contrast_ratio(fill, each) for each in colours(inside)]
        assert max(contrasts) >= 4.5, (look, choice, is_on)


def test_steps_have_round_badges_at_each_text_size(style: Look, window: QWidget) -> None:
    choice = SourceChoice(window)
    window.resize(900, 2000)
    choice.resize(window.size())
    window.show()
    badges = [each for each in choice.findChildren(QLabel) if each.property("look") == "step"]
    assert len(badges) == 2
    for scale in TEXT_SCALES:
        style.set_scale(scale)
        for badge in badges:
            place = QRect(badge.mapTo(window, QPoint()), badge.size())
            picture = window.grab(place).toImage()
            assert picture.pixelColor(1, badge.height() // 2) == style.colour("accent"), scale
            assert picture.pixelColor(1, 1) != style.colour("accent"), scale


# ---- the colour pairs of a style sheet ---------------------------------------------------------

_COLOURS: Final = tuple(name for name in Theme._fields if name not in {"name", "outlined"})
_UNMEASURED: Final = {"line", "disabled"}
"""Separators without a meaning, and disabled controls."""
_STYLE_MODULES: Final = {"look.py", "style_sheet.py"}
_BARS: Final = {
    'QFrame[look="separator"]',
    "QMenu::separator",
    'QMenu[look="two_line"]::separator',
    "QScrollBar::handle",
}
"""Parts that are a plain area, without text on it."""
_WITHOUT_TEXT: Final = {"QCheckBox::indicator"}
_SELECTOR: Final = re.compile(
    r"(?P<kind>\w+)(?:\[look=\"(?P<look>\w+)\"\])?(?:\[(?:narrow|low|arrow|joined|menu)=\"true\"\])?(?:::(?P<part>[\w-]+))?(?P<states>(?::[\w-]+)*)"
)
_BORDER: Final = re.compile(r"border(?:-(?P<side>top|right|bottom|left))?(?:-color)?")
_NO_COLOUR: Final = re.compile(r"none|transparent|solid|dashed|double|\d+px")
_ICON: Final = re.compile(r"url\(icons:[\w-]+-(?P<colour>[0-9A-F]{6})\.svg\)")
_PLAIN: Final = {"color", "background", "selection-color", "selection-background-color"} | {
    "placeholder-text-color",
    "gridline-color",
}


def _coded_theme(*, outlined: bool) -> Theme:
    """A theme whose colours all differ, so that each identifies its name."""
    colours = {name: f"#A0B0{number:02X}" for number, name in enumerate(_COLOURS)}
    return Theme(name="coded", outlined=outlined, **colours)


def _names(theme: Theme) -> dict[str, str]:
    return {getattr(theme, name): name for name in _COLOURS}


def _sheet_of(theme: Theme) -> str:
    return style_sheet(theme, round)


class _Element(NamedTuple):
    """What a rule selects; in a rule, empty strings match anything."""

    around: str
    kind: str
    part: str = ""
    look: str = ""
    states: frozenset[str] = frozenset()

    @classmethod
    def named(cls, selector: str) -> "_Element":
        around, _, last = selector.strip().rpartition(" ")
        found = _SELECTOR.fullmatch(last)
        assert found is not None, f"this test can’t parse {selector}"
        states = frozenset(filter(None, found["states"].split(":")))
        return cls(around, found["kind"], found["part"] or "", found["look"] or "", states)

    def __str__(self) -> str:
        look = f'[look="{self.look}"]' if self.look else ""
        return f"{self.kind}{look}" + (f"::{self.part}" if self.part else "")

    def covers(self, other: "_Element") -> bool:
        return (
            (self.kind, self.part) == (other.kind, other.part)
            and self.around in {"", other.around}
            and self.look in {"", other.look}
            and self.states <= other.states
        )

    def weight(self) -> tuple[int, int]:
        """The specificity, which decides between rules before their order does."""
        classes = bool(self.look) + len(self.states) + self.around.count("[")
        return classes, 1 + bool(self.around)


class _Sheet:
    """A style sheet, evaluated for every element it has a rule for, in every state."""

    def __init__(self, text: str, names: dict[str, str]) -> None:
        self._names = names
        rules = [
            (_Element.named(selector), self._declared(body))
            for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text)
            for selector in selectors.split(",")
        ]
        # Python sorts stably: of two rules of the same weight the later one wins.
        self._rules = sorted(rules, key=lambda rule: rule[0].weight())

    def elements(self) -> Iterator[_Element]:
        """Every element with a rule, in every look, state and parent that a rule names."""
        named = [selector for selector, _ in self._rules]
        for around, kind, part in sorted({(e.around, e.kind, e.part) for e in named}):
            looks = sorted({"", *(e.look for e in named if e.kind == kind)})
            same = [e for e in named if (e.kind, e.part) == (kind, part)]
            states = sorted(set(chain.from_iterable(e.states for e in same)))
            for look in looks:
                for count in range(len(states) + 1):
                    for some in combinations(states, count):
                        yield _Element(around, kind, part, look, frozenset(some))

    def colours(self, element: _Element) -> dict[str, str]:
        """Names of an element's colours by property; empty for none or transparent."""
        found: dict[str, str] = {}
        for selector, declared in self._rules:
            if selector.covers(element):
                found |= declared
        return found

    @cached_property
    def page_grounds(self) -> set[str]:
        """Every background that anything can be on: that of the window and those of frames."""
        frames = (e for e in self.elements() if e.kind == "QFrame" and str(e) not in _BARS)
        return {"ground", *filter(None, (self.colours(e).get("background") for e in frames))}

    def outside(self, element: _Element) -> set[str]:
        """The backgrounds that an element can be on."""
        if element.part:
            return self.grounds(element._replace(part="", states=frozenset()))
        if element.around:
            return self.grounds(_Element.named(element.around))
        return self.page_grounds

    def grounds(self, element: _Element) -> set[str]:
        """The backgrounds that an element's text can be on."""
        own = self.colours(element).get("background")
        return {own} if own else self.outside(element)

    def _declared(self, body: str) -> dict[str, str]:
        declared: dict[str, str] = {}
        for line in filter(str.strip, body.split(";")):
            key, value = (side.strip() for side in line.split(":", 1))
            if key == "image":
                icon = _ICON.fullmatch(value)
                assert icon is not None or value == "none", line
                declared[key] = self._names[f"#{icon['colour']}"] if icon is not None else ""
                continue
            border = _BORDER.fullmatch(key)
            if border is None and key not in _PLAIN:
                no_colour = not re.search(r"color|background|border-image", key)
                assert no_colour, f"what does {line} colour?"
                assert not re.search("[#(]", value), f"what does {line} colour?"
                continue
            words = [word for word in value.split() if not _NO_COLOUR.fullmatch(word)]
            assert len(words) <= 1, f"what is the colour of {line}?"
            assert set(words) <= self._names.keys(), f"{line} has a colour that is not of the theme"
            colour = self._names[words[0]] if words else ""
            if border is None:
                declared[key] = colour
            else:
                sides = [border["side"]] if border["side"] else ["top", "right", "bottom", "left"]
                declared |= {f"border-{side}": colour for side in sides}
        return declared


def _unlisted(theme: Theme, text: str) -> set[str]:
    """The pairs that a style sheet makes and the theme doesn't list, in words."""
    names = _names(theme)
    texts = {(names[text], names[ground]) for text, ground in text_pairs(theme)}
    seen = texts | {(names[part], names[ground]) for part, ground in part_pairs(theme)}
    seen |= {(ground, part) for part, ground in seen}
    sheet = _Sheet(text, names)
    problems = set()
    for element in sheet.elements():
        colours = sheet.colours(element)
        if str(element) in _BARS:
            bar = colours["background"]
            pairs = {(bar, around) for around in sheet.outside(element)}
            if bar not in _UNMEASURED:
                problems |= {f"bar {part} on {ground}" for part, ground in pairs - seen}
            continue
        pairs = set() if str(element) in _WITHOUT_TEXT else _text_pairs(sheet, element)
        for ink, ground in pairs - texts:
            if ink != "disabled" or "disabled" not in element.states:
                problems.add(f"{ink} on {ground}")
        icon = colours.get("image")
        if icon and "disabled" not in element.states:
            grounds = sheet.grounds(element)
            problems |= {f"icon {icon} on {each}" for each in grounds if (icon, each) not in seen}
        for edge in {colours.get(f"border-{side}") for side in ("top", "right", "bottom", "left")}:
            if edge and edge not in _UNMEASURED:
                problems |= _unseen_edge(sheet, element, edge, seen)
    return problems


def _text_pairs(sheet: _Sheet, element: _Element) -> set[tuple[str, str]]:
    """An element's pairs of text and background, with its selection and placeholder."""
    colours, grounds = sheet.colours(element), sheet.grounds(element)
    outer = sheet.colours(element._replace(part="", states=frozenset())) if element.part else {}
    ink = colours.get("color") or outer.get("color") or "ink"
    pairs = {(ink, ground) for ground in grounds}
    if placeholder := colours.get("placeholder-text-color"):
        pairs |= {(placeholder, ground) for ground in grounds}
    selected = colours.get("selection-color"), colours.get("selection-background-color")
    if any(selected):
        pairs.add((selected[0] or "on_accent", selected[1] or "accent"))
    return pairs


def _unseen_edge(
    sheet: _Sheet, element: _Element, edge: str, seen: set[tuple[str, str]]
) -> set[str]:
    """Where a border and its inside both have too little contrast with what is around."""
    fill = sheet.colours(element).get("background")
    if edge == fill and element.kind == "QFrame":
        return set()  # invisible: it makes the frame as large as an outlined one
    problems = set()
    for around in sheet.outside(element):
        if (edge, around) not in seen and (fill is None or (fill, around) not in seen):
            problems.add(f"edge {edge} on {around}")
        if fill and fill != edge and (edge, fill) not in seen:
            problems.add(f"edge {edge} on {fill}")
    return problems


def _own_colours(module: ast.Module) -> list[str]:
    """The expressions of a module that make a colour which is not of the theme."""
    found = []
    for node in ast.walk(module):
        match node:
            case ast.Attribute(
                value=ast.Attribute(attr="GlobalColor") | ast.Name("GlobalColor"), attr=name
            ):
                is_own = name != "transparent"
            case ast.Call(func=ast.Attribute(attr="QColor") | ast.Name("QColor"), args=arguments):
                nodes = [each for argument in arguments for each in ast.walk(argument)]
                is_own = len(arguments) != 1 or any(isinstance(n, ast.Constant) for n in nodes)
            case ast.Call(func=ast.Attribute(attr="setStyleSheet")):
                is_own = True
            case _:
                is_own = False
        if is_own:
            found.append(ast.unparse(node))
    return found
