"""Exports of a report: handout (PDF), PowerPoint and data package. No Qt."""
