"""The pages of the guide show their Markdown, and the program has what they name."""

import re

import pytest
from PySide6.QtGui import QFont, QImage, QTextDocument, QTextTable

from briefing_app.files.paths import GUIDE_PAGES, guide_folder
from briefing_app.gui.help.markdown import show_markdown
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.actions import ActionMenus
from briefing_app.gui.widgets.key_text import fragments, key_caps, text_blocks
from briefing_app.layout.palette import LIGHT

_PAGE = """A lead of *Put back* and **bold**, with `Ctrl+R` and `--force`.

![What it shows](read.png)

1. first
2. second

## Section

- item

| key | what it does |
|---|---|
| `F8` | enlarges *them* |

    briefing-app template

See [Export](export.md#handout).
"""


def _texts() -> dict[str, str]:
    return {name: (guide_folder() / f"{name}.md").read_text("utf-8") for name in GUIDE_PAGES}


@pytest.fixture
def document(style: Look) -> QTextDocument:
    """Return a page with everything that the pages of the guide use."""
    document = QTextDocument()
    show_markdown(document, _PAGE, LIGHT)
    return document


def _format_of(document: QTextDocument, text: str) -> "tuple[bool, bool, bool, bool]":
    """Return whether a text is bold, semibold, in italics and a link."""
    (part,) = (
        each for block in text_blocks(document) for each in fragments(block) if each.text() == text
    )
    weight = part.charFormat().fontWeight()
    italic, link = part.charFormat().fontItalic(), part.charFormat().isAnchor()
    return weight == QFont.Weight.Bold, weight == QFont.Weight.DemiBold, italic, link


def test_markdown_is_shown_without_its_signs(document: QTextDocument) -> None:
    text = document.toPlainText()
    assert not re.search(r"[*`#|]|\]\(|---", text), text
    for words, looks in (
        ("bold", (True, False, False, False)),
        ("Put back", (False, False, True, False)),
        ("them", (False, False, True, False)),
        ("--force", (False, True, False, False)),
        ("Export", (False, False, False, True)),
    ):
        assert _format_of(document, words) == looks
    assert "\xa0Ctrl\xa0\xa0\xa0R\xa0\xa0" in document.toRawText()  # looks like that key
    lists = [block.text() for block in text_blocks(document) if block.textList() is not None]
    assert lists == ["first", "second", "item"]
    (table,) = document.rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    assert (table.rows(), table.columns()) == (2, 2)


def test_every_picture_is_there_and_described() -> None:
    assert {path.stem for path in guide_folder().glob("*.md")} == set(GUIDE_PAGES)
    used = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", "".join(_texts().values()))
    for description, file in used:
        assert description, file
        assert not QImage(str(guide_folder() / file)).isNull(), file
    assert {file for _, file in used} == {path.name for path in guide_folder().glob("*.png")}


def test_links_of_the_guide_stay_in_it() -> None:
    texts = _texts()
    for name, text in texts.items():
        for link in re.findall(r"[^!]\[[^\]]+\]\(([^)]+)\)", text):
            file, _, heading = link.partition("#")
            target = texts[file.removesuffix(".md") or name]
            titles = re.findall(r"(?m)^## (.*)$", target)
            names = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in titles}
            assert not heading or heading in names, link


def test_every_menu_entry_is_in_the_guide(menus: ActionMenus) -> None:
    words = " ".join(" ".join(_texts().values()).split())
    for path in menus.actions:
        menu, entry, *_ = path.removesuffix("…").split(" › ")
        assert f"{menu} › {entry}" in words, path


def test_each_key_to_press_has_its_name() -> None:
    for key, caps in (
        ("Ctrl++", ["Ctrl", "+"]),
        ("+", ["+"]),
        ("Ctrl+Shift+O", ["Ctrl", "Shift", "O"]),
        ("0–9 Enter", ["0–9", "Enter"]),
    ):
        assert key_caps(key) == caps
