"""The wheel works outside the checkout, and the pinned versions match pyproject.toml."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Sequence
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import briefing_app
from briefing_app.cli.self_test import TARGETS
from briefing_app.gui.os_integration.start_up import LINUX_PACKAGES

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(
    command: Sequence[str | Path], folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed, without this checkout or a screen in its environment."""
    left_out = {"PYTHONPATH", "PYTHONHOME", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    inherited = {key: value for key, value in os.environ.items() if key not in left_out}
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**inherited, **environment},
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the source archive and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("built")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT], folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """Return the wheel's path."""
    [path] = built.glob("*.whl")
    return path


class Installation:
    """A new virtual environment with the wheel installed, and a working folder outside it."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder / "environment"
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        venv.create(self.folder)
        variables = {"base": str(self.folder), "platbase": str(self.folder)}
        scripts = Path(sysconfig.get_path("scripts", "venv", variables))
        packages = Path(sysconfig.get_path("purelib", "venv", variables))
        self.python = scripts / ("python.exe" if os.name == "nt" else "python")
        self.briefing_app = scripts / ("briefing-app.exe" if os.name == "nt" else "briefing-app")
        pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", self.python, "install"]
        options = ("--quiet", "--no-index", "--no-deps", "--no-compile")
        run([*pip, *options, wheel], self.elsewhere)
        # Qt and the other libraries come from the environment of the tests. Its .pth files are not
        # read this way, so the checkout is not importable.
        (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Installation:
    """Return the wheel, installed outside the checkout."""
    return Installation(tmp_path_factory.mktemp("installed"), wheel)


def test_wheel_contains_resources_and_bundled_briefing(wheel: Path) -> None:
    files = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    files = [path for path in files if path.parent.name != "desktop"]
    files.append(ROOT / "data" / "report.db")
    expected = {f"briefing_app/{path.relative_to(ROOT).as_posix()}": path for path in files}
    for path in (ROOT / "docs" / "guide").iterdir():
        expected[f"briefing_app/resources/guide/{path.name}"] = path
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if not name.endswith(".py")}
        assert {name for name in carried if name.startswith("briefing_app/")} == set(expected)
        for name, path in expected.items():
            assert archive.read(name) == path.read_bytes(), name


def test_wheel_contains_the_changes_and_what_a_desktop_needs(wheel: Path) -> None:
    desktop = ROOT / "resources" / "desktop"
    expected = {
        "doc/briefing-app/CHANGELOG.md": ROOT / "CHANGELOG.md",
        "man/man1/briefing-app.1": desktop / "briefing-app.1",
        "applications/briefing-app.desktop": desktop / "briefing-app.desktop",
        "metainfo/briefing-app.metainfo.xml": desktop / "briefing-app.metainfo.xml",
        "mime/packages/briefing-app.xml": desktop / "briefing-app.xml",
        "icons/hicolor/256x256/apps/briefing-app.png": ROOT / "resources/icons/briefing-app.png",
        "icons/hicolor/scalable/apps/briefing-app.svg": ROOT / "resources/icons/briefing-app.svg",
    }
    with zipfile.ZipFile(wheel) as archive:
        shared = {
            name.partition(".data/data/share/")[2]: archive.read(name)
            for name in archive.namelist()
            if ".data/data/" in name
        }
    assert shared == {name: path.read_bytes() for name, path in expected.items()}


def test_wheel_states_every_licence_and_contains_its_text(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode("utf-8"))
        stated = metadata.get_all("License-File") or []
        folder = name.removesuffix("METADATA") + "licenses/"
        texts = {license_file: archive.read(folder + license_file) for license_file in stated}
    assert metadata["License-Expression"] == "MIT AND OFL-1.1 AND ISC"
    found = (ROOT / "resources").glob("*/OFL-*")
    fonts = {path.relative_to(ROOT).as_posix() for path in found}
    assert set(texts) == {"LICENSE", "resources/icons/LICENSE.txt", *fonts}
    assert all(texts.values())


def test_wheel_contains_the_program_without_its_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        modules = {name for name in archive.namelist() if name.endswith(".py")}
    package = ROOT / "briefing_app"
    assert modules == {path.relative_to(ROOT).as_posix() for path in package.rglob("*.py")}


def test_source_archive_contains_what_building_testing_and_checking_need(built: Path) -> None:
    [path] = built.glob("*.tar.gz")
    contents = {}
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                contents[member.name.partition("/")[2]] = file.read()
    used = [ROOT / name for name in (".gitignore", "LICENSE", "Makefile", "data/report.db")]
    used += [*ROOT.glob("*.md"), *ROOT.glob("*.toml")]
    for folder in (".ci", ".github", "LICENSES", "docs", "packaging", "resources"):
        used += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    for folder in ("briefing_app", "tests", "tools"):
        used += (ROOT / folder).rglob("*.py")
    used += (ROOT / "tests").rglob("*.ttf")
    for path in used:
        name = path.relative_to(ROOT).as_posix()
        assert "__pycache__" in name or contents.get(name) == path.read_bytes(), name


def test_installed_command_prints_its_version(installation: Installation) -> None:
    done = run([installation.briefing_app, "--version"], installation.elsewhere)
    assert briefing_app.__version__ in done.stdout


def test_installed_program_uses_its_own_code_and_data(installation: Installation) -> None:
    code = (
        "from briefing_app.files import paths\n"
        "print(paths.__file__, paths.BUNDLED_BRIEFING, paths.FONTS, paths.ICONS, sep='\\n')"
    )
    done = run([installation.python, "-c", code], installation.elsewhere)
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(installation.folder.resolve())
        assert Path(line).exists()


def test_every_part_of_the_installed_program_works_and_nothing_is_kept(
    installation: Installation, tmp_path: Path
) -> None:
    data, temporary = (tmp_path / name for name in ("data", "temporary"))
    data.mkdir()
    temporary.mkdir()
    done = run(
        [installation.briefing_app, "self-test"],
        installation.elsewhere,
        XDG_DATA_HOME=str(data),
        LOCALAPPDATA=str(data),
        TMPDIR=str(temporary),
    )
    assert done.stderr == ""
    assert done.stdout.startswith(f"Briefing {briefing_app.__version__}\nPython 3.")
    assert re.search(r"^PySide6-Essentials \d", done.stdout, re.MULTILINE)
    steps = re.findall(r"^ok +(.+) \([0-9.]+ s\)$", done.stdout, re.MULTILINE)
    assert steps == [
        "check the bundled briefing",
        *(f"export {kind.name}: {name}" for kind, names in TARGETS.items() for name in names),
        "draw the window",
        "find the guide",
    ]
    assert done.stdout.endswith("\nEverything works.\n")
    assert list(tmp_path.rglob("*")) == [data, temporary]


def test_make_installs_the_system_packages_that_the_program_names() -> None:
    script = (ROOT / ".ci" / "system-packages").read_text(encoding="utf-8")
    match = re.search(r"^run=\(\n(.*?)^\)", script, re.MULTILINE | re.DOTALL)
    assert match
    assert set(LINUX_PACKAGES) == set(match[1].split())


def pins(file: str) -> dict[str, list[str]]:
    """Return each pinned package of a constraints file with its pin and hash lines."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "packaging" / file).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = canonicalize_name(match[1])
        if name and not line.lstrip().startswith("#"):
            found.setdefault(name, []).append(line)
    return found


def requirements(*extras: str) -> list[Requirement]:
    """Return the requirements of the project and of the extras."""
    project = PYPROJECT["project"]
    named = [text for extra in extras for text in project["optional-dependencies"][extra]]
    return [Requirement(text) for text in [*project["dependencies"], *named]]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(
    ("file", "extras"),
    [
        ("constraints.txt", ["build"]),
        ("constraints-dev.txt", ["build", "test", "check"]),
        ("constraints-package.txt", ["package"]),
    ],
)
def test_every_requirement_is_pinned_once_within_its_bounds(
    file: str, extras: list[str], python: str
) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}

    def holds(requirement: Requirement) -> bool:
        return requirement.marker is None or requirement.marker.evaluate(environment)

    pinned = pins(file)
    for requirement in filter(holds, requirements(*extras)):
        lines = pinned[canonicalize_name(requirement.name)]
        candidates = [Requirement(line.rstrip(" \\")) for line in lines if "==" in line]
        [chosen] = filter(holds, candidates)
        [version] = chosen.specifier
        assert requirement.specifier.contains(version.version), requirement


@pytest.mark.parametrize("file", ["constraints-dev.txt", "constraints-package.txt"])
def test_program_is_tested_and_packaged_with_the_versions_it_runs_with(file: str) -> None:
    everything = pins(file)
    for name, lines in pins("constraints.txt").items():
        assert everything[name] == lines


@pytest.mark.parametrize(
    "file",
    [
        "constraints.txt",
        "constraints-dev.txt",
        "constraints-package.txt",
        "constraints-clients.txt",
    ],
)
def test_every_pin_has_hashes_and_no_file_contains_an_address(file: str) -> None:
    assert all(any("--hash=sha256:" in line for line in lines) for lines in pins(file).values())
    text = (ROOT / "packaging" / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_calls_into_qt_leak_no_reference_to_none() -> None:
    # One PySide6 build dropped a reference to None in each call that returns nothing. Before
    # Python 3.12 the interpreter aborts when none is left; it starts with a few thousand.
    code = (
        "from PySide6.QtGui import QImage\n"
        "image = QImage(1, 1, QImage.Format.Format_Mono)\n"
        "for _ in range(50_000):\n"
        "    image.fill(0)\n"
    )
    run([sys.executable, "-c", code], ROOT)
