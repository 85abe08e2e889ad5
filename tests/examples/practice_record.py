"""A record as a file holds it, complete in three languages. It describes no real practice."""

from typing import Any


def words(text: str) -> dict[str, str]:
    return {"en": f"{text} in English", "fr": f"{text} en français", "es": f"{text} en español"}


def practice_record(**changes: Any) -> dict[str, Any]:
    """A new record each time; `changes` replace entries of the first level."""
    record: dict[str, Any] = {
        "id": "stone-lines-testland",
        "region": "west-africa",
        "country": "BF",
        "place_name": "Testland",
        "latitude": 13.6,
        "longitude": -2.4,
        "altitude_m": 330,
        "position_confirmed": False,
        "name": words("Stone lines"),
        "summary": words("Lines of stones along the contour"),
        "problem": words("Rain ran off"),
        "what_changed": words("More water stayed"),
        "did_not_work": words("Stones were far"),
        "how_overcome": words("Neighbours shared a cart"),
        "tools": words("Cart and level"),
        "inputs": words("Stones"),
        "who_works": words("The family"),
        "outcome_note": words("Still kept"),
        "local_names": "",
        "steps": [
            {"text": words("Mark the contour"), "when": words("Before the rains"), "drawing": ""},
            {"text": words("Lay the stones"), "when": words("Before the rains"), "drawing": ""},
            {"text": words("Mend the gaps"), "when": words("After each storm"), "drawing": ""},
        ],
        "practice_groups": ["water_harvesting", "erosion_control"],
        "measures": ["structural"],
        "land_uses": ["cropland"],
        "outcome": "adopted",
        "since_year": 1985,
        "until_year": None,
        "introduced_by": "project",
        "area_ha": 1.5,
        "control_plot": None,
        "conditions": {
            "rain": {"low": 500, "high": 800, "source": "c1"},
            "texture": {"codes": ["sandy", "loamy"], "source": "c1"},
            "crops": {"codes": ["millet_sorghum"], "source": ""},
            "frost": {"value": False, "source": "c2"},
        },
        "needs": [{"need": "slope", "source": "c1"}, {"need": "millet_sorghum", "source": "c2"}],
        "labour_person_days_per_ha": {"low": 80, "high": 120},
        "labour_months": [2, 3, 4],
        "cost": {"low": 100, "high": 150.5, "currency": "XOF", "basis": "per_ha", "year": 2001},
        "money_before_return": "little",
        "secure_land_needed": True,
        "soil_carbon": {
            "known": words("Measured once, in one field"),
            "measured": [
                {
                    "quantity": "carbon_content",
                    "finding": "gain",
                    "before": 0.5,
                    "after": 0.8,
                    "low": 0.7,
                    "high": 0.9,
                    "depth_from_cm": 0,
                    "depth_to_cm": 20,
                    "years": 5,
                    "comparison": "in_time",
                    "method": words("Walkley-Black"),
                    "source": "c1",
                },
                {"quantity": "carbon_stock", "finding": "no_change", "depth_from_cm": 20, "source": "c2"},
            ],
        },
        "impacts": [
            {
                "indicator": "yield",
                "score": 2,
                "before": "400 kg/ha",
                "after": "600 kg/ha",
                "note": words("Grain"),
            },
            {"indicator": "workload", "score": -1, "before": "", "after": "", "note": {}},
        ],
        "compiled_from_sources": True,
        "tags": ["contour", "stones"],
        "drawing": "",
        "licence": "CC-BY-4.0",
        "citations": [
            {
                "key": "c1",
                "text": "A source (1999).",
                "language": "en",
                "note": {"en": "Trials on sand", "fr": "Essais sur sable", "es": "Ensayos en arena"},
                "doi": "10.1000/182",
                "url": "",
                "year": 1999,
                "read_as": "abstract",
            },
            {
                "key": "c2",
                "text": "Otra (2004).",
                "language": "es",
                "note": {},
                "doi": "",
                "url": "https://example.org/a",
                "year": 2004,
                "read_as": "",
            },
        ],
        "see_it_done": [
            {
                "url": "https://films.example.org/stones",
                "title": "Des pierres contre l’eau",
                "language": "fr",
                "kind": "video",
                "minutes": 12,
                "checked_on": "2026-01-31",
            },
            {
                "url": "https://example.org/leaflet.pdf",
                "title": "Stone lines",
                "language": "en",
                "kind": "leaflet",
                "minutes": None,
                "checked_on": None,
            },
        ],
    }
    return record | changes
