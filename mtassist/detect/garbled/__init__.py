"""Clauses that fell apart."""
