"""mtassist: find and mend what machine translation leaves behind in English news.

>>> report = check("He left the the station.")
>>> [issue.rule for issue in report.issues]
['repetition.word']
"""

from mtassist.config import Config
from mtassist.errors import ConfigError, InputError, ModelMissing, ModelSilent, MtassistError, WorkLost
from mtassist.pipeline import check, check_many
from mtassist.review import fix, resolve
from mtassist.segment import document
from mtassist.types import (
    Block,
    Decision,
    Document,
    Edit,
    Issue,
    Report,
    Safety,
    Score,
    Segment,
    Severity,
    Span,
    Suggestion,
)

__version__ = "0.1.0"

__all__ = [
    "Block",
    "Config",
    "ConfigError",
    "Decision",
    "Document",
    "Edit",
    "InputError",
    "Issue",
    "ModelMissing",
    "ModelSilent",
    "MtassistError",
    "Report",
    "Safety",
    "Score",
    "Segment",
    "Severity",
    "Span",
    "Suggestion",
    "WorkLost",
    "check",
    "check_many",
    "document",
    "fix",
    "resolve",
]
