"""Let another program check what the program exports: ``make check-clients``.

outloud checks the handout, in large print too. Exit code: 0 if it finds no error and no warning.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_PARTS: Final = "summary,findings,worksheets,answers"
_EXPORTS: Final[tuple[tuple[str, ...], ...]] = (
    ("handout", "--parts", _PARTS, "-o", "handout.pdf"),
    ("handout", "--parts", _PARTS, "--large-print", "-o", "large-print.pdf"),
)
_HANDOUTS: Final = ("handout.pdf", "large-print.pdf")


def main() -> int:
    """Export, and run outloud. Return the exit code."""
    with tempfile.TemporaryDirectory(prefix="real-clients-") as name:
        folder = Path(name)
        for export in _EXPORTS:
            if _run(folder, sys.executable, "-m", "briefing_app", "export", *export):
                return 1
        outloud = Path(sys.executable).parent / "outloud"
        return int(_run(folder, outloud, "--fail-on", "warning", *_HANDOUTS) != 0)


def _run(folder: Path, *command: str | Path) -> int:
    words: Sequence[str] = [str(word) for word in command]
    print(*words, flush=True)
    return subprocess.run(words, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
