"""Writes ``SHA256SUMS``, which ``sha256sum --check`` reads."""

import hashlib

from release.project import DIST


def main() -> None:
    """Write the checksums of everything in ``dist``."""
    target = DIST / "SHA256SUMS"
    files = sorted(path for path in DIST.iterdir() if path.is_file() and path != target)
    lines = []
    for path in files:
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    target.write_text("".join(lines), encoding="utf-8")
    print(f"{target}: {len(lines)} files")


if __name__ == "__main__":
    main()
