"""Broken characters, entities and model tokens."""
