"""Keys: the short names by which documents and sections stand in addresses, the same for years."""

import re

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Small letters and digits, with single hyphens between them."""
