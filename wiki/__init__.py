"""Conduct Wiki: drafting an organisation's code of conduct together."""

__version__ = "0.1.0"
