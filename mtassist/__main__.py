"""``python -m mtassist``: the same as the ``mtassist`` command."""

from mtassist.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
