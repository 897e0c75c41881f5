"""The least that Qt can do: bare windows, run as scripts, that the program is measured against."""
