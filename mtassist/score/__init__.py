"""Scorers: one file, one number.

A scorer is a module with ``SIGNATURE`` and ``score(document, issues)``.
"""
