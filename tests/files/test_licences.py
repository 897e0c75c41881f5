"""The licences of the program and of its libraries."""

from importlib.metadata import distributions
from pathlib import Path

import typst

from briefing_app import __version__
from briefing_app.files.licences import installed_licences, package_text

WITHOUT_TEXT = {"PySide6_Essentials", "shiboken6"}  # resources/licences has the LGPL


def test_program_is_first_with_all_its_licences() -> None:
    program = installed_licences()[0]
    assert program.name == f"Briefing {__version__}"
    text = program.read_text()
    assert "MIT License" in text
    assert "SIL OPEN FONT LICENSE" in text
    assert "ISC License" in text


def test_every_required_library_has_a_licence_and_its_text() -> None:
    packages = {each.name.split()[0]: each for each in installed_licences() if each.licence}
    assert {"numpy", "typst", "pillow", "pluggy"} <= set(packages)  # pluggy: through sqlite-utils
    assert "pytest" not in packages
    without_text = {name for name, each in packages.items() if not each.read_text()}
    assert without_text == WITHOUT_TEXT


def test_licence_that_is_not_used_is_not_shown(tmp_path: Path) -> None:
    metadata = tmp_path / "PySide6-6.0.dist-info"
    metadata.mkdir()
    names = [
        f"{metadata.name}/licenses/{name}.txt" for name in ("LGPL", "LicenseRef-Qt-Commercial")
    ]
    (metadata / "RECORD").write_text("".join(f"{name},,\n" for name in names))
    (metadata / "licenses").mkdir()
    for name in names:
        (tmp_path / name).write_text(name)
    [package] = distributions(path=[str(tmp_path)])
    assert package_text(package) == names[0]


def test_lgpl_and_how_to_replace_qt_are_included() -> None:
    texts = {each.name: each.read_text() for each in installed_licences()}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.0"]
    assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.0"]
    assert "PySide6" in texts["Qt"]


def test_fonts_compiled_into_typst_have_their_licences() -> None:
    licences = {
        "DejaVu Sans Mono": "Bitstream Vera Fonts Copyright",
        "Libertinus Serif": "SIL OPEN FONT LICENSE",
        "New Computer Modern": "GUST Font License",
        "New Computer Modern Math": "LPPL Version 1.3c",
    }
    texts = [each.read_text() for each in installed_licences() if not each.licence]
    for family in typst.Fonts(include_system_fonts=False).families():
        assert [text for text in texts if family in text and licences[family] in text], family


def test_data_compiled_into_typst_has_its_licence() -> None:
    texts = [each.read_text() for each in installed_licences() if not each.licence]
    for data, licence in (
        ("ICC profiles", "associating CC0 with a"),
        ("html.spec.whatwg.org", "Creative Commons Attribution 4.0 International Public License"),
        ("html.spec.whatwg.org", "BSD 3-Clause License\n\nRedistribution"),
        ("www.w3.org/TR/wai-aria-1.1", "The full text of this NOTICE"),
        ("www.w3.org/TR/referrer-policy", "The full text of this NOTICE"),
        ("www.w3.org/TR/mathml-core", "The full text of this NOTICE"),
        ("Foxit fonts", "Copyright 2014 PDFium Authors"),
        ("hayagriva", "Attribution-ShareAlike 3.0 Unported"),
        ("data of ICU", "UNICODE LICENSE V3"),
        ("Hyphenation patterns for American English", "Gerard D.C. Kuiken"),
        ("two-face", "syntaxes/02_Extra/AWK/LICENSE"),
        ("NewCM10-Regular", "If you distribute the fonts as they are in your program"),
    ):
        assert [text for text in texts if data in text and licence in text], data
