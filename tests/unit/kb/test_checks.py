import pytest

from kb.checks import refusals

SAFE = {
    "secret_key": "q7Gm2xVw9Lr4Tz8Bn1Ks6Hd3Yp5Jc0Fa-EiUoWeRtXvZ",
    "allowed_hosts": ["fields.example.org"],
    "debug": False,
    "base_url": "https://fields.example.org",
    "insecure_http": False,
}


def test_safe_settings_are_accepted() -> None:
    assert refusals(**SAFE) == []


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("secret_key", "", "TWINFIELDS_SECRET_KEY"),
        ("secret_key", "short", "TWINFIELDS_SECRET_KEY"),
        ("secret_key", "a" * 60, "TWINFIELDS_SECRET_KEY"),
        ("secret_key", "django-insecure-q7Gm2xVw9Lr4Tz8Bn1Ks6Hd3Yp5Jc0Fa", "TWINFIELDS_SECRET_KEY"),
        ("secret_key", "only-for-development-q7Gm2xVw9Lr4Tz8Bn1Ks6Hd3Yp5", "TWINFIELDS_SECRET_KEY"),
        ("allowed_hosts", [], "TWINFIELDS_ALLOWED_HOSTS"),
        ("allowed_hosts", ["fields.example.org", "*"], "TWINFIELDS_ALLOWED_HOSTS"),
        ("debug", True, "DEBUG"),
        ("base_url", "http://fields.example.org", "TWINFIELDS_INSECURE_HTTP"),
        ("base_url", "fields.example.org", "TWINFIELDS_BASE_URL"),
        ("base_url", "ftp://fields.example.org", "TWINFIELDS_BASE_URL"),
    ],
)
def test_an_unsafe_setting_is_named_in_one_sentence(name: str, value: object, word: str) -> None:
    (sentence,) = refusals(**{**SAFE, name: value})
    assert word in sentence


def test_plain_http_is_accepted_where_somebody_asked_for_it() -> None:
    assert refusals(**{**SAFE, "base_url": "http://localhost:8000", "insecure_http": True}) == []
