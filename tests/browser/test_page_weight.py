"""What a page costs stays within tests/browser/budgets.toml, measured on the site as it is served."""

from collections.abc import Callable

from playwright.sync_api import Browser

from benchmarks import page_weight
from tests.browser.conftest import RunningSite


def test_every_budget_is_measured_and_kept(
    browser: Browser, site: RunningSite, record_property: Callable[[str, object], None]
) -> None:
    lines = list(page_weight.measure(browser, site.url))
    for line in lines:
        record_property(line.name, f"{line.measured:,} of {line.budget:,} {line.where}")
    assert not [line for line in lines if not line.is_kept]
    kinds = page_weight.budgets()
    set_down = [
        budget
        for kind in ("html", "first_view", "styles", "parts", "never")
        for budget in kinds[kind].values()
    ]
    assert [line.budget for line in lines] == set_down
