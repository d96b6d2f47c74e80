"""``python -m gloss.cli``."""

import sys

from gloss.cli import main

sys.exit(main())
