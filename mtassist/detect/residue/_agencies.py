"""News agencies as patterns; the names are in ``seeds/lists/agencies.tsv``."""

from __future__ import annotations

from mtassist.detect.residue._position import alternation

WIRE = alternation("agencies", "scope", "wire")
LOCAL = alternation("agencies", "scope", "local")
PICTURES = alternation("agencies", "scope", "photo")
ANY = rf"(?:{LOCAL}|{WIRE})\b"
FOREIGN = rf"(?:{LOCAL})\b"
# Agencies whose names were translated as words: Al-Ittihad, the agencies, online desks.
MISREAD = r"(?:The\s)?(?:Union|Agencies|Agency|agencies|Gulf|Bureau|Online|Wires|Correspondents?)"
