"""An identity is read from an untrusted TOML file and stored in the same form."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.errors import IdentityError, OutputError
from briefing_app.export.identity_file import read_identity, store_identity, stored_identity
from briefing_app.files.reading import checked_png
from briefing_app.layout.identity import Identity
from tests.sample_png import chunk, sample_png
from tests.systems import make_link

LOGO = checked_png(sample_png(8, 8), 2_000)


def identity_file(folder: Path, text: str) -> Path:
    path = folder / "force.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_identity_is_read_with_the_logo_beside_it(tmp_path: Path) -> None:
    (tmp_path / "crest.png").write_bytes(sample_png(8, 8, extra=chunk(b"tEXt", b"a\0b")))
    path = identity_file(
        tmp_path, 'logo = "crest.png"\naccent = "#12436D"\nfooter = "Heddlu Gwŷr"\n'
    )
    assert read_identity(path) == Identity(LOGO, "#12436D", "", "Heddlu Gwŷr")


@given(footer=st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=120))
def test_stored_identity_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, footer: str
) -> None:
    folder = tmp_path_factory.mktemp("data") / "identity"
    assert stored_identity(folder) == Identity()
    if not footer.isprintable():
        return
    for identity in (
        Identity(LOGO, "#12436D", "#0B3B37", footer),
        Identity(accent="#12436D", footer=footer),
        Identity(),
    ):
        store_identity(folder, identity)
        assert stored_identity(folder) == identity


def test_removed_logo_leaves_no_file(tmp_path: Path) -> None:
    store_identity(tmp_path, Identity(LOGO))
    store_identity(tmp_path, Identity())
    assert [path.name for path in tmp_path.iterdir()] == ["identity.toml"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("accent = ", "not a TOML file"),
        ("\0", "not a TOML file"),
        (f"a = {'[' * 5_000}", "not a TOML file"),
        (f"{'a.' * 5_000}b = 1", "at most 8 KB"),
        ('colour = "#12436D"', "“colour” is unknown. The keys are logo, accent, second, footer"),
        ("accent = 12", "accent is not text"),
        ('[logo]\nfile = "a.png"', "logo is not text"),
        ('accent = "#FFE600"', "accent = #FFE600 can’t be used. Its contrast to white"),
        ('second = "url(x)"', "second = url(x) can’t be used. Write a colour as #"),
        ('footer = "a\\nb"', "one line"),
        (f'footer = "{"x" * 121}"', "more than 120"),
        ('logo = "../crest.png"', "not in the folder"),
        ('logo = "a\\\\..\\\\..\\\\crest.png"', "not in the folder"),
        ('logo = "/etc/passwd"', "not in the folder"),
        ('logo = "C:\\\\crest.png"', "not in the folder"),
        ('logo = "\\\\\\\\server\\\\share\\\\crest.png"', "not in the folder"),
        ('logo = "a\\u0000.png"', "can’t be read"),
        ('logo = "none.png"', "none.png: This file can’t be read"),
        ('logo = "."', "ordinary file"),
        ('logo = "force.toml"', "it is not a PNG picture"),
    ],
)
def test_hostile_identity_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(IdentityError) as raised:
        read_identity(identity_file(tmp_path, text))
    assert says in str(raised.value)


@pytest.mark.parametrize("link", ["crest.png", "logos/crest.png"])
def test_logo_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path, link: str) -> None:
    (tmp_path / "crest.png").write_bytes(sample_png(8, 8))
    folder = tmp_path / "identity"
    folder.mkdir()
    path = identity_file(folder, f'logo = "{link}"')
    if link == "crest.png":
        make_link(folder / link, tmp_path / "crest.png")
    else:
        make_link(folder / "logos", tmp_path)
    with pytest.raises(IdentityError, match="not in the folder"):
        read_identity(path)


def test_logo_may_be_a_link_inside_the_folder_of_a_linked_identity(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "crest.png").write_bytes(sample_png(8, 8))
    path = identity_file(tmp_path / "real", 'logo = "logo.png"')
    make_link(tmp_path / "real" / "logo.png", "crest.png")
    make_link(tmp_path / "link", tmp_path / "real")
    assert read_identity(tmp_path / "link" / path.name).logo == LOGO


def test_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "force.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IdentityError):
        read_identity(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "crest.png")
    with pytest.raises(IdentityError, match="ordinary file"):
        read_identity(identity_file(tmp_path, 'logo = "crest.png"'))


def test_large_logo_is_refused(tmp_path: Path) -> None:
    (tmp_path / "crest.png").write_bytes(sample_png(8, 8) + bytes(2**20))
    with pytest.raises(IdentityError, match="at most 1,024 KB"):
        read_identity(identity_file(tmp_path, 'logo = "crest.png"'))


def test_folder_that_can_not_be_made_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(OutputError, match="You are not allowed to write here"):
        store_identity(tmp_path / "identity", Identity(accent="#12436D"))


def test_folder_that_can_not_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "identity").touch()
    with pytest.raises(OutputError):
        store_identity(tmp_path / "identity", Identity(accent="#12436D"))
