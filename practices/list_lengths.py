"""Says how many rows a practice may have: forms and files agree."""

from typing import Final

MOST_TAGS: Final = 30
MOST_STEPS: Final = 20
MOST_CITATIONS: Final = 30
MOST_CARBON_MEASUREMENTS: Final = 20
MOST_TUTORIALS: Final = 10
MOST_CLIPS: Final = 20
