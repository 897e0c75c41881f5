"""Builds the folder for Windows, on Linux: launchers, Python, libraries and the program."""

import hashlib
import os
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Final

from release.archives import files_in, write_modules
from release.licences import (
    LICENCES,
    package_environment,
    python_component,
    write_notice,
    write_sbom,
)
from release.mingw import compile_resources, compile_windows, require_compiler
from release.pins import runtime_pins
from release.project import (
    AUTHORS,
    BUILD,
    PACKAGING,
    ROOT,
    VERSION,
    empty_folder,
    run,
    source_date,
    write_documents,
)
from release.trimming import is_unused, reachable

FOLDER: Final = BUILD / "windows" / f"Briefing-{VERSION}"
SBOM: Final = BUILD / "windows" / f"Briefing-{VERSION}-windows.cdx.json"
"""The list of the folder's parts."""

WHEELS: Final = BUILD / "wheel"
"""The program's own wheel."""

PACKAGES: Final = BUILD / "windows" / "packages"
"""The packages that the folder is made from, with the source of each module."""

MODULES: Final = "modules.zip"
"""The archive in ``app`` with the modules of all packages that consist of nothing else."""

PYTHON: Final = (3, 13)
"""The Python whose embeddable archive and wheels are used."""

_SOURCES: Final = PACKAGING / "windows"
PYTHON_NAME: Final = f"python{PYTHON[0]}{PYTHON[1]}"
_PATHS: Final = f"{PYTHON_NAME}.zip\n.\n..\\app\\{MODULES}\n..\\app\n"
"""Where the folder's Python looks for modules; with this file it ignores PYTHONPATH."""

_LOCAL_METADATA: Final = {"INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}
_IMPORTS: Final = [
    1,
    13,
]  # the directories of a library that name others: imports and delayed imports


def build(python_zip: Path | None) -> None:
    """Build the folder.

    Args:
        python_zip: The embeddable Python of python.org, or None to leave Python out.
    """
    if sys.version_info[:2] != PYTHON:
        sys.exit(f"The folder for Windows is compiled by Python {PYTHON[0]}.{PYTHON[1]}.")
    require_compiler()
    empty_folder(FOLDER.parent)
    FOLDER.mkdir()
    app = FOLDER / "app"
    _install_packages(PACKAGES)
    _trim(PACKAGES)
    _compile_modules(PACKAGES)
    make_app(PACKAGES, app)
    shutil.copyfile(_SOURCES / "launch.py", app / "launch.py")
    if python_zip is not None:
        _unpack_python(python_zip, FOLDER / "runtime")
    build_launchers(FOLDER)
    _write_licences(app, python_zip)
    write_documents(FOLDER, _SOURCES / "README.txt", "\r\n")
    for path in files_in(FOLDER):
        os.utime(path, (source_date(), source_date()))


def _install_packages(packages: Path) -> None:
    """Install the program's wheel and the pinned wheels for Windows that it needs."""
    empty_folder(WHEELS)
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", WHEELS, ROOT),
        SOURCE_DATE_EPOCH=str(source_date()),
    )
    requirements = BUILD / "windows" / "requirements.txt"
    requirements.write_text(runtime_pins(), encoding="utf-8")
    install = (
        *(
            sys.executable,
            "-m",
            "uv",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--target",
            packages,
        ),
        *("--python-platform", "x86_64-pc-windows-msvc", "--link-mode", "copy"),
        *("--python-version", ".".join(map(str, PYTHON)), "--only-binary", ":all:"),
    )
    run(*install, "--require-hashes", "--requirements", requirements)
    run(*install, *WHEELS.glob("*.whl"))


def _trim(packages: Path) -> None:
    """Remove what nothing uses, and what depends on the place and time of the installation."""
    for name in ("bin", "Scripts", "share", ".lock"):
        path = packages / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for path in files_in(packages):
        name = path.relative_to(packages).as_posix()
        is_local = path.parent.suffix == ".dist-info" and path.name in _LOCAL_METADATA
        if is_local or is_unused(name):
            path.unlink()
    _remove_unlinked_libraries(packages)


def _remove_unlinked_libraries(packages: Path) -> None:
    """Remove the libraries that no module and no plug-in is linked to."""
    libraries = [path for path in files_in(packages) if path.suffix in {".dll", ".pyd"}]
    needed = {path.name.lower(): imported_libraries(path) for path in libraries}
    roots = [
        path.name.lower() for path in libraries if path.suffix == ".pyd" or "plugins" in path.parts
    ]
    linked = reachable(roots, needed)
    for path in libraries:
        if path.name.lower() not in linked:
            path.unlink()


def imported_libraries(path: Path) -> set[str]:
    """Return the names, in lower case, of the libraries that a library for Windows is linked to."""
    import pefile  # noqa: PLC0415, only environments that build packages have it

    with pefile.PE(str(path), fast_load=True) as library:
        library.parse_data_directories(_IMPORTS)
        tables = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
        entries = [entry for table in tables for entry in getattr(library, table, ())]
        return {entry.dll.decode().lower() for entry in entries}


def _compile_modules(packages: Path) -> None:
    """Compile all modules; the result depends on nothing but the source."""
    run(
        *(sys.executable, "-m", "compileall", "-q", "-b", "-s", packages, "-p", "app"),
        *("--invalidation-mode", "unchecked-hash", packages),
        PYTHONHASHSEED="0",
    )


def make_app(packages: Path, app: Path) -> None:
    """Lay out what Python runs: without sources, and with as few files as imports allow.

    Python imports a package from an archive only if it consists of nothing but modules.

    Args:
        packages: The packages, each module with the compiled one beside it.
        app: The folder that is made.
    """
    app.mkdir()
    for name in ("data", "resources"):  # what the wheel has in the program's package
        (packages / "briefing_app" / name).rename(app / name)
    archived: list[Path] = []
    for top in sorted(packages.iterdir()):
        files = [path for path in files_in(top) if path.suffix != ".py"] if top.is_dir() else [top]
        if all(path.suffix in {".py", ".pyc"} for path in files):
            archived += (path for path in files if path.suffix == ".pyc")
            continue
        for path in files:
            target = app / path.relative_to(packages)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    write_modules(packages, archived, app / MODULES)
    for record in app.glob("*.dist-info/RECORD"):
        lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if (app / line.split(",")[0]).exists()]
        record.write_text("".join(kept), encoding="utf-8")


def require_known(archive: Path) -> None:
    """Stop if an embeddable Python is not in the list of those that may be shipped."""
    known = (_SOURCES / "python-zips.txt").read_text(encoding="utf-8").splitlines()
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if f"{digest}  {archive.name}" not in known:
        sys.exit(f"{archive.name} with SHA-256 {digest} is not in {_SOURCES / 'python-zips.txt'}.")


def _unpack_python(archive: Path, runtime: Path) -> None:
    with zipfile.ZipFile(archive) as content:
        content.extractall(runtime)
    (runtime / f"{PYTHON_NAME}._pth").write_text(_PATHS, encoding="utf-8", newline="\r\n")


def build_launchers(folder: Path) -> None:
    """Compile the two programs that start Python into a folder."""
    resources = empty_folder(BUILD / "launcher") / "launcher.o"
    compile_resources(
        resources,
        _SOURCES / "launcher.rc",
        ICON_FILE=f'\\"{ROOT / "resources" / "icons" / "briefing-app.ico"}\\"',
        MANIFEST_FILE=f'\\"{_SOURCES / "launcher.manifest"}\\"',
        AUTHORS=f'\\"{AUTHORS}\\"',
        VERSION_NUMBERS=",".join([*VERSION.split("."), "0", "0", "0"][:4]),
        VERSION_TEXT=f'\\"{VERSION}\\"',
    )
    library = f'-DPYTHON_LIBRARY=L"{PYTHON_NAME}.dll"'
    for name, options in {
        "Briefing.exe": ("-mwindows",),
        "briefing-app.exe": ("-mconsole", "-DCONSOLE"),
    }.items():
        source = _SOURCES / "launcher.c"
        compile_windows(folder / name, *options, library, source, resources, "-lshell32")


def _write_licences(app: Path, python_zip: Path | None) -> None:
    components = []
    licences = app / LICENCES
    if python_zip is not None:
        text = (FOLDER / "runtime" / "LICENSE.txt").read_bytes()
        (licences / "Python.txt").write_bytes(text)
        components.append(python_component(python_zip.name.split("-")[1]))
    environment = package_environment(app, "windows-packages")
    write_notice(environment, app, licences, FOLDER / "LICENCES.txt")
    write_sbom(environment, components, SBOM)
