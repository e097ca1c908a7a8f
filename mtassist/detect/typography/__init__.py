"""Spacing, punctuation and capitals."""
