"""The findings, quote and figures panes with their models and delegates; not their window."""
