"""The presenter view and its parts."""
