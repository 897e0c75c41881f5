"""One controller per task; each connects the main window to what carries out the task."""
