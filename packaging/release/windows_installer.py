"""Makes the MSI, which installs the folder for Windows for all users."""

import hashlib
import os
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from release.archives import files_in
from release.mingw import compile_windows
from release.project import (
    AUTHORS,
    BUILD,
    PACKAGING,
    ROOT,
    URLS,
    VERSION,
    empty_folder,
    require,
    run,
    source_date,
)

_UPGRADE_CODE: Final = uuid.UUID("9f0c9a53-0f5c-4c3c-8e7d-5b3a4d0f6a11")
"""The same in each version: by it, Windows knows which program an installer replaces."""

_REFUSE_IF_RUNNING: Final = "RefuseIfRunning"
_SCHEDULE: Final = (
    "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RefuseIfRunning', 1399)"
)
"""Runs it before InstallValidate; wixl would add this row in an order that changes each time."""

_PATHS: Final = {"Source", "SourceFile"}
"""Attributes with paths of files that are built in."""

_ICON: Final = ROOT / "resources" / "icons" / "briefing-app.ico"
_REGISTRY: Final = {
    (r"Software\Classes\.briefing", ""): "Briefing.Document",
    (r"Software\Classes\.db\OpenWithProgids", "Briefing.Document"): "",
    (r"Software\Classes\Briefing.Document", ""): "Briefing",
    (r"Software\Classes\Briefing.Document\DefaultIcon", ""): "[INSTALLDIR]Briefing.exe,0",
    (r"Software\Classes\Briefing.Document\shell\open\command", ""): (
        '"[INSTALLDIR]Briefing.exe" "%1"'
    ),
}


def build_msi(folder: Path, target: Path, version: str = VERSION) -> None:
    """Build the MSI, which installs the folder for all users.

    Another content is another product and package, also of the same version: Windows would take it
    for one that is installed already, and do nothing.

    Args:
        folder: The folder for Windows.
        target: The file to write.
        version: The version that Windows compares with that of an installed program.
    """
    require(["wixl", "msibuild", "faketime"], "package")
    helper = target.with_suffix(".dll")
    compile_windows(helper, "-shared", PACKAGING / "windows" / "installer.c", "-lmsi")
    wix = _wix(folder, helper, version)
    content = _content(wix, [*files_in(folder), helper, _ICON])
    wix[0].set("Id", _guid("product", content))
    source = target.with_suffix(".wxs")
    tree = ElementTree(wix)
    indent(tree)
    tree.write(source, encoding="utf-8", xml_declaration=True)
    # wixl writes a random number, which msibuild replaces, and the current time into the file.
    clock = ("faketime", "-f", f"{datetime.fromtimestamp(source_date(), UTC):%Y-%m-%d %H:%M:%S}")
    run(*clock, "wixl", "--arch", "x64", "--output", target, source, TZ="UTC")
    msibuild = (*clock, "msibuild", target)
    package = _guid("package", content)
    run(*msibuild, "-s", "Briefing", AUTHORS, "x64;2057", package, TZ="UTC")
    run(*msibuild, "-q", _SCHEDULE, TZ="UTC")
    source.unlink()
    helper.unlink()


def _content(wix: Element, files: list[Path]) -> str:
    """Return a digest of what is installed, and how; it is the same on every computer."""
    digest = hashlib.sha256()
    for element in wix.iter():
        attributes = {name: value for name, value in element.items() if name not in _PATHS}
        digest.update(f"{element.tag} {attributes}\n".encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _wix(folder: Path, helper: Path, version: str) -> Element:
    """Return the description of the product, without its code, from which wixl makes the MSI."""
    wix = Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    product = SubElement(
        wix,
        "Product",
        UpgradeCode=_braced(_UPGRADE_CODE),
        Name="Briefing",
        Version=version,
        Manufacturer=AUTHORS,
        Language="2057",
    )
    SubElement(
        product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine"
    )
    SubElement(
        product,
        "MajorUpgrade",
        AllowSameVersionUpgrades="yes",
        DowngradeErrorMessage="A newer version of Briefing is installed.",
    )
    # Every file is replaced: by default Windows keeps those whose version is not older.
    SubElement(product, "Property", Id="REINSTALLMODE", Value="amus")
    SubElement(product, "Binary", Id="installer.dll", SourceFile=str(helper))
    SubElement(
        product,
        "CustomAction",
        Id=_REFUSE_IF_RUNNING,
        BinaryKey="installer.dll",
        DllEntry=_REFUSE_IF_RUNNING,
    )
    SubElement(product, "Media", Id="1", Cabinet="briefing.cab", EmbedCab="yes")
    SubElement(product, "Icon", Id="briefing.ico", SourceFile=str(_ICON))
    SubElement(product, "Property", Id="ARPPRODUCTICON", Value="briefing.ico")
    if "Issues" in URLS:  # the help link among the installed programs
        SubElement(product, "Property", Id="ARPHELPLINK", Value=URLS["Issues"])
    root = SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = SubElement(root, "Directory", Id="ProgramFiles64Folder")
    install = SubElement(programs, "Directory", Id="INSTALLDIR", Name="Briefing")
    SubElement(root, "Directory", Id="ProgramMenuFolder")
    feature = SubElement(product, "Feature", Id="Briefing", Level="1")

    directories = {folder: install}
    for path in files_in(folder):
        component = _component(_directory(path.parent, folder, directories), feature, path, folder)
        name = _identifier("file", path.relative_to(folder))
        file = SubElement(
            component, "File", Id=name, Name=path.name, Source=str(path), KeyPath="yes"
        )
        if path == folder / "Briefing.exe":
            SubElement(
                file,
                "Shortcut",
                Id="StartMenu",
                Directory="ProgramMenuFolder",
                Name="Briefing",
                WorkingDirectory="INSTALLDIR",
                Icon="briefing.ico",
                Advertise="yes",
            )
    registry = SubElement(
        install, "Component", Id="Association", Guid=_guid("component", "association"), Win64="yes"
    )
    SubElement(feature, "ComponentRef", Id="Association")
    for number, ((key, name), value) in enumerate(_REGISTRY.items()):
        entry = SubElement(
            registry, "RegistryValue", Root="HKLM", Key=key, Value=value, Type="string"
        )
        if name:
            entry.set("Name", name)
        if number == 0:
            entry.set("KeyPath", "yes")
    return wix


def _directory(path: Path, folder: Path, directories: dict[Path, Element]) -> Element:
    """Return the element of a folder, which is added to that of its parent if it is new."""
    if path not in directories:
        parent = _directory(path.parent, folder, directories)
        name = _identifier("folder", path.relative_to(folder))
        directories[path] = SubElement(parent, "Directory", Id=name, Name=path.name)
    return directories[path]


def _component(directory: Element, feature: Element, path: Path, folder: Path) -> Element:
    """Return the component of a file; Windows Installer counts its uses by a number of its own."""
    name = path.relative_to(folder)
    component_id = _identifier("component", name)
    SubElement(feature, "ComponentRef", Id=component_id)
    guid = _guid("component", name.as_posix())
    return SubElement(directory, "Component", Id=component_id, Guid=guid, Win64="yes")


def _identifier(kind: str, path: Path) -> str:
    """Return an identifier that is the same in each version."""
    return f"{kind}_{hashlib.sha256(path.as_posix().encode()).hexdigest()[:32]}"


def _guid(kind: str, name: str) -> str:
    return _braced(uuid.uuid5(_UPGRADE_CODE, f"{kind} {name}"))


def _braced(guid: uuid.UUID) -> str:
    return f"{{{guid}}}".upper()


def check_same_bytes() -> None:
    """Stop if the MSI depends on where, when and in which order its files were made."""
    made: list[bytes] = []
    for names in (("Briefing.exe", "app/a", "app/b"), ("app/b", "app/a", "Briefing.exe")):
        work = empty_folder(BUILD / f"same-bytes-{len(made)}")
        for name in names:
            path = work / "Briefing" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
            os.utime(path, (len(made) * 1e9, len(made) * 1e9))
        build_msi(work / "Briefing", work / "Briefing.msi")
        made.append((work / "Briefing.msi").read_bytes())
        time.sleep(1)  # the times in an MSI are in seconds
    if made[0] != made[1]:
        sys.exit("Building the MSI twice gives different bytes.")
    print("MSI: the same files give the same bytes")
