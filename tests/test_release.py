"""The tools that build bundles and packages, and that everything states one version."""

import gzip
import json
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
import typst
from release import (
    addresses,
    archives,
    bundle,
    deb,
    licences,
    pins,
    project,
    windows_checks,
    windows_folder,
)
from release.library_licences import library_licence
from release.manual_page import MANUAL_PAGE, manual_page
from release.trimming import is_unused, reachable

from briefing_app import __version__
from briefing_app.cli.main import COMMANDS
from briefing_app.files.licences import installed_licences

ROOT: Final = Path(__file__).resolve().parents[1]
METAINFO: Final = ROOT / "resources" / "desktop" / "briefing-app.metainfo.xml"


def test_version_and_date_agree_in_changelog_and_metainfo() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[(.+?)\] - (.+)$", changelog, re.MULTILINE)
    assert newest
    release = ET.parse(METAINFO).getroot().find("releases/release")
    assert release is not None
    assert newest[1] == release.get("version") == __version__
    assert newest[2] == release.get("date")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert headings[:2] == ["Unreleased", __version__]
    time.strptime(newest[2], "%Y-%m-%d")


_ADDRESSES: Final = {"Homepage": "https://a.example/?b&c", "Issues": "https://d.example"}


@pytest.mark.parametrize("path", addresses.FILES, ids=lambda path: path.name)
def test_addresses_are_those_of_the_project_and_none_without(path: Path) -> None:
    """If this fails, run ``make generated``."""
    text, with_addresses = path.read_text("utf-8"), addresses.FILES[path]
    assert with_addresses(text, project.URLS) == text
    full = with_addresses(text, _ADDRESSES)
    assert all(escape(each) in full or f"<{each}>" in full for each in _ADDRESSES.values())
    assert with_addresses(full, {}) == with_addresses(text, {})
    assert ".example" not in with_addresses(full, {})


def test_metainfo_names_page_and_bug_tracker() -> None:
    made = ET.fromstring(addresses.metainfo(METAINFO.read_text("utf-8"), _ADDRESSES))
    found = {each.get("type"): each.text for each in made.iterfind("url")}
    assert found == {"homepage": _ADDRESSES["Homepage"], "bugtracker": _ADDRESSES["Issues"]}


def test_debian_package_names_the_page_only_if_there_is_one() -> None:
    assert "\nHomepage: https://a.example/?b&c\n" in deb.control(1, "2.36", _ADDRESSES)
    without = deb.control(1, "2.36", {})
    assert "Homepage" not in without
    assert re.search(rf"\nMaintainer: {project.AUTHORS}( <.+@.+>)?\n", without)


def test_bundles_have_changes_and_notes_for_it_departments(tmp_path: Path) -> None:
    readme = ROOT / "packaging" / "windows" / "README.txt"
    project.write_documents(tmp_path, readme, "\r\n")
    names = {"README.txt", "CHANGELOG.md", "it.md"}
    assert {path.name for path in tmp_path.iterdir()} == names
    text = (tmp_path / "README.txt").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n")
    assert {name for name in names if name.encode() in text} == names - {"README.txt"}


def test_debian_package_has_documents_and_its_changelog_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, root = tmp_path / "bundle", tmp_path / "root"
    made.mkdir()
    project.write_documents(made, ROOT / "packaging" / "linux" / "README.txt")
    (made / "LICENCES.txt").write_text("All licences")
    monkeypatch.setattr(bundle, "FOLDER", made)
    monkeypatch.setattr(deb, "source_date", lambda: 1_700_000_000)
    deb.build(root)
    documents = root / "usr" / "share" / "doc" / "briefing-app"
    assert {path.name for path in documents.iterdir()} == {
        *("CHANGELOG.md", "LICENCES.txt.gz", "changelog.gz", "copyright", "it.md")
    }
    changelog = gzip.decompress((documents / "changelog.gz").read_bytes()).decode()
    [named] = re.findall(r"/\S+\.md", changelog)
    assert (root / named.removeprefix("/")).read_bytes() == (ROOT / "CHANGELOG.md").read_bytes()
    assert list((root / "usr" / "lib" / "briefing-app").iterdir()) == []


@pytest.mark.skipif(shutil.which("git") is None, reason="without git, there are no tags")
def test_tag_of_this_commit_is_the_version() -> None:
    done = subprocess.run(
        ["git", "-C", ROOT, "tag", "--points-at", "HEAD", "v*"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() in ([], [f"v{__version__}"])


def test_actions_are_pinned_to_commits_with_their_version() -> None:
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in re.findall(r"uses: (.*)", path.read_text("utf-8")):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


def test_runtime_pins_are_what_the_program_needs() -> None:
    names = set(re.findall(r"^([a-z0-9-]+)==", pins.runtime_pins(), re.MULTILINE))
    assert {"pyside6-essentials", "shiboken6", "click", "colorama"} <= names
    assert not names & {"hatchling", "build", "pathspec", "pip", "pytest", "tzdata"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", False),
        ("PySide6/Qt/plugins/iconengines/libqsvgicon.so", False),
        ("PySide6/QtOpenGL.abi3.so", False),
        ("PySide6/QtOpenGLWidgets.pyd", False),
        ("PySide6/QtQuick.pyd", True),
        ("PIL/_avif.cp313-win_amd64.pyd", True),
        ("PIL/_imaging.cp313-win_amd64.pyd", False),
        ("lxml/html/__init__.py", True),
        ("lxml/objectify.cp313-win_amd64.pyd", True),
        ("numpy/random/mtrand.cpython-313-x86_64-linux-gnu.so", True),
        ("numpy/linalg/_umath_linalg.cpython-313-x86_64-linux-gnu.so", False),
        ("lxml/etree.cp313-win_amd64.pyd", False),
        ("numpy/linalg/tests/test_linalg.py", True),
        ("numpy/testing/__init__.py", False),
        ("numpy/py.typed", True),
        ("lxml/parser.pxi", True),
        ("click-8.5.1.dist-info/METADATA", False),
        ("click-8.5.1.dist-info/WHEEL", True),
        ("pptx/templates/default.pptx", False),
        ("briefing_app/resources/icons/star.svg", False),
    ],
)
def test_bundles_leave_out_only_what_nothing_uses(path: str, expected: bool) -> None:
    assert is_unused(path) is expected


def test_of_the_program_only_the_files_of_desktops_are_left_out() -> None:
    folders = ("briefing_app", "resources")
    files = [path.relative_to(ROOT) for name in folders for path in (ROOT / name).rglob("*.*")]
    of_desktops = [path for path in files if path.parent == Path("resources/desktop")]
    assert [path for path in files if is_unused(path.as_posix())] == of_desktops


def test_libraries_are_followed_through_cycles() -> None:
    needed = {"module": ["a"], "a": ["b"], "b": ["a", "system"], "other": ["c"]}
    assert reachable(["module"], needed) == {"module", "a", "b", "system"}


@pytest.mark.skipif(shutil.which("objdump") is None, reason="only Linux builds the bundle")
def test_libraries_of_a_library_that_is_left_out_are_not_followed() -> None:
    package = Path(str(distribution("pyside6-essentials").locate_file("PySide6")))
    names = bundle.linked_libraries(str(package / "QtSvg.abi3.so"))
    assert {"libQt6Svg.so.6", "libc.so.6"} <= set(names)
    assert not [name for name in names if name.startswith(("libicu", "libz.", "libxcb"))]


def test_folder_without_a_commit_is_refused_with_the_variable_that_dates_the_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(project, "ROOT", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    project.source_date.cache_clear()
    with pytest.raises(SystemExit, match="set SOURCE_DATE_EPOCH"):
        project.source_date()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no executable files")
def test_archives_do_not_depend_on_file_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    project.source_date.cache_clear()
    made = []
    for number in (1, 2):
        folder = tmp_path / str(number) / "Briefing"
        folder.mkdir(parents=True)
        for name in ("b", "a") if number == 1 else ("a", "b"):
            (folder / name).write_text(name)
        (folder / "a").chmod(0o755 if number == 1 else 0o700)
        target = tmp_path / f"{number}.zip"
        archives.write_zip(folder, target)
        archives.write_tar_xz(folder, target.with_suffix(".tar.xz"))
        made.append((target.read_bytes(), target.with_suffix(".tar.xz").read_bytes()))
    project.source_date.cache_clear()
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert archive.namelist() == ["Briefing/a", "Briefing/b"]
    with tarfile.open(tmp_path / "1.tar.xz") as tar:
        assert [oct(each.mode) for each in tar] == ["0o755", "0o755", "0o644"]


def test_notice_has_every_licence_of_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata = tmp_path / "two-1.0.dist-info"
    metadata.mkdir()
    names = ("LICENSE", "licenses/OFL.txt")
    (metadata / "METADATA").write_text("Name: two\nVersion: 1.0\n")
    (metadata / "RECORD").write_text("".join(f"{metadata.name}/{each},,\n" for each in names))
    (metadata / "licenses").mkdir()
    for name in names:
        (metadata / name).write_text(f"The text of {name}")
    found = json.dumps([{"Name": "two", "Version": "1.0", "License": "MIT AND OFL-1.1"}])
    monkeypatch.setattr(licences, "run", lambda *_words: found)
    notice = tmp_path / "LICENCES.txt"
    licences.write_notice(tmp_path, tmp_path, ROOT / licences.LICENCES, notice)
    text = notice.read_text("utf-8")
    assert [each for each in names if f"The text of {each}" in text] == [*names]


def test_notice_without_the_licence_of_a_font_in_typst_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "run", lambda *_words: "[]")
    with pytest.raises(SystemExit, match=r"No licence text names .* New Computer Modern"):
        licences.write_notice(tmp_path, tmp_path, tmp_path, tmp_path / "LICENCES.txt")


def test_notice_without_the_licence_of_a_crate_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sboms = tmp_path / "rusty-1.0.dist-info" / "sboms"
    sboms.mkdir(parents=True)
    (sboms.parent / "METADATA").write_text("Name: rusty\nVersion: 1.0\n")
    stated = {
        "free": "Unlicense OR MIT",
        "apache": "MIT OR Apache-2.0",
        "named": "MIT",
        "mit-only": "MIT",
        "both": "(MIT OR Apache-2.0) AND BSD-3-Clause",
        "hypher": "MIT OR Apache-2.0",  # contains patterns for hyphenation
    }
    components = [
        {"name": name, "purl": f"pkg:cargo/{name}@1", "licenses": [{"expression": licence}]}
        for name, licence in stated.items()
    ]
    (sboms / "rusty.json").write_text(json.dumps({"components": components}))
    (tmp_path / "text.txt").write_text("named: Copyright. not-mit-only: Copyright.")
    monkeypatch.setattr(licences, "run", lambda *_words: "[]")
    monkeypatch.setattr(licences, "typst_fonts", list)
    with pytest.raises(SystemExit, match=r"packages: both, hypher, mit-only\."):
        licences.write_notice(tmp_path, tmp_path, tmp_path, tmp_path / "LICENCES.txt")


def test_licences_name_every_crate_in_the_packages_of_a_bundle(tmp_path: Path) -> None:
    libraries = installed_licences()[1:]  # after the program
    names = {each.name.split()[0] for each in libraries if each.licence}
    packages = [distribution(name) for name in names]
    for file in (file for package in packages for file in package.files or ()):
        if file.match("*.dist-info/sboms/*.json"):
            target = tmp_path / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file.read_text("utf-8"), "utf-8")
    crates = licences.crates_to_name(tmp_path)
    assert {"syntect", "typst-assets"} <= set(crates)
    texts = [path.read_text("utf-8") for path in (ROOT / licences.LICENCES).glob("*.txt")]
    assert licences.unnamed(crates, texts) == []


PARTS_OF_A_BUNDLE: Final[list[dict[str, object]]] = [
    {
        "name": "PySide6_Essentials",
        "version": "6.12.1.2",
        "licenses": [{"license": {"id": "LGPL-3.0-only"}}],
        "purl": "pkg:pypi/pyside6-essentials@6.12.1.2",
    },
    {"name": "sqlite-fts4", "purl": "pkg:pypi/sqlite-fts4@1.0.3"},
]


def bill_of_materials(
    folder: Path, monkeypatch: pytest.MonkeyPatch, packages: Sequence[dict[str, object]]
) -> dict[str, Any]:
    """Return the list of parts of a bundle with these packages, Python and a library."""
    target = folder / "sbom.json"
    program = {"name": "briefing-app"}
    target.write_text(json.dumps({"metadata": {"component": program}, "components": packages}))
    monkeypatch.setattr(licences, "run", lambda *_words, **_variables: "")
    version = "1:1.5.7+dfsg-1"
    purl = licences.package_url("deb/debian", "libzstd1", version, distro="debian-13", arch="amd64")
    library = licences.Component("libzstd1", version, library_licence("libzstd1"), purl)
    licences.write_sbom(folder, [licences.python_component("3.13.5"), library], target)
    made: dict[str, Any] = json.loads(target.read_text())
    return made


def test_bill_of_materials_states_licence_and_package_url_of_every_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bill_of_materials(tmp_path, monkeypatch, PARTS_OF_A_BUNDLE)
    assert made["metadata"]["component"]["purl"] == f"pkg:generic/briefing-app@{__version__}"
    urls = {each["name"]: each["purl"] for each in made["components"]}
    fonts = typst.Fonts(include_system_fonts=False).families()
    assert urls == {
        "PySide6_Essentials": "pkg:pypi/pyside6-essentials@6.12.1.2",
        "sqlite-fts4": "pkg:pypi/sqlite-fts4@1.0.3",
        "Qt": "pkg:generic/qt@6.12.1",
        "Python": "pkg:generic/python@3.13.5",
        "libzstd1": "pkg:deb/debian/libzstd1@1:1.5.7%2Bdfsg-1?arch=amd64&distro=debian-13",
        **{font: f"pkg:generic/{font.replace(' ', '%20')}" for font in fonts},
    }
    assert all(each["licenses"] for each in made["components"])


def test_bill_of_materials_has_a_number_of_its_own_that_is_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [
        bill_of_materials(tmp_path, monkeypatch, packages)["serialNumber"]
        for packages in (PARTS_OF_A_BUNDLE, PARTS_OF_A_BUNDLE, PARTS_OF_A_BUNDLE[:1])
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", number) for number in numbers)


@pytest.mark.parametrize(
    ("field", "what"), [("licenses", "The licence"), ("purl", "The package URL")]
)
def test_bill_of_materials_with_a_part_that_states_less_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str, what: str
) -> None:
    part: dict[str, object] = {
        "name": "unknown",
        "purl": "pkg:pypi/unknown",
        "licenses": [{"expression": "MIT"}],
    }
    del part[field]
    with pytest.raises(SystemExit, match=f"{what} .* not stated: unknown"):
        bill_of_materials(tmp_path, monkeypatch, [part])


def test_licence_of_an_unknown_library_must_be_stated() -> None:
    with pytest.raises(SystemExit, match="State the licence of libunknown7"):
        library_licence("libunknown7")


def run_launched(tmp_path: Path, program: str, *, has_console: bool = False) -> tuple[int, str]:
    """Run launch.py with another program in the place of ours.

    Returns:
        The exit code, and what Briefing.exe would show.
    """
    package = tmp_path / "briefing_app"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(program)
    launch = ROOT / "packaging" / "windows" / "launch.py"
    code = (
        "import atexit, os, runpy, sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "atexit.register(lambda: print(os.environ.get('BRIEFING_FAILURE')))\n"
        f"sys.stderr = sys.stderr if {has_console} else None\n"
        f"runpy.run_path({str(launch)!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


@pytest.mark.parametrize(
    ("program", "code", "shown"),
    [
        ("import a_missing_module", 1, "ModuleNotFoundError: No module named 'a_missing_module'"),
        ("def main():\n    print('briefing-app: No screen.', file=sys.stderr)\n    return 2",
         2, "No screen."),
        ("def main():\n    print('warning', file=sys.stderr)\n    return 0", 0, "None"),
    ],
    ids=["crash", "error", "success"],
)  # fmt: skip
def test_window_without_a_console_shows_only_why_it_failed(
    tmp_path: Path, program: str, code: int, shown: str
) -> None:
    ended, printed = run_launched(tmp_path, f"import sys\n{program}\n")
    assert ended == code
    assert printed == shown or (code == 1 and shown in printed)


def test_program_with_a_console_shows_no_second_message(tmp_path: Path) -> None:
    program = "def main():\n    raise ValueError\n"
    assert run_launched(tmp_path, program, has_console=True) == (1, "None")


def test_programs_for_windows_name_long_paths_and_the_supported_systems() -> None:
    manifest = ET.parse(ROOT / "packaging" / "windows" / "launcher.manifest").getroot()
    systems = [each.get("Id") for each in manifest.iterfind(".//{*}supportedOS")]
    assert systems == ["{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"]  # Windows 10 and 11
    assert manifest.findtext(".//{*}longPathAware") == "true"


def test_program_in_an_archive_finds_the_folder_with_its_resources(tmp_path: Path) -> None:
    packages, app = tmp_path / "packages", tmp_path / "app"
    for name in ("briefing_app/data", "briefing_app/resources", "briefing_app/files", "drawn"):
        (packages / name).mkdir(parents=True)
    for name in ("__init__.py", "files/__init__.py"):
        (packages / "briefing_app" / name).touch()
    shutil.copy(ROOT / "briefing_app" / "files" / "paths.py", packages / "briefing_app" / "files")
    (packages / "drawn" / "__init__.py").write_text("FILE = __file__\n")
    (packages / "drawn" / "picture.png").touch()
    subprocess.run([sys.executable, "-m", "compileall", "-q", "-b", packages], check=True)
    windows_folder.make_app(packages, app)
    code = (
        f"import sys; sys.path[:0] = {[str(app / 'modules.zip'), str(app)]}\n"
        "import drawn\nfrom briefing_app.files import paths\n"
        "print(paths.__file__, paths.PROGRAM_FOLDER, drawn.FILE, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True
    )
    module = app / "modules.zip" / "briefing_app" / "files" / "paths.pyc"
    assert done.stdout.split() == [str(module), str(app), str(app / "drawn" / "__init__.pyc")]
    assert not list(app.rglob("*.py"))
    assert (app / "drawn" / "picture.png").exists()


def test_missing_modules_are_found(tmp_path: Path) -> None:
    program = tmp_path / "briefing_app"
    program.mkdir()
    (program / "__init__.py").write_text("")
    (program / "main.py").write_text(
        "import json\nfrom . import other\nfrom library import part\n"
        "def later():\n    import absent_later\n"
    )
    (program / "other.py").write_text("import tkinter\n")
    library = tmp_path / "library"
    library.mkdir()
    (library / "__init__.py").write_text("try:\n    import optional\nexcept ImportError: pass\n")
    (library / "part.cp313-win_amd64.pyd").write_bytes(b"")
    (library / "unused.py").write_text("import absent_unused\n")
    missing = {line.partition(",")[0] for line in windows_checks.missing_modules(tmp_path)}
    assert missing == {"absent_later", "tkinter"}


@pytest.mark.skipif(
    sys.version_info[:2] != windows_folder.PYTHON, reason="other versions lay help out differently"
)
def test_manual_page_is_that_of_the_commands() -> None:
    """If this fails, run ``make generated``."""
    assert MANUAL_PAGE.read_text("utf-8") == manual_page()


def test_manual_page_has_every_command_and_option() -> None:
    text = MANUAL_PAGE.read_text("utf-8").replace("\\-", "-")
    words = {*COMMANDS, "handout", "large-print", "source-text"}
    assert {word for word in words if word not in text} == set()
