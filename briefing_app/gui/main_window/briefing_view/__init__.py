"""The panes of the main window side by side: what they do to each other, their focus and sizes."""
