"""The pages of the guide are made from files, and the program has what they name."""

import re

import pytest

from briefing_app.files.paths import guide_folder
from briefing_app.gui.help.guide import PAGES, GuidePage, parse_page, read_guide
from briefing_app.gui.help.keys import key_caps
from briefing_app.gui.main_window.actions import PANE_KEYS, ActionMenus
from briefing_app.gui.slideshow.key_bindings import KEY_BINDINGS

_PAGE = """# Present

The audience sees the slide.

![What it shows](present.png)

1. The time
2. The slide

## Start

`F5` starts,
or resumes.

Second paragraph.

## Stop

**Esc** ends.

---

More about [presenting](../presenting.md).
"""


def _texts(page: GuidePage) -> list[str]:
    legend = page.picture.legend if page.picture is not None else ()
    return [page.lead, *legend, *(section.text for section in page.sections)]


def test_page_is_made_of_its_file() -> None:
    page = parse_page(_PAGE)
    assert (page.title, page.lead) == ("Present", "The audience sees the slide.")
    assert page.picture is not None
    assert (page.picture.file, page.picture.description) == ("present.png", "What it shows")
    assert page.picture.numbered == [(1, "The time"), (2, "The slide")]
    assert [(section.title, section.text) for section in page.sections] == [
        ("Start", "`F5` starts, or resumes.\nSecond paragraph."),
        ("Stop", "**Esc** ends."),
    ]


def test_pages_use_only_what_the_guide_shows() -> None:
    for page in read_guide():
        assert page.title
        assert page.lead
        assert page.sections
        assert page.picture is not None
        assert (guide_folder() / page.picture.file).is_file()
        for text in _texts(page):
            plain = re.sub(r"\*\*[^*]+\*\*|`[^`]+`", "", text)
            assert not re.search(r"[`\[\]#|<>]|\*\*|^- ", plain), plain


def test_every_key_in_the_guide_is_one_of_the_program(menus: ActionMenus) -> None:
    known = {key for action in menus.actions for key in action.keys}
    known |= {key for binding in KEY_BINDINGS for key in binding.keys}
    known |= {key for keys, _ in PANE_KEYS for key in keys}
    named = {
        key
        for page in read_guide()
        for text in _texts(page)
        for key in re.findall("`([^`]+)`", text)
    }
    assert named - known == set()


def test_every_menu_entry_in_the_guide_is_there(menus: ActionMenus) -> None:
    texts = " ".join(text for page in read_guide() for text in _texts(page))
    places = re.findall(r"(File|Edit|View|Go|Slideshow|Help) ▸ (\w+(?: \w+)?)", texts)
    entries = {
        (action.menu.partition("/")[0].replace("&", ""), name.replace("&", ""))
        for action in menus.actions
        for name in (action.text, action.menu.partition("/")[2])
    }
    assert places
    for menu, start in places:
        assert any(
            where == menu and name.startswith(start.split()[0]) for where, name in entries
        ), start


@pytest.mark.parametrize(
    ("key", "caps"),
    [
        ("Ctrl+F", ["Ctrl", "F"]),
        ("Ctrl++", ["Ctrl", "+"]),
        ("+", ["+"]),
        ("Ctrl+Shift+O", ["Ctrl", "Shift", "O"]),
        ("0–9 Enter", ["0–9", "Enter"]),
    ],
)
def test_each_key_to_press_has_its_name(key: str, caps: list[str]) -> None:
    assert key_caps(key) == caps


def test_page_names_are_those_of_the_files() -> None:
    assert {path.stem for path in guide_folder().glob("*.md")} == set(PAGES)
