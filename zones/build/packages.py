"""Finds the files of the data packages without importing them (some cost 200 MB)."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

DATA_FOLDER: Final = Path(__file__).resolve().parent.parent / "data"


def package_file(package: str, inner_path: str) -> Path:
    """Returns a data file inside an installed package. Raises FileNotFoundError with the remedy."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / inner_path
        if path.is_file():
            return path
    raise FileNotFoundError(f"{package}/{inner_path}: install requirements-data.lock first")


def versions(*packages: str) -> dict[str, str]:
    return {package: version(package) for package in packages}
