"""`briefing-app desktop`: a Linux desktop knows the program, and nothing of others is touched."""

import os
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.files import desktop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this command")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's folder for data, on a system without programs that update menus."""
    folder = tmp_path / "home" / "share"
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "briefing-app-window").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(commands / "briefing-app")])
    return folder


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a desktop: all but those of the program itself."""
    own = folder / "briefing-app"
    files = (path for path in folder.rglob("*") if path.is_file() and own not in path.parents)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(option: str) -> int:
    return cli.main(["desktop", option])


def test_every_file_is_put_in_its_place_and_printed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--install") == 0
    assert set(files_of(home)) == set(desktop.PLACES)
    printed = capsys.readouterr().out
    assert all(str(home / place) in printed for place in desktop.PLACES)
    assert f"fpath+=('{home}/zsh/site-functions')" in printed
    assert f"source '{home}/tcsh/briefing-app.tcsh'" in printed


def test_files_are_those_that_the_wheel_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    wheel = {target.removeprefix("share/"): ROOT / source for source, target in shared.items()}
    del wheel["metainfo/briefing-app.metainfo.xml"]  # software centres list no user's own programs
    assert {**wheel, desktop.TCSH_COMPLETION: desktop.PLACES[desktop.TCSH_COMPLETION]} == (
        desktop.PLACES
    )


def test_remove_leaves_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--install")
    assert run("--remove") == 0
    left = [path for path in home.rglob("*") if home / "briefing-app" not in (path, path.parent)]
    assert left == []
    assert not (home / "briefing-app" / "desktop.json").exists()
    capsys.readouterr()
    assert run("--remove") == 0
    assert capsys.readouterr().out == "There was nothing to remove.\n"


def test_folders_and_files_of_others_stay(home: Path) -> None:
    others = {
        "applications/other.desktop": b"[Desktop Entry]",
        "mime/packages/other.xml": b"<mime-info/>",
        "man/man1/other.1": b".TH",
    }
    for name, content in others.items():
        (home / name).parent.mkdir(parents=True)
        (home / name).write_bytes(content)
    (home / "icons").mkdir()
    run("--install")
    run("--remove")
    assert files_of(home) == others
    assert (home / "icons").is_dir()
    assert not (home / "zsh").exists()


@pytest.mark.parametrize("place", [desktop.ENTRY, "man/man1/briefing-app.1"])
@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_file_of_others_is_never_replaced(
    home: Path, place: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / place
    path.parent.mkdir(parents=True)
    if kind == "file":
        path.write_text("mine")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(home / "absent")
    before = path.lstat()
    assert run("--install") == 2
    message = capsys.readouterr().err
    assert str(path) in message
    assert "not from “briefing-app desktop”" in message
    assert path.lstat() == before
    assert set(files_of(home)) == ({place} if kind == "file" else set())


def test_same_file_of_others_is_kept_by_remove(home: Path) -> None:
    place = "man/man1/briefing-app.1"
    (home / place).parent.mkdir(parents=True)
    shutil.copy(desktop.PLACES[place], home / place)
    assert run("--install") == 0
    assert run("--remove") == 0
    assert list(files_of(home)) == [place]


def test_changed_file_is_kept_and_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("--install")
    entry = home / desktop.ENTRY
    entry.write_text("changed by its user")
    assert run("--install") == 2
    assert entry.read_text() == "changed by its user"
    capsys.readouterr()
    assert run("--remove") == 0
    assert f"{entry}: This file has been changed" in capsys.readouterr().err
    assert files_of(home) == {desktop.ENTRY: b"changed by its user"}


def test_files_of_an_earlier_version_are_replaced(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tmp_path / "earlier.1"
    earlier.write_text("earlier")
    place = "man/man1/briefing-app.1"
    with monkeypatch.context() as patched:
        patched.setitem(desktop.PLACES, place, earlier)
        run("--install")
        assert (home / place).read_text() == "earlier"
    assert run("--install") == 0
    assert (home / place).read_bytes() == desktop.PLACES[place].read_bytes()
    run("--remove")
    assert files_of(home) == {}


def test_install_that_ended_in_the_middle_can_be_removed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = home / list(desktop.PLACES)[-1]
    home.mkdir(parents=True)
    (home / "tcsh").write_text("a file in the place of a folder")
    assert last.parent == home / "tcsh"
    assert run("--install") == 2
    assert len(files_of(home)) > 1
    assert run("--remove") == 0
    assert list(files_of(home)) == ["tcsh"]


@pytest.mark.parametrize(
    "record",
    ['{"files": {"../other": ["%s"]}, "folders": [".."]}', '{"files": []}', "[]", "{", "\xff"],
)
def test_damaged_record_removes_nothing(home: Path, record: str) -> None:
    run("--install")
    other = home.parent / "other"
    other.touch()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (home / "briefing-app" / "desktop.json").write_text(record.replace("%s", empty), "latin-1")
    assert run("--remove") == 0
    assert other.exists()
    assert set(files_of(home)) == set(desktop.PLACES)


@pytest.mark.parametrize("folder", ["bin", 'an "odd" $PATH', "50% \\ `x`", "tŷ"])
def test_menu_entry_starts_the_command_wherever_it_is(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    command = tmp_path / folder / "briefing-app-window"
    command.parent.mkdir(exist_ok=True)
    command.touch()
    monkeypatch.setattr(sys, "argv", [str(command.parent / "briefing-app")])
    run("--install")
    lines = (home / desktop.ENTRY).read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("Exec=")]
    assert as_started(line.removeprefix("Exec=")) == [str(command), "%f"]


def as_started(value: str) -> list[str]:
    """Return what a desktop starts, as the Desktop Entry Specification says."""
    quoted, argument = value.replace("\\\\", "\\").rsplit(" ", 1)
    assert quoted[0] == quoted[-1] == '"'
    result, rest = "", quoted[1:-1].replace("%%", "%")
    while rest:
        if rest[0] == "\\":
            rest = rest[1:]
        result, rest = result + rest[0], rest[1:]
    return [result, argument]


def test_desktop_accepts_the_menu_entry(home: Path) -> None:
    program = shutil.which("desktop-file-validate", path="/usr/bin")
    if program is None:
        pytest.skip("desktop-file-validate is missing (Debian: desktop-file-utils)")
    run("--install")
    done = subprocess.run([program, home / desktop.ENTRY], capture_output=True, check=True)
    assert done.stdout == b""


def test_desktop_opens_briefings_with_the_program_until_it_is_removed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    if not all(map(shutil.which, ("gio", "update-mime-database"))):
        pytest.skip("gio and update-mime-database are missing")
    briefing = tmp_path / "training.briefing"
    briefing.write_bytes(b"damaged")
    command = ["gio", "info", "-a", "standard::content-type", str(briefing)]
    kinds = []
    for option in ("--install", "--remove"):
        assert run(option) == 0
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        kinds.append("application/x-briefing" in done.stdout)
    assert kinds[0]
    assert files_of(home) == {}


def test_missing_programs_of_the_desktop_are_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--install")
    warnings = capsys.readouterr().err
    assert "desktop-file-utils" in warnings
    assert "shared-mime-info" in warnings


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_are_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], system: str
) -> None:
    monkeypatch.setattr("briefing_app.cli.desktop.sys.platform", system)
    assert run("--install") == 2
    assert "This command is for Linux." in capsys.readouterr().err
    assert not home.exists()


def test_program_of_everybody_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desktop, "PROGRAM_FOLDER", Path("/usr/lib/briefing-app/_internal"))
    assert run("--install") == 2
    assert "installed for everybody" in capsys.readouterr().err


def test_install_without_a_command_for_the_menu_is_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "briefing_app" / "__main__.py")])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert run("--install") == 2
    assert "The command briefing-app-window is missing" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--install", "--remove"]])
def test_one_of_the_two_options_is_needed(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["desktop", *options]) == 2


def test_files_are_readable_by_others_and_the_record_is_not(home: Path) -> None:
    run("--install")
    modes = {stat.S_IMODE((home / place).stat().st_mode) for place in desktop.PLACES}
    assert modes == {0o644}
    assert stat.S_IMODE((home / "briefing-app" / "desktop.json").stat().st_mode) == 0o600


def completed(words: str) -> set[str]:
    """Return what bash offers for the last word of a line."""
    script = (
        f"source {desktop.DESKTOP / 'briefing-app.bash'}\n"
        f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        "_shtab_briefing_app; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return set(done.stdout.split())


@pytest.mark.skipif(os.name != "posix" or shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_commands_kinds_options_and_files() -> None:
    assert set(cli.COMMANDS) <= completed("briefing-app ''")
    assert {"handout", "page"} <= completed("briefing-app export ''")
    assert completed("briefing-app export handout --lar") == {"--large-print"}
    assert "README.md" in completed("briefing-app open READ")
