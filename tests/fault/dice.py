"""The seed of a campaign: the short form is the same every time; the long one draws its own, and a
failure names it."""

import os
import random

from book import LONG

SEED = int(os.environ.get("RAPPORT_SEED", "0")) or (
    random.SystemRandom().randrange(1, 1 << 32) if LONG else 1)
