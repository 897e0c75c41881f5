"""The presenter view and its parts; nothing that the audience sees."""
