"""Numbers, dates, times and scale words in the format of the source."""
