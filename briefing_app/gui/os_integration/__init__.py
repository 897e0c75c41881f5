"""What depends on the operating system: start-up, files to open, displays and sleep."""
