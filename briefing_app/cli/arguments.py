"""Command-line arguments."""

from pathlib import Path


def path_argument(text: str) -> Path:
    """The path that a word of a command says, for argparse.

    Raises:
        ArgumentTypeError: It is empty, as where a variable in a script isn't set; to Path that
            would be the current folder.
    """
    if not text:
        from argparse import ArgumentTypeError  # noqa: PLC0415, only a command asks for this

        raise ArgumentTypeError(
            "an empty name is no file and no folder; write its name, or . for the current folder"
        )
    return Path(text)
