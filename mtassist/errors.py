"""What can go wrong outside the program.

MtassistError
├── InputError     the text or file given cannot be used
├── ConfigError    an option, rule id or configuration file is wrong
├── ModelMissing   a model was asked for that is not there
├── ModelSilent    a model is there, and gave no answer
└── WorkLost       the processes or machines that did the work are gone

Each message says what was seen, what was wanted and what to do. Programming errors stay ``ValueError``/``TypeError``.
"""

from __future__ import annotations


class MtassistError(Exception):
    """Base of all errors that a user can mend."""


class InputError(MtassistError):
    """The text or file given cannot be used."""


class ConfigError(MtassistError):
    """An option, a rule id or a configuration file is wrong."""


class ModelMissing(MtassistError):
    """A model was asked for that is not there."""


class ModelSilent(MtassistError):
    """A model is there, and gave no answer."""


class WorkLost(MtassistError):
    """The processes or machines that did the work are gone."""
