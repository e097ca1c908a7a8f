"""Many texts: the files of one command, and scoring that streams, resumes and spreads over processes."""

from mtassist.batch.texts import Texts

__all__ = ["Texts"]
