"""Bytes to values: reports to ``Document``, files edited by hand to nodes with their places and to what they say."""
