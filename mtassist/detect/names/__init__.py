"""One person under several names."""
