"""Reads English with a trained model: what is probably wrong, how good a sentence is."""
