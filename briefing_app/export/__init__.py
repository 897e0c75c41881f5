"""Exports of a report, and the jobs that the window and the commands share. No Qt."""
