"""Tries what users of Windows install and run under Wine: ``make check-wine``."""
