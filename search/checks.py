"""System checks of the search settings. None of them keeps the site from starting."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.compatibility import IncompatibleCluster
from search.engines.registry import elasticsearch_version


@register(Tags.compatibility)
def settings_can_be_read(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Return errors of the settings themselves, without asking the cluster: every command runs it."""
    config = settings.SEARCH["ELASTICSEARCH"]
    found: list[CheckMessage] = []
    for url in config["URLS"]:
        if not is_complete_url(url):
            found.append(
                Error(
                    "An address in ELASTICSEARCH_URL cannot be read.",
                    hint="Give each with http:// or https:// and its port, such as"
                    " https://search.example.org:9200, and commas between them.",
                    id="search.E001",
                )
            )
    if config["CA_FILE"] and not Path(config["CA_FILE"]).is_file():
        found.append(
            Error(
                "There is no file at TWINFIELDS_ELASTICSEARCH_CA_FILE.",
                hint="Name the PEM file of the authority that signed the cluster's certificate.",
                id="search.E002",
            )
        )
    if not config["API_KEY"].isascii() or any(letter.isspace() for letter in config["API_KEY"]):
        found.append(
            Error(
                "TWINFIELDS_ELASTICSEARCH_API_KEY is not a key.",
                hint="Give the value called `encoded` in the cluster's answer when the key was made.",
                id="search.E003",
            )
        )
    if config["SHARDS"] < 1:
        found.append(Error("TWINFIELDS_ELASTICSEARCH_SHARDS has to be 1 or more.", id="search.E005"))
    return found


def is_complete_url(url: str) -> bool:
    """Return whether a URL has a scheme, a host and a port."""
    parts = urlsplit(url)
    try:
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not None
    except ValueError:
        return False


@register("elasticsearch", deploy=True)
def cluster_fits(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Return what the cluster says about its compatibility, for `manage.py check --deploy`."""
    if not settings.SEARCH["ELASTICSEARCH"]["URLS"]:
        return []
    try:
        elasticsearch_version()
    except IncompatibleCluster as error:
        return [Error(str(error), id="search.E004")]
    except EngineUnavailable as error:
        return [
            Warning(
                str(error), hint="Until it answers, the site searches in its own index.", id="search.W001"
            )
        ]
    return []
