"""Makes small mistakes in the program, one at a time, and counts those that a test notices."""
