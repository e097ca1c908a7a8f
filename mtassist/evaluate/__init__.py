"""Measures: how much is found and mended in annotated articles, how quiet genuine English stays, how fast it is."""
