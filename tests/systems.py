"""What some tests need of the system; on a system that hasn't got it they are skipped."""

import os
import sys
from pathlib import Path

import pytest

from briefing_app.files.atomic import is_windows_name

needs_permissions = pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
needs_replacing = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows doesn't replace a file that is open"
)


def make_link(link: Path, target: Path | str) -> None:
    """Make a symbolic link, relative if the target is; skip the test if the system makes none.

    Windows lets only some users make them, and Wine makes none that programs can follow.
    """
    try:
        link.symlink_to(target, target_is_directory=(link.parent / target).is_dir())
    except OSError as error:
        if sys.platform != "win32":
            raise
        pytest.skip(f"this system makes no symbolic links: {error}")
    if not link.is_symlink():
        pytest.skip("this system makes no symbolic links")


def require_name(name: str) -> None:
    """Skip the test if the system has no files of this name."""
    if sys.platform == "win32" and not is_windows_name(name):
        pytest.skip(f"Windows has no files with the name {name}")
