"""Dates and times as pages print them, in any order and with any separator."""

from __future__ import annotations

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
NUMERIC = (
    r"(?:\b\d{1,2}\s?[./·-]\s?\d{1,2}\s?[./·-]\s?(?:\d{4}|\d{2})\b|\b\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}\b\.?"
    r"|\b\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
)
DAY_MONTH = rf"(?:(?:{WEEKDAY},?\s+)?(?:the\s)?\b(?:{DAY}\s+(?:of\s)?{MONTH}|{MONTH}\s+{DAY})\b)"
WITH_YEAR = rf"(?:{DAY_MONTH},?\s+\d{{4}}\b)"
ZONE = (
    r"\(?(?:GMT|UTC|CES?T|E[DS]T|P[DS]?T|BST|IST|KST|JST|MSK|TRT|WIB|WITA|(?:Moscow|local)\stime)(?:\s?[+-]\d{1,2})?\)?"
)
TIME = (
    rf"(?:\b\d{{1,2}}\s?[:h.]\s?\d{{2}}(?::\d{{2}})?\b(?:\s?(?:[ap]\.?m\b\.?|Uhr|hrs?|hours|h|o'clock"
    rf"|clock)\b)?(?:\s{ZONE})?"
    rf"|\b\d{{1,2}}\s?[ap]\.?m\b\.?(?:\s{ZONE})?)"
)
COUNT = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a\sfew|several)"
AGO = (
    rf"(?:\b(?:(?:about|almost|over)\s)?{COUNT}\s?(?:sec(?:ond)?|min(?:ute)?|hour|hr|h|day|d|week"
    rf"|month|year)s?\.?\sago\b)"
)
