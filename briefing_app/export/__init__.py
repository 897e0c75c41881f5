"""Files to take away, made from the values of a report; no Qt."""
