"""The panes of the main window side by side: how they affect each other, their focus and sizes."""
