"""Builds a wheelhouse: all that pip needs without a network, for one system and Python."""

import argparse
import re
import shutil
import sys
from pathlib import Path
from typing import Final

from release.archives import write_zip
from release.pins import runtime_pins
from release.project import (
    BUILD,
    DIST,
    PACKAGING,
    ROOT,
    VERSION,
    empty_folder,
    report_size,
    run,
    source_date,
)

_PLATFORMS: Final = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_x86_64"),
    "macos": ("macosx_13_0_universal2", "macosx_13_0_arm64"),
}
"""The platforms that wheels are named for, newest first. Qt has none for older systems."""

_LIMIT_MB: Final = 200


def build(platform: str, python: str) -> Path:
    """Build the folder with the wheels.

    Args:
        platform: ``windows``, ``linux`` or ``macos``.
        python: The version, like 3.12.

    Returns:
        The folder.
    """
    name = f"briefing-app-{VERSION}-wheels-{platform}-python{python}"
    folder = empty_folder(BUILD / "wheelhouse" / name)
    wheels = folder / "wheels"
    wheels.mkdir()
    requirements = BUILD / "wheelhouse" / "requirements.txt"
    requirements.write_text(pins_for(python), encoding="utf-8")
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", wheels),
        *("--python-version", python, "--implementation", "cp"),
        *(word for each in _PLATFORMS[platform] for word in ("--platform", each)),
        *("--requirement", requirements),
    )
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, ROOT),
        SOURCE_DATE_EPOCH=str(source_date()),
    )
    [own] = wheels.glob("briefing_app-*.whl")
    digest = run(sys.executable, "-m", "pip", "hash", own).split("sha256:")[1].strip()
    lines = f"{requirements.read_text(encoding='utf-8')}briefing-app=={VERSION} \\\n"
    pinned = f"{lines}    --hash=sha256:{digest}\n"
    (folder / "requirements.txt").write_text(pinned, encoding="utf-8")
    script = "install.cmd" if platform == "windows" else "install.sh"
    shutil.copy(PACKAGING / "wheelhouse" / script, folder / script)
    # The wheels are for this Python; a computer may have others.
    text = (folder / script).read_bytes().replace(b"@PYTHON@", python.encode())
    (folder / script).write_bytes(text)
    shutil.copyfile(PACKAGING / "wheelhouse" / "README.txt", folder / "README.txt")
    check(folder, platform, python)
    return folder


def pins_for(python: str) -> str:
    """Return the pins whose markers hold: pip judges them by the Python that it runs in."""
    minor = int(python.partition(".")[2])
    kept = []
    for block in re.findall(r"^\S.*\n(?:[ ].*\n?)*", runtime_pins(), re.MULTILINE):
        marker = re.search(r" ; python_full_version (<|>=) '3\.(\d+)'", block)
        if marker is None or (minor < int(marker[2])) == (marker[1] == "<"):
            kept.append(re.sub(r" ;[^\\]*\\", r" \\", block, count=1))
    return "".join(kept)


def check(folder: Path, platform: str, python: str) -> None:
    """Install from the folder for its platform, without an index; stop if that fails."""
    target = empty_folder(BUILD / "wheelhouse" / "installed")
    platforms = {"windows": "x86_64-pc-windows-msvc", "linux": "x86_64-manylinux_2_34"}
    run(
        *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-index", "--offline"),
        *("--find-links", folder / "wheels", "--target", target, "--python-version", python),
        *("--python-platform", platforms.get(platform, "aarch64-apple-darwin")),
        *("--no-deps", "--require-hashes", "--requirements", folder / "requirements.txt"),
    )
    if not (target / "briefing_app" / "data" / "report.db").exists():
        sys.exit(f"{folder.name}: the program is incomplete.")
    shutil.rmtree(target)


def main() -> None:
    """Build the wheelhouse, check it and write it to a ZIP archive."""
    parser = argparse.ArgumentParser(prog="make wheelhouse", description=main.__doc__)
    parser.add_argument("platform", choices=_PLATFORMS)
    parser.add_argument("python", choices=["3.11", "3.12", "3.13", "3.14"])
    options = parser.parse_args()
    folder = build(options.platform, options.python)
    archive = DIST / f"{folder.name}.zip"
    write_zip(folder, archive)
    report_size(archive, _LIMIT_MB)


if __name__ == "__main__":
    main()
