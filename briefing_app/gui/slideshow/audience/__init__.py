"""The window that the audience sees, and its parts."""
