"""Licences of what a bundle holds, and the list of its parts (SBOM).

Each Python package has its licence in its ``.dist-info`` folder, which bundles keep. For libraries
of the system and for Python itself, dpkg names the file.
"""

import json
import platform
import re
import shutil
import sys
import sysconfig
import venv
from collections.abc import Iterable, Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote
from uuid import UUID, uuid5

import typst

from briefing_app.files.licences import package_text, shown_name
from release.library_licences import FONTS, PYTHON, QT, UNSTATED, library_licence
from release.project import BUILD, ROOT, VERSION, empty_folder, run, source_date

LICENCES: Final = Path("resources") / "licences"
"""The folder in a bundle with the licences of what isn't a Python package."""

_QT_NOTE: Final = (
    "Qt and PySide6 are under the LGPL 3. Its text, that of the GPL 3, which it refers to, and\n"
    "how to replace Qt are below."
)

_NEEDS_NO_NOTICE: Final = {"Apache-2.0", "Unlicense", "CC0-1.0", "0BSD"}
"""Licences of Rust crates that name no author. The text of the first comes with typst."""

_CRATES_WITH_DATA: Final = {"typst-assets", "hayagriva", "hypher", "two-face"}
"""Crates that contain data under other licences than their own."""

_SERIAL_NUMBERS: Final = UUID("6f6d1f3c-58f5-4d0e-9a55-1c0a3a0f8b5e")
"""What serial numbers are made from, with the content of a list; any would do."""

_Entry = tuple[str, str, str]


class Component(NamedTuple):
    """A part of a bundle that is not a Python package.

    Args:
        name: Its name, that of the Debian package if it is from one.
        version: Its version.
        licence: Its licence, as an SPDX expression.
        purl: Its package URL, by which scanners know it.
    """

    name: str
    version: str
    licence: str
    purl: str


def package_url(kind: str, name: str, version: str = "", **qualifiers: str) -> str:
    """Return a package URL (purl).

    Args:
        kind: Its type, and its namespace if it has one, such as ``deb/debian``.
        name: The name of the package.
        version: Its full version; empty if it isn't known.
        qualifiers: What else tells packages apart, by name.
    """
    at = f"@{quote(version, safe=':')}" if version else ""
    options = "&".join(f"{key}={quote(value)}" for key, value in sorted(qualifiers.items()))
    return f"pkg:{kind}/{quote(name)}{at}{'?' if options else ''}{options}"


def python_component(version: str) -> Component:
    """Return Python itself, of a version such as ``3.13.5``."""
    return Component("Python", version, PYTHON, package_url("generic", "python", version))


def write_system_licences(libraries: Iterable[str], folder: Path) -> list[_Entry]:
    """Write the licences of Python and of libraries of the system.

    Args:
        libraries: The files that a bundle is made from, those of Python packages too.
        folder: Where to write the licences, and ``components.json`` with the components.

    Returns:
        What PyInstaller adds to the bundle.
    """
    empty_folder(folder)
    packages = (Path(sysconfig.get_path("purelib")), BUILD)
    stdlib = Path(sysconfig.get_path("stdlib"))
    owners: dict[str, Path] = {}
    for library in map(Path, libraries):
        if any(library.is_relative_to(parent) for parent in packages):
            continue
        name = _owner(library)
        if name:
            owners[name] = Path("/usr/share/doc") / name / "copyright"
        elif library.is_relative_to(sys.base_prefix):  # a Python that is not Debian's
            owners["Python"] = stdlib / "LICENSE.txt"
        else:
            sys.exit(f"The licence of {library} is not known.")
    entries = []
    components = [python_component(platform.python_version())]
    for name, text in sorted(owners.items()):
        shutil.copyfile(text, folder / f"{name}.txt")
        entries.append((str(LICENCES / f"{name}.txt"), str(folder / f"{name}.txt"), "DATA"))
        if name != "Python":
            components.append(_debian_component(name))
    (folder / "components.json").write_text(json.dumps(components), encoding="utf-8")
    return entries


def _debian_component(name: str) -> Component:
    fields = run("dpkg-query", "-W", "-f=${Version} ${Architecture}\n", name).split()
    version, architecture = fields[:2]
    system = platform.freedesktop_os_release()
    distribution_name = f"{system['ID']}-{system.get('VERSION_ID', '')}".rstrip("-")
    purl = package_url(
        *(f"deb/{system['ID']}", name, version), arch=architecture, distro=distribution_name
    )
    return Component(name, version, library_licence(name), purl)


def _owner(library: Path) -> str:
    """Return the Debian package that a library is from, or an empty string."""
    for path in (library, library.resolve()):
        # Since /lib became a link to /usr/lib, packages list either.
        for spelling in {str(path), str(path).removeprefix("/usr"), f"/usr{path}"}:
            if found := run("sh", "-c", 'dpkg-query -S "$1" 2>/dev/null || true', "sh", spelling):
                return found.split(":")[0]
    return ""


def package_environment(folder: Path, name: str) -> Path:
    """Create a virtual environment with nothing but the metadata of a bundle's packages.

    Args:
        folder: The folder in the bundle that holds the ``.dist-info`` folders.
        name: The name of the environment, in the build folder.

    Returns:
        Its interpreter.
    """
    environment = empty_folder(BUILD / name)
    venv.create(environment)
    python = environment / "bin" / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(python, "-c", code).strip())
    for metadata in folder.glob("*.dist-info"):
        shutil.copytree(metadata, site / metadata.name)
    return python


def write_notice(python: Path, folder: Path, extra: Path, target: Path) -> None:
    """Write one text file with the licences of everything in a bundle.

    Args:
        python: The interpreter of a `package_environment`.
        folder: The folder that it was made from.
        extra: The bundle's folder with the licences of what isn't a Python package.
        target: The file to write.
    """
    packages = json.loads(
        run(
            *(sys.executable, "-m", "piplicenses", "--python", python, "--with-system"),
            *("--from", "mixed", "--format", "json"),
        )
    )
    # pip-licenses reads only the first of a package's licences.
    texts = {each.name: package_text(each) for each in distributions(path=[str(folder)])}
    extra_texts = {path.stem: path.read_text("utf-8", "replace") for path in extra.glob("*.txt")}
    parts = [
        f"Briefing {VERSION} and what it includes",
        "\n".join(
            f"{shown_name(each['Name'])} {each['Version']}: {each['License']}" for each in packages
        ),
        _QT_NOTE,
    ]
    for each in packages:
        text = texts[each["Name"]]
        if not text:
            if not each["Name"].lower().startswith(("pyside6", "shiboken6")):
                sys.exit(f"{each['Name']} has no licence text.")
            text = "GNU Lesser General Public License 3, below."
        parts.append(f"{shown_name(each['Name'])} {each['Version']}\n\n{text.strip()}")
    parts += (f"{name}\n\n{text.strip()}" for name, text in sorted(extra_texts.items()))
    names = [*(each.name for each in typst_fonts()), *crates_to_name(folder)]
    if missing := unnamed(names, parts):
        sys.exit(f"No licence text names these parts of packages: {', '.join(missing)}.")
    line = "\n\n" + "=" * 80 + "\n\n"
    target.write_text(line.join(parts) + "\n", encoding="utf-8")


def typst_fonts() -> list[Component]:
    """Return the font families that are compiled into typst."""
    families = typst.Fonts(include_system_fonts=False).families()
    return [
        Component(each, "", FONTS.get(each, ""), package_url("generic", each)) for each in families
    ]


def crates_to_name(folder: Path) -> list[str]:
    """Return the Rust crates inside Python packages whose licences must be in the notice.

    Args:
        folder: The folder that holds the packages' ``.dist-info`` folders.
    """
    names = set()
    for path in folder.glob("*.dist-info/sboms/*.json"):
        for part in json.loads(path.read_text(encoding="utf-8")).get("components", ()):
            if part.get("purl", "").startswith("pkg:cargo/") and _must_be_named(part):
                names.add(part["name"])
    return sorted(names)


def _must_be_named(crate: dict[str, Any]) -> bool:
    stated = " AND ".join(each.get("expression", "") for each in crate.get("licenses", [{}]))
    choices = [set(re.findall(r"[\w.-]+", part)) for part in stated.split(" AND ")]
    return crate["name"] in _CRATES_WITH_DATA or not all(
        choice & _NEEDS_NO_NOTICE for choice in choices
    )


def unnamed(names: Iterable[str], texts: Sequence[str]) -> list[str]:
    """Return the names that none of the texts contains as a word."""
    words = {name: re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])") for name in names}
    return [name for name, word in words.items() if not any(map(word.search, texts))]


def write_sbom(python: Path, components: Iterable[Component], target: Path) -> None:
    """Write the list of a bundle's parts as CycloneDX JSON.

    Args:
        python: The interpreter of a `package_environment`.
        components: The parts that are not Python packages.
        target: The file to write.
    """
    run(
        *(
            sys.executable,
            "-m",
            "cyclonedx_py",
            "environment",
            str(python),
            "--output-reproducible",
        ),
        *("--pyproject", ROOT / "pyproject.toml", "--output-file", target),
        SOURCE_DATE_EPOCH=str(source_date()),
    )
    bom: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    program = bom["metadata"]["component"]
    program |= {"version": VERSION, "purl": package_url("generic", program["name"], VERSION)}
    parts = bom["components"]
    parts += map(_part, (*_qt(parts), *components, *typst_fonts()))
    for part in parts:
        if "licenses" not in part:
            part.update(_licences(UNSTATED.get(part["name"], "")))
    for field, what in {"licenses": "licence", "purl": "package URL"}.items():
        if missing := [part["name"] for part in parts if field not in part]:
            sys.exit(f"The {what} of these parts is not stated: {', '.join(missing)}.")
    # The same parts get the same number each time.
    content = json.dumps(bom, sort_keys=True)
    bom["serialNumber"] = uuid5(_SERIAL_NUMBERS, content).urn
    target.write_text(json.dumps(bom, indent=1) + "\n", encoding="utf-8")


def _qt(parts: Iterable[dict[str, Any]]) -> list[Component]:
    """Return Qt, which is inside the package with its modules for Python."""
    packages = [part for part in parts if re.fullmatch("(?i)pyside6[-_]essentials", part["name"])]
    # A fix of the package alone has a fourth number.
    versions = [".".join(part["version"].split(".")[:3]) for part in packages]
    return [Component("Qt", each, QT, package_url("generic", "qt", each)) for each in versions]


def _part(component: Component) -> dict[str, Any]:
    """Return a component's entry."""
    entry = {"type": "library", "name": component.name, "bom-ref": component.name}
    version = {"version": component.version} if component.version else {}
    return entry | version | {"purl": component.purl} | _licences(component.licence)


def _licences(expression: str) -> dict[str, Any]:
    """Return a component's entry for its licence; empty if it isn't known."""
    return {"licenses": [{"expression": expression}]} if expression else {}
