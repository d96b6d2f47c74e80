"""The web app in a real browser, against a real server. ``bench/`` lends the server and the API client."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
