"""The page of keys of the guide has every key of the program, with what it does."""

import re
from collections.abc import Iterable

import pytest

from briefing_app.files.paths import guide_folder
from briefing_app.gui.main_window.actions import ActionMenus
from briefing_app.gui.slideshow.command import KeyGroup, essential_keys, key_groups
from briefing_app.gui.slideshow.commands import COMMANDS
from briefing_app.gui.widgets.key_text import is_key


def _table(rows: Iterable[tuple[Iterable[str], str]]) -> list[str]:
    """Return rows of keys and what they do, as the page has them."""
    lines = []
    for keys, text in rows:
        names = [", ".join(f"`{part}`" for part in key.split()) for key in keys]
        lines.append(f"| {' '.join(names)} | {text} |")
    return lines


def _listed(heading: str) -> list[str]:
    """Return the rows of the table below a heading of the page."""
    page = (guide_folder() / "keys.md").read_text(encoding="utf-8")
    _, _, below = page.partition(f"\n## {heading}\n")
    section, _, _ = below.partition("\n## ")
    return re.findall(r"(?m)^\| .*", section)[1:]


@pytest.mark.parametrize("group", key_groups(COMMANDS), ids=lambda group: group.title)
def test_keys_of_a_slideshow_are_listed(group: KeyGroup) -> None:
    assert _listed(group.title) == _table(group.rows)


def test_keys_that_matter_most_are_named_first() -> None:
    page = (guide_folder() / "keys.md").read_text(encoding="utf-8")
    named = re.findall("`([^`]+)`", page.partition("Twelve matter")[2].partition("\n")[0])
    keys = [
        part for row in essential_keys(COMMANDS).rows for key in row.keys for part in key.split()
    ]
    assert named == keys


def test_every_key_in_the_guide_is_one_of_the_program(menus: ActionMenus) -> None:
    known = {key for action in menus.actions.values() for key in action.keys}
    known |= {key for command in COMMANDS for key in command.keys}
    known |= set(re.findall("`([^`]+)`", "".join(_listed("Lists and figures"))))
    pages = (path.read_text(encoding="utf-8") for path in guide_folder().glob("*.md"))
    named = {code for page in pages for code in re.findall("`([^`\n]+)`", page)}
    assert {code for code in named if is_key(code)} - known == {"7"}  # the number of a slide


def test_keys_of_the_main_window_are_listed_with_their_menu_entries(menus: ActionMenus) -> None:
    rows = [(action.keys, path) for path, action in menus.actions.items() if action.keys]
    assert _listed("Main window") == _table(rows)
