"""Makes the bundled model, from the data folder to ``models/<name>/``."""
