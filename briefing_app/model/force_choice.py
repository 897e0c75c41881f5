"""Finds the force that a user named on the command line."""

from collections.abc import Sequence

from briefing_app.errors import OptionError
from briefing_app.model.report import Force, force_labels


def find_force(option: str, name: str, forces: Sequence[Force]) -> Force:
    """Return the force with a full or short name, ignoring case.

    Args:
        option: The option that names it, for the error.
        name: The name.
        forces: The forces to choose from.

    Raises:
        OptionError: There is none.
    """
    for force in forces:
        if name.casefold() in {force.name.casefold(), force.short_name.casefold()}:
            return force
    labels = force_labels(forces)
    names = ", ".join(labels[force] for force in forces) or "none"
    raise OptionError(
        f"{option} {name}: there is no such force.", f"Forces you can choose: {names}."
    )
