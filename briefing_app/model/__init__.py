"""Frozen values and what they mean, from reports to slides, with shared wording; no Qt, no SQL."""
