"""The pinned packages that the program needs to run, out of ``constraints.txt``."""

import re
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.project import PACKAGING, PROJECT

# sqlite-utils can install add-ons with pip, dateutil knows time zones; the program has neither.
_NOT_NEEDED: Final = {"pip", "tzdata"}


def runtime_pins() -> str:
    """Return the lines of ``constraints.txt`` for what the program needs, with their hashes.

    That file has the tools that build a wheel too.
    """
    text = (PACKAGING / "constraints.txt").read_text(encoding="utf-8")
    # Each block: the line with the name, then its hashes and, after "via", what needs it.
    blocks = {
        match[0]: canonicalize_name(match[1])
        for match in re.finditer(r"^([A-Za-z0-9._-]+)==.*\n(?:[ ].*\n?)*", text, re.MULTILINE)
    }
    needed = {canonicalize_name(Requirement(each).name) for each in PROJECT["dependencies"]}
    known = 0
    while len(needed) > known:
        known = len(needed)
        for block, name in blocks.items():
            users = re.findall(r"^    #(?: via)? +([A-Za-z0-9._-]+)$", block, re.MULTILINE)
            if needed.intersection(users):
                needed.add(name)
    return "".join(block for block, name in blocks.items() if name in needed - _NOT_NEEDED)
