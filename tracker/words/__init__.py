"""Vocabulary as data (``*.yaml`` beside this file) with small pure functions over it."""
