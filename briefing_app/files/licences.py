"""The licences of the program and of the libraries that it uses, as they are installed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from briefing_app.files.paths import RESOURCES

LICENCES: Final = RESOURCES / "licences"
"""The texts of what is not a Python package: Qt, and in a bundle the system's libraries."""

_PROGRAM: Final = "briefing-app"
_TEXT_FILE: Final = re.compile(r"(^|/)(licen[cs]es?/|licen[cs]e|copying|notice|OFL)", re.IGNORECASE)
_NOT_OURS: Final = "LicenseRef-Qt-Commercial"  # comes with Qt's wheels for Windows
_LONGEST_NAME: Final = 60  # characters; older packages put the whole licence into the field


@dataclass(frozen=True, slots=True)
class Licence:
    """What one part of the program is licensed under.

    Args:
        name: The part, with its version if it has one.
        licence: The name of its licence, or empty.
        read_text: Returns its licence, or an empty text if it comes without one.
    """

    name: str
    licence: str
    read_text: Callable[[], str]


def installed_licences() -> list[Licence]:
    """Return the licence of the program, of each library by name, then the further texts."""
    licences = [_package_licence(each) for each in _packages()]
    licences += (
        Licence(path.stem, "", partial(path.read_text, encoding="utf-8", errors="replace"))
        for path in sorted(LICENCES.glob("*.txt"))
    )
    return licences


def _packages() -> list[Distribution]:
    """Return the program and, by name, what it requires, directly or through others."""
    found: dict[str, Distribution] = {}
    waiting = [_PROGRAM]
    while waiting:
        name = waiting.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:  # needed on another system, or left out of a bundle
            continue
        key = _normalized(package.name)
        if key not in found:
            found[key] = package
            waiting += _requirements(package)
    program = [found.pop(_PROGRAM)] if _PROGRAM in found else []
    return [*program, *(found[name] for name in sorted(found))]


def _requirements(package: Distribution) -> Iterator[str]:
    for requirement in package.requires or ():
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if name and "extra ==" not in requirement:
            yield _normalized(name[0])


def _normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _package_licence(package: Distribution) -> Licence:
    metadata = package.metadata
    expressions = metadata.get_all("License-Expression") or metadata.get_all("License") or [""]
    stated = expressions[0]
    if not stated or len(stated) > _LONGEST_NAME:
        classifiers = metadata.get_all("Classifier") or []
        licences = [each for each in classifiers if each.startswith("License ::")]
        stated = ", ".join(each.rpartition(" :: ")[2] for each in licences)
    return Licence(
        f"{shown_name(package.name)} {package.version}", stated, partial(package_text, package)
    )


def shown_name(package: str) -> str:
    """Return how users know a package: the program is not known to them by that of its package."""
    return "Briefing" if package == _PROGRAM else package


def package_text(package: Distribution) -> str:
    """Return the texts of all licences that a package comes with."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in package.files or ()
        if ".dist-info" in path.parts[0]
        and _TEXT_FILE.search("/".join(path.parts[1:]))
        and _NOT_OURS not in path.name
    ]
    return "\n\n".join(texts)
