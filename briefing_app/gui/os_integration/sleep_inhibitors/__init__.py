"""Inhibiting sleep and the screen saver: one module per mechanism, and what combines them."""
