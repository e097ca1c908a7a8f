"""Suggesters: one file, one way to mend issues that detectors found.

A suggester is a module with ``suggest(document, issues)``.
"""
