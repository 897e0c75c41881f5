"""``briefing-app check``."""

import io
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.files.paths import BUNDLED_BRIEFING
from tests.export.pdf_reader import text
from tests.forged_briefing import (
    CLAIM,
    FORGED_WORDS,
    TICK_WORDS,
    forge,
    honest_copy,
    write_article,
)

BUILT = "quotes checked word for word when built"


def test_bundled_briefing_has_no_problems(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["check", str(BUNDLED_BRIEFING)]) == 0
    assert capsys.readouterr().out == f"{BUNDLED_BRIEFING}: no problems; {BUILT}\n"


def test_file_that_cannot_be_opened_does_not_stop_the_other_checks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.db"
    assert cli.main(["check", str(missing), str(BUNDLED_BRIEFING)]) == 2
    printed = capsys.readouterr()
    assert f"{missing}: There is no such file." in printed.err
    assert "no problems" in printed.out


def test_each_problem_is_printed_with_table_and_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(BUNDLED_BRIEFING, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE findings SET kind = 'rumour' WHERE id = 3")
    connection.execute("UPDATE quotes SET speaker_id = 99 WHERE id = 2")
    connection.commit()
    connection.close()
    assert cli.main(["check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{path}: findings row 3, column kind: ") for line in lines)
    assert any(line.startswith(f"{path}: quotes row 2, column speaker_id: ") for line in lines)


# ---- words compared with the text of their source -----------------------------------------------


@pytest.fixture
def personal_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where personal data of this test is kept; there is none yet."""
    from briefing_app.files.paths import personal_file

    for name in ("LOCALAPPDATA", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    return personal_file()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path / "article.txt")


def test_forged_briefing_has_only_the_claim_of_its_author(
    tmp_path: Path, personal_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = forge(tmp_path / "forged.db")
    assert cli.main(["check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: no problems; {CLAIM}\n"
    assert not personal_file.exists()


def test_words_that_the_text_lacks_are_named_and_earn_nothing(
    tmp_path: Path, article: Path, personal_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = forge(tmp_path / "forged.db")
    assert cli.main(["check", str(path), "--source-text", str(article)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{path}: findings row 1, column excerpt: ")
    assert "officer had failed" in line
    assert not personal_file.exists()


@pytest.mark.usefixtures("personal_file")
def test_words_that_are_in_the_text_earn_the_tick(
    tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = honest_copy(tmp_path / "copy.db")
    assert cli.main(["check", str(path)]) == 0
    assert cli.main(["check", str(path), "--source-text", str(article)]) == 0
    assert cli.main(["check", str(path)]) == 0
    before, compared, after = capsys.readouterr().out.splitlines()
    assert before == f"{path}: no problems; {CLAIM}"
    assert compared == after == f"{path}: no problems; quotes checked word for word"


@pytest.mark.usefixtures("personal_file")
def test_build_earns_the_tick_with_the_text_and_not_with_its_proof(
    source: Path, tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = source / "report.toml"
    report.write_text(report.read_text("utf-8").replace('title = "', 'title = "Another '), "utf-8")
    path = tmp_path / "own.briefing"
    build = ["build", str(source), "-o", str(path), "--force"]
    check = ["check", str(path)]
    for words in (build, check, [*build, "--source-text", str(article)], check):
        assert cli.main(words) == 0
    printed = [line for line in capsys.readouterr().out.splitlines() if "no problems" in line]
    assert printed == [f"{path}: no problems; {CLAIM}", f"{path}: no problems; {BUILT}"]


@pytest.mark.usefixtures("personal_file")
def test_text_is_compared_with_one_briefing(
    tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = honest_copy(tmp_path / "copy.db")
    assert cli.main(["check", str(path), str(path), "--source-text", str(article)]) == 2
    assert "Check one briefing at a time." in capsys.readouterr().err


def test_damaged_personal_data_is_no_proof_and_stops_nothing(
    tmp_path: Path, article: Path, personal_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = honest_copy(tmp_path / "copy.db")
    assert cli.main(["check", str(path), "--source-text", str(article)]) == 0
    personal_file.write_bytes(b"no database" * 1000)
    assert cli.main(["check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{path}: no problems; {CLAIM}"


# ---- exports ------------------------------------------------------------------------------------


def exported_texts(path: Path, folder: Path) -> dict[str, str]:
    """Return the text of each kind of export of a briefing."""
    texts = {}
    for kind, name in (("handout", "a.pdf"), ("slides", "a.pptx"), ("data", "a.zip")):
        target = folder / name
        assert cli.main(["export", kind, str(path), "-o", str(target), "--force"]) == 0
        content = target.read_bytes()
        texts[kind] = " ".join(text(content).split()) if kind == "handout" else zip_text(content)
    return texts


def zip_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = (archive.read(name) for name in archive.namelist())
        return "\n".join(part.decode("utf-8", "replace") for part in parts)


def test_no_export_of_a_forged_briefing_says_that_it_was_checked(
    tmp_path: Path, personal_file: Path
) -> None:
    texts = exported_texts(forge(tmp_path / "forged.db"), tmp_path)
    for words in TICK_WORDS:
        assert [kind for kind, found in texts.items() if words in found] == []
    assert CLAIM in texts["handout"]
    assert FORGED_WORDS in texts["handout"]
    assert not personal_file.exists()


@pytest.mark.usefixtures("personal_file")
def test_exports_say_so_if_the_words_were_compared_here(tmp_path: Path, article: Path) -> None:
    path = honest_copy(tmp_path / "copy.db")
    assert cli.main(["check", str(path), "--source-text", str(article)]) == 0
    texts = exported_texts(path, tmp_path)
    assert "Quotes and excerpts were checked word for word." in texts["handout"]
    assert CLAIM not in "".join(texts.values())
