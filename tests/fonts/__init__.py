"""The fonts that tests see beside the bundled ones."""
