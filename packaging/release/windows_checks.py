"""Checks of the folder for Windows and of its MSI, which need no Windows."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from release.archives import files_in
from release.project import BUILD, ROOT, URLS, run
from release.windows_folder import MODULES, PACKAGES, PYTHON, imported_libraries

_NOT_EMBEDDED: Final = frozenset(
    {"tkinter", "turtle", "idlelib", "ensurepip", "venv", "lib2to3", "test"}
)
"""Modules that the embeddable Python leaves out."""

_OF_PYTHON: Final = frozenset(
    {f"python{PYTHON[0]}{PYTHON[1]}.dll", "python3.dll", "vcruntime140.dll", "vcruntime140_1.dll"}
)
_OF_WINDOWS: Final = frozenset(
    {
        *(
            "advapi32.dll",
            "authz.dll",
            "bcrypt.dll",
            "bcryptprimitives.dll",
            "combase.dll",
            "comctl32.dll",
        ),
        *("comdlg32.dll", "crypt32.dll", "cryptbase.dll", "d3d11.dll", "d3d12.dll", "d3d9.dll"),
        *("dcomp.dll", "dbghelp.dll", "dnsapi.dll", "dwmapi.dll", "dwrite.dll", "dxgi.dll"),
        *(
            "gdi32.dll",
            "icuuc.dll",
            "imm32.dll",
            "iphlpapi.dll",
            "kernel32.dll",
            "mpr.dll",
            "mscms.dll",
            "msvcrt.dll",
        ),
        *("netapi32.dll", "ntdll.dll", "ole32.dll", "oleaut32.dll", "opengl32.dll", "pdh.dll"),
        *("powrprof.dll", "propsys.dll", "psapi.dll", "rpcrt4.dll", "secur32.dll", "setupapi.dll"),
        *(
            "shcore.dll",
            "shell32.dll",
            "shlwapi.dll",
            "user32.dll",
            "userenv.dll",
            "uiautomationcore.dll",
        ),
        *("usp10.dll", "uxtheme.dll", "version.dll", "winhttp.dll", "winmm.dll", "winspool.drv"),
        *("ws2_32.dll", "wsock32.dll", "wtsapi32.dll", "d2d1.dll"),
    }
)
"""Libraries that Windows 10 has; those that start with api-ms-win or ext-ms-win are its own too."""


_RUN_PROGRAM: Final = "from briefing_app.__main__ import main; sys.exit(main())"

_COMPATIBILITY: Final = "{urn:schemas-microsoft-com:compatibility.v1}"
_WINDOWS_10: Final = "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"
"""What stands for Windows 10 and 11 in a manifest."""


def check_folder(folder: Path) -> None:
    """Stop if a module or a library is missing in the folder, or a launcher's manifest is wrong.

    Args:
        folder: The folder for Windows, with or without Python.
    """
    missing = sorted({*missing_modules(PACKAGES), *_missing_libraries(folder)})
    if missing:
        sys.exit("Missing in the folder for Windows:\n" + "\n".join(missing))
    for name in ("Briefing.exe", "briefing-app.exe"):
        _check_manifest(folder / name)
    originals = sorted((ROOT / "briefing_app").rglob("*.py"))
    copies = sorted((PACKAGES / "briefing_app").rglob("*.py"))
    if [path.read_bytes() for path in originals] != [path.read_bytes() for path in copies]:
        sys.exit("The program in the folder differs from this checkout.")
    _check_archive(folder / "app")
    print(f"{folder.name}: {len(list(files_in(folder)))} files, no module or library is missing")


def _check_archive(app: Path) -> None:
    """Stop if the program doesn't run from the archive, with a command that needs no Windows."""
    code = f"import sys; sys.path[:0] = {[str(app / MODULES), str(app)]}\n{_RUN_PROGRAM}"
    command = (sys.executable, "-I", "-S", "-c", code, "check", app / "data" / "report.db")
    run(*command, XDG_DATA_HOME=str(BUILD / "personal"))


def _check_manifest(program: Path) -> None:
    """Stop if Windows would treat a program as one that knows no long paths and no Windows 10."""
    import pefile  # noqa: PLC0415, only environments that build packages have it

    with pefile.PE(str(program)) as parsed:
        kinds = {kind.id: kind for kind in parsed.DIRECTORY_ENTRY_RESOURCE.entries}
        [manifest] = kinds[pefile.RESOURCE_TYPE["RT_MANIFEST"]].directory.entries
        place = manifest.directory.entries[0].data.struct
        text = parsed.get_data(place.OffsetToData, place.Size).decode()
    found = ET.fromstring(text)  # noqa: S314, our own
    settings = "{http://schemas.microsoft.com/SMI/2016/WindowsSettings}"
    systems = [each.get("Id") for each in found.iter(f"{_COMPATIBILITY}supportedOS")]
    if found.findtext(f".//{settings}longPathAware") != "true" or systems != [_WINDOWS_10]:
        sys.exit(f"{program.name}: its manifest lacks long paths or Windows 10: {text}")


def _missing_libraries(folder: Path) -> Iterator[str]:
    libraries = [path for path in files_in(folder) if path.suffix in {".dll", ".pyd", ".exe"}]
    present = {path.name.lower() for path in libraries}
    if not (folder / "runtime").exists():
        present |= _OF_PYTHON
    for path in libraries:
        for name in imported_libraries(path) - present:
            if name not in _OF_WINDOWS and not name.startswith(("api-ms-win-", "ext-ms-win-")):
                yield f"{name}, needed by {path.relative_to(folder)}"


def missing_modules(app: Path) -> Iterator[str]:
    """Yield the modules that are not there, of all that the program imports anywhere.

    Of other packages, what they import in functions or if they can is left out.
    """
    waiting = [(path, True) for path in (app / "briefing_app").rglob("*.py")]
    seen = {path for path, _ in waiting}
    while waiting:
        path, is_ours = waiting.pop()
        for name in _imports(path, app, everywhere=is_ours):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names:
                if top in _NOT_EMBEDDED:
                    yield f"{name}, imported by {path.relative_to(app)}"
                continue
            found = _module_file(app, name)
            if found is None:
                yield f"{name}, imported by {path.relative_to(app)}"
            elif found.suffix == ".py" and found not in seen:
                seen.add(found)
                waiting.append((found, found.is_relative_to(app / "briefing_app")))


def _module_file(app: Path, name: str) -> Path | None:
    """Return the file of a module; for a name that a package defines, the package's file."""
    path = app.joinpath(*name.split("."))
    for candidate in (path / "__init__.py", path.with_suffix(".py"), path.with_suffix(".pyd")):
        if candidate.exists():
            return candidate
    for candidate in path.parent.glob(f"{path.name}.*.pyd"):
        return candidate
    return None


def _imports(path: Path, app: Path, *, everywhere: bool) -> Iterator[str]:
    """Yield the modules that a module imports.

    Args:
        path: The module.
        app: The folder that modules are imported from.
        everywhere: Whether imports in functions and in ``try`` are included.
    """
    package = path.parent.relative_to(app).parts
    waiting: list[ast.AST] = [ast.parse(path.read_bytes())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parent = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*parent, *filter(None, [node.module])))
            yield base
            for alias in node.names:
                if _module_file(app, f"{base}.{alias.name}") is not None:
                    yield f"{base}.{alias.name}"
        elif everywhere or not isinstance(
            node, ast.Try | ast.If | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
        ):
            waiting += ast.iter_child_nodes(node)


def check_msi(msi: Path, folder: Path) -> None:
    """Stop if the MSI doesn't install just the folder's files, or has another help link.

    Args:
        msi: The MSI.
        folder: The folder that it was made from.
    """
    names = {row[0]: (row[1], row[2].split("|")[-1]) for row in _table(msi, "Directory")}
    components = {row[0]: row[2] for row in _table(msi, "Component")}

    def path_of(directory: str) -> tuple[str, ...]:
        parent, name = names[directory]
        return () if directory == "INSTALLDIR" else (*path_of(parent), name)

    listed = {
        ("/".join((*path_of(components[row[1]]), row[2].split("|")[-1])), int(row[3]))
        for row in _table(msi, "File")
    }
    held = {(path.relative_to(folder).as_posix(), path.stat().st_size) for path in files_in(folder)}
    if listed != held:
        sys.exit(f"{msi.name} differs from the folder: {sorted(listed ^ held)[:10]}")
    properties = {row[0]: row[1] for row in _table(msi, "Property")}
    if properties.get("ARPHELPLINK") != URLS.get("Issues"):
        sys.exit(f"{msi.name}: its help link is {properties.get('ARPHELPLINK')}")
    print(f"{msi.name}: {len(listed)} files, those of the folder")


def _table(msi: Path, name: str) -> list[list[str]]:
    """Return the rows of one of the MSI's tables."""
    lines = run("msiinfo", "export", msi, name).splitlines()
    return [line.split("\t") for line in lines[3:]]
