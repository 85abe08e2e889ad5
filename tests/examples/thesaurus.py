"""A small thesaurus as data files."""

import json
from pathlib import Path
from typing import Any

from practices.thesaurus import KINDS

ROWS: dict[str, list[dict[str, Any]]] = {
    "practices": [
        {
            "id": "planting-pits",
            "broader": ["water-harvesting"],
            "agrovoc": None,
            "en": ["planting pits"],
            "fr": ["trous de semis"],
            "es": ["hoyos de siembra"],
            "names": ["zaï"],
        },
        {
            "id": "water-harvesting",
            "broader": [],
            "agrovoc": None,
            "en": ["water harvesting"],
            "fr": ["récolte de l’eau"],
            "es": ["cosecha de agua"],
        },
    ],
    "crops": [
        {
            "id": "cowpea",
            "broader": [],
            "agrovoc": "c_8500",
            "en": ["cowpea"],
            "fr": ["niébé"],
            "es": ["caupí", "frijol de costa"],
        }
    ],
}


def write_thesaurus(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Path:
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(
            json.dumps(rows.get(kind, []), ensure_ascii=False), encoding="utf-8"
        )
    return folder
