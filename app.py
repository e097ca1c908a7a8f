"""The review page: ``python app.py``, with the options of ``mtassist serve``."""

import sys

from mtassist.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
