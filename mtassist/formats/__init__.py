"""File formats, one file each. Dictionaries and units other than code points exist only here."""
