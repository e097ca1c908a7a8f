"""Things said twice."""
