"""Conduct Wiki: drafting an organisation's code of conduct together."""
