"""The API's own description, tried against it: every address, with values that fit and values that do not."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kb.wsgi import application
from practices.regions import Region
from tests import factories

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
PATH = "/api/v1/openapi.json"


@pytest.fixture
def filled(region: Region, work: Callable[[], None], settings: Any) -> Iterator[None]:
    settings.API_REQUESTS_PER_HOUR = 0
    for country in ("BJ", "ML", "FR"):
        factories.make_practice(region.section, country=country, external_id=f"in-{country.lower()}")
    work()
    # Requests that come from no test client close connections, also the one that holds the test's rows.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_as_described(filled: None, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi(PATH, application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 8
    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        def check(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        try:
            check()
        except Unsatisfiable:
            # What has no parameter cannot be asked wrongly.
            assert mode is GenerationMode.NEGATIVE


def test_what_is_described_is_known_by_name_and_in_the_asked_language(client: Client, region: Region) -> None:
    english, french = (client.get(f"{PATH}?language={code}").json() for code in ("en", "fr"))
    assert english["openapi"].startswith("3.1")
    for path, operations in english["paths"].items():
        said, dit = operations["get"], french["paths"][path]["get"]
        assert said["summary"] != dit["summary"], path
        assert "application/problem+json" in json.dumps(said["responses"])
        assert {"304", "405"} <= set(said["responses"]), path
        assert all(parameter["description"] for parameter in said.get("parameters", ()))
        assert "language" in {parameter["name"] for parameter in said["parameters"]}, path
