"""Commitments of local governments, checked against what later reports say."""

__version__ = "0.1.0"
