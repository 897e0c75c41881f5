"""What a briefing is written in, and how its rows are read from there."""
