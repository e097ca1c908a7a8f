"""Detectors: one folder per family, one file per rule. To add one, drop in a file; nothing else changes.

    detect/<family>/<name>.py
        a docstring     what it finds, why a machine does it, when a person would write it too
        RULE            Rule(id="family.name", summary, mqm, severity, examples=(bad(…), ok(…), misses(…)))
        one verb        find(segment) | find_block(block) | find_all(document)  ->  Iterator[Issue]

Take the narrowest verb that sees enough. Half of the examples are good text that looks bad. Each rule should stay under
0.2 ms per 1,000 characters: look for a telling character first, keep regular expressions linear, and put work that
depends on one block's text alone behind ``functools.lru_cache``, for the proof of each fix runs the rules again.
"""
