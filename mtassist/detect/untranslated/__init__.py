"""Words, sentences and scripts left in the source language."""
