"""``--source-text``: the text of a source, with which quotes and excerpts are compared."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefing_app.cli.arguments import path_argument
from briefing_app.errors import OptionError
from briefing_app.files.on_disk import exists


def add_source_text_argument(parser: ArgumentParser) -> None:
    """Add ``--source-text``, which may be repeated."""
    parser.add_argument(
        "--source-text",
        type=_source_text,
        action="append",
        default=[],
        metavar="[NUMBER=]FILE",
        help="the text of a source, to check quotes and excerpts against. If several sources are "
        "quoted, add the source’s number. May be repeated",
    )


def _source_text(text: str) -> tuple[int | None, Path]:
    """Return the source's number, if given, and the file, from ``FILE`` or ``NUMBER=FILE``."""
    number, equals, name = text.partition("=")
    if equals and number.isdecimal() and not exists(Path(text)):
        if len(number) > 9:
            raise ArgumentTypeError(f"{number[:9]}… is not the number of a source")
        return int(number), path_argument(name)
    return None, path_argument(text)


def texts_by_source(texts: Sequence[tuple[int | None, Path]]) -> dict[int | None, Path]:
    """Return the file for each source's number; None is the only source that is quoted.

    Raises:
        OptionError: Several texts are given, and two have the same number or one has none.
    """
    files = dict(texts)
    if len(files) < len(texts) or (None in files and len(files) > 1):
        raise OptionError(
            "--source-text is given more than once for the same source.",
            "Give one text for each source: NUMBER=FILE.",
        )
    return files


def unclear_source(texts: Sequence[tuple[int | None, Path]], quoted: Iterable[int]) -> OptionError:
    """Return the error that a text belongs to one of several sources."""
    file = next(file for number, file in texts if number is None)
    numbers = ", ".join(map(str, quoted))
    return OptionError(
        f"--source-text {file}: this briefing quotes several sources ({numbers}).",
        f"Add the number of the one that this text belongs to: NUMBER={file}.",
    )
