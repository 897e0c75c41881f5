"""Where the project lives, as the installed package states it; ``pyproject.toml`` is the source."""

from importlib.metadata import PackageNotFoundError, metadata


def project_address(name: str) -> str:
    """Return an address of the project; empty if it has none.

    Args:
        name: ``Homepage`` or ``Issues``.
    """
    try:
        stated = metadata("briefing-app").get_all("Project-URL") or []
    except PackageNotFoundError:  # it runs from a folder, without having been installed
        return ""
    addresses: dict[str, str] = dict(each.split(", ", 1) for each in stated)
    return addresses.get(name, "")
