"""Changing and storing running orders: dialog, models and store; the order itself is in model/."""
