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
        OptionError: There is none, or several have this short name.
    """
    wanted = name.strip().casefold()
    found = [force for force in forces if force.name.casefold() == wanted]
    found = found or [force for force in forces if force.short_name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    labels = force_labels(forces)
    names = ", ".join(labels[force] for force in forces) or "none"
    what = "several forces have this short name" if found else "there is no such force"
    raise OptionError(f"{option} {name}: {what}.", f"Forces you can choose: {names}.")
