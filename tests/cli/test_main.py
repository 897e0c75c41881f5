"""The entry point: help, the choice of a command, and exit codes."""

from argparse import Namespace
from pathlib import Path

import pytest

from briefing_app import __version__
from briefing_app.cli import main as cli
from tests.report_source import REPORT_SOURCE


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"Briefing {__version__}"


@pytest.mark.parametrize("command", [[], ["open"], ["present"], ["check"], ["template"], ["build"]])
def test_each_command_has_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"usage: {' '.join(['briefing-app', *command])} ")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"\n    {name} " not in printed] == []


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (["chek", "data/report.db"], "check"),
        (["chek"], "check"),
        (["CHECK", "data/report.db"], "check"),
        (["bild", "-o", "out.db", "source"], "build"),
        (["templat", "-o", "new.xlsx"], "template"),
        (["help"], "--help"),
        (["version"], "--version"),
    ],
)
def test_mistyped_command_is_refused_with_a_suggestion(
    arguments: list[str], suggestion: str, capsys: pytest.CaptureFixture[str], opened: list[Path]
) -> None:
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err == (
        f"briefing-app: “{arguments[0]}” is neither a command nor a file. "
        f"Did you mean “briefing-app {suggestion}”?\n"
    )
    assert not opened


@pytest.mark.parametrize(
    ("arguments", "suggested"),
    [
        (["export", "handuot", "-o", "a.pdf"], "handout"),
        (["export", "pictures", "-o", "a", "--slide-theme", "drak"], "dark"),
        (["check", "--log-level", "warn", "a.db"], "warning"),
        (["export", "posters", "-o", "a"], ""),
    ],
)
def test_mistyped_value_is_refused_with_a_suggestion(
    arguments: list[str], suggested: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    printed = capsys.readouterr().err
    assert "invalid choice: " in printed
    assert printed.endswith(f"; did you mean “{suggested}”?\n") is bool(suggested)


def test_unknown_words_are_refused_with_the_list_of_commands(
    capsys: pytest.CaptureFixture[str], opened: list[Path]
) -> None:
    assert cli.main(["my", "briefing.db"]) == 2
    printed = capsys.readouterr().err
    assert "“my” is neither a command nor a file. The commands are " in printed
    assert not opened


@pytest.mark.parametrize("name", ["check.db", "a/check", "unlike"])
def test_missing_file_is_left_to_the_window(name: str, opened: list[Path]) -> None:
    assert cli.main([name]) == 0
    assert opened == [Path(name)]


@pytest.mark.parametrize("command", [[], ["open"]])
def test_briefing_is_opened_with_and_without_the_command(
    command: list[str], opened: list[Path]
) -> None:
    for options in ([], ["--private"], ["--log-level", "error"]):
        assert cli.main([*command, *options, "my.db"]) == 0
        assert cli.main(["--log-level=error", *command, *options, "my.db"]) == 0
    assert opened == [Path("my.db")] * 6


@pytest.mark.parametrize(
    "options",
    [["--private"], ["--log-level", "error", "--private"]],
)
def test_options_may_be_in_front_of_a_command(
    options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Namespace] = []

    def run(arguments: Namespace) -> int:
        given.append(arguments)
        return 0

    for name in ("open", "present"):
        monkeypatch.setattr(cli.COMMANDS[name], "run", run)
        assert cli.main([*options, name, "my.db"]) == 0
        assert cli.main([name, *options, "my.db"]) == 0
    in_front, behind = given[::2], given[1::2]
    assert [vars(each) for each in in_front] == [vars(each) for each in behind]
    assert [each.command for each in in_front] == ["open", "present"]


@pytest.mark.parametrize(
    ("arguments", "command"),
    [(["--minutes", "3", "present"], "present"), (["-o", "x.pdf", "export", "handout"], "export")],
)
def test_command_behind_its_own_options_is_asked_for_first(
    arguments: list[str],
    command: str,
    opened: list[Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(arguments) == 2
    assert f"Write briefing-app {command} first." in capsys.readouterr().err
    assert not opened


def test_two_hyphens_say_that_a_name_is_that_of_a_file(opened: list[Path]) -> None:
    assert cli.main(["--private", "--", "check"]) == 0
    assert opened == [Path("check")]


def test_existing_file_with_a_name_like_a_command_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("checks").touch()
    assert cli.main(["checks"]) == 0
    assert opened == [Path("checks")]


@pytest.mark.parametrize(
    "arguments",
    [
        [""],
        ["present", ""],
        ["check", ""],
        ["template", "-o", ""],
        ["build", str(REPORT_SOURCE), "-o", ""],
        ["build", str(REPORT_SOURCE), "-o", "out.db", "--source-text", ""],
        ["export", "data", "-o", ""],
    ],
    ids=lambda arguments: " ".join(Path(word).name for word in arguments),
)
def test_empty_name_is_refused_and_nothing_is_written(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    printed = capsys.readouterr()
    assert "an empty name is not a file" in " ".join(printed.err.split())
    assert list(tmp_path.iterdir()) == []
