"""Checks that a cluster and the indexes under our name suit this code; errors say what to change."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from elastic_transport import ConnectionError as NoConnection
from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, NotFoundError, UnsupportedProductError

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.client import Cluster, as_unavailable
from search.engines.elasticsearch.mapping import stamp
from search.engines.elasticsearch.names import is_ours, reading_alias, writing_alias

# The contract of engines was tried on these.
SUPPORTED_MAJOR: Final = 8
CHANGE: Final = f"name an Elasticsearch {SUPPORTED_MAJOR} cluster in ELASTICSEARCH_URL, or leave it empty"
WHERE: Final = "docs/elasticsearch.md"


class IncompatibleCluster(EngineUnavailable):
    """Raised for a cluster that answers but must not be used as it is. The text says what to change."""


def check_compatibility(cluster: Cluster, client: Any = None) -> str:
    """Return the version. Raises IncompatibleCluster, or EngineUnavailable while nothing answers.

    `client` has another time limit than a reader's.
    """
    version = check_cluster(cluster, client)
    check_index(cluster, client)
    return version


def check_cluster(cluster: Cluster, client: Any = None) -> str:
    """Return the version, before there is an index. Raises IncompatibleCluster, EngineUnavailable."""
    version = _cluster_info(cluster, client).get("version")
    if not isinstance(version, dict) or not isinstance(version.get("number"), str):
        raise IncompatibleCluster(
            f"what answers at {_where(cluster)} is not Elasticsearch: check ELASTICSEARCH_URL"
        )
    number: str = version["number"]
    if version.get("distribution") == "opensearch":
        raise IncompatibleCluster(
            f"OpenSearch {number} answers at {_where(cluster)}, which is another product: {CHANGE}"
        )
    if number.split(".", maxsplit=1)[0] != str(SUPPORTED_MAJOR):
        raise IncompatibleCluster(
            f"Elasticsearch {number} answers at {_where(cluster)}, but this site was tried with version"
            f" {SUPPORTED_MAJOR} only: {CHANGE}"
        )
    return number


def _cluster_info(cluster: Cluster, client: Any) -> dict[str, Any]:
    """Return the answer to GET /, whatever its version. Raises IncompatibleCluster, EngineUnavailable."""
    try:
        # No version of the product refuses this header, unlike the client's own.
        answer = (client or cluster.connected()).perform_request("GET", "/", headers={"accept": "*/*"})
        return dict(answer.body)
    except UnsupportedProductError as error:
        return dict(error.body) if isinstance(error.body, dict) else {}
    except ApiError as error:
        raise _refusal(cluster, error) from error
    except TlsError as error:
        raise IncompatibleCluster(
            f"no safe connection to {_where(cluster)}: name the authority that signed its certificate in"
            f" TWINFIELDS_ELASTICSEARCH_CA_FILE ({_short(error)})"
        ) from error
    except (NoConnection, ConnectionTimeout) as error:
        raise EngineUnavailable(
            f"nothing answers at {_where(cluster)}: check ELASTICSEARCH_URL and whether the cluster runs"
            f" ({_short(error)})"
        ) from error
    except (TransportError, TypeError, ValueError) as error:
        raise IncompatibleCluster(
            f"what answers at {_where(cluster)} is not Elasticsearch: check ELASTICSEARCH_URL"
        ) from error


def _refusal(cluster: Cluster, error: ApiError) -> EngineUnavailable:
    """Return the error to raise for a refused request."""
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return IncompatibleCluster(
            f"{_where(cluster)} does not let us in: check TWINFIELDS_ELASTICSEARCH_API_KEY, or the user and"
            " password in ELASTICSEARCH_URL"
        )
    if error.status_code == HTTPStatus.FORBIDDEN:
        return IncompatibleCluster(
            f"the key for {_where(cluster)} has too few rights: {WHERE} lists those it needs"
        )
    if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.status_code in (
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
    ):
        return EngineUnavailable(f"{_where(cluster)} cannot answer now: {error.status_code}")
    return IncompatibleCluster(
        f"what answers at {_where(cluster)} with {error.status_code} is not Elasticsearch: check"
        " ELASTICSEARCH_URL"
    )


def check_index(cluster: Cluster, client: Any = None) -> None:
    """Raise IncompatibleCluster unless readers’ index is ours; EngineUnavailable where there is none."""
    alias = reading_alias(cluster.prefix, stamp())
    found = _stamps(client or cluster.connected(), alias)
    if not found:
        raise EngineUnavailable("the index was never built, or by another version")
    check_ownership(cluster, alias, found)
    if len(found) != 1 or set(found.values()) != {stamp()}:
        raise IncompatibleCluster(
            f"the alias {alias} names {', '.join(sorted(found))}, not the one index of this version: run"
            " `manage.py rebuild_index --engine elasticsearch`"
        )


def check_aliases(cluster: Cluster, client: Any) -> None:
    """Raise IncompatibleCluster when one of our aliases names an index that this site did not make."""
    for name in (reading_alias, writing_alias):
        alias = name(cluster.prefix, stamp())
        check_ownership(cluster, alias, _stamps(client, alias))


def _stamps(client: Any, alias: str) -> dict[str, object]:
    """Return the stamp of each index that the alias names, or that has its name."""
    with as_unavailable():
        try:
            found = client.indices.get_mapping(index=alias).body
        except NotFoundError:
            return {}
    try:
        return {name: index["mappings"].get("_meta", {}).get("stamp") for name, index in found.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise EngineUnavailable("the answer is not one of mappings") from error


def check_ownership(cluster: Cluster, alias: str, indexes: Iterable[str]) -> None:
    """Raise IncompatibleCluster unless this site made each of the indexes."""
    foreign = sorted(name for name in indexes if not is_ours(name, cluster.prefix))
    if foreign:
        raise IncompatibleCluster(
            f"the alias {alias} names {foreign[0]}, which this site did not make: take the alias off it, or"
            " give this site another TWINFIELDS_ELASTICSEARCH_PREFIX"
        )


def _where(cluster: Cluster) -> str:
    """Return the cluster's addresses without passwords."""
    return ", ".join(re.sub(r"//[^@/]*@", "//", url) for url in cluster.urls)


def _short(error: Exception) -> str:
    return str(error)[:200]
