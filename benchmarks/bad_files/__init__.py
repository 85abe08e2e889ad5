"""Makes files that no site should trust, each with what must become of it.

`python -m benchmarks.bad_files` sends them all.
"""

from benchmarks.bad_files import documents, films, pictures
from benchmarks.bad_files.bad_file import BadFile

CORPUS: tuple[BadFile, ...] = (*pictures.CORPUS, *documents.CORPUS, *films.CORPUS)
