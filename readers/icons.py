"""The drawings of `img/icons.svg` by name. A page carries those it uses, so none is requested."""

import re
from pathlib import Path
from typing import Final

SHEET: Final = Path(__file__).parent / "static" / "readers" / "img" / "icons.svg"

_SYMBOL: Final = re.compile(r'^<symbol id="i-([a-z0-9_-]+)".*</symbol>$', re.MULTILINE)

# Name to the whole symbol element.
SYMBOLS: Final = {found[1]: found[0] for found in _SYMBOL.finditer(SHEET.read_text(encoding="utf-8"))}
