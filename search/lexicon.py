"""The one place to ask which words and concepts practices use, whichever engine answers matches.

Every web server keeps the embedded index, so it is the lexicon even where Elasticsearch answers.
"""

from search.engines.base import Lexicon
from search.engines.registry import embedded_engine


def lexicon() -> Lexicon:
    """Return the lexicon of this server's own index."""
    return embedded_engine()
