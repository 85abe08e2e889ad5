"""What can be heard of practices is one question to the database; its parts agree on the order of columns."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.voices import heard_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_all_parts_of_the_question_have_their_columns_in_one_order() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert not heard_on([1])
    (question,) = (each["sql"] for each in asked.captured_queries)
    parts = re.findall(r"SELECT (?:DISTINCT )?(.+?) FROM", question)
    names = [re.findall(r'"(\w+)"\."(\w+)" AS', part) for part in parts]
    columns = [[column for _table, column in part] for part in names if part]
    assert columns == [["practice_id", "spoken", "video"]] * 3
