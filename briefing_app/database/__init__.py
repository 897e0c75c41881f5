"""The file format: what stands in a briefing, how it is read, checked and built."""
