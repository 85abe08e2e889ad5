"""What lists and choices of places share: each component with a sample of what it gets."""

from readers.presenters.view_models import Facet, FacetOption, PlaceCandidate, PlaceGroup
from tests.html import parsed
from tests.unit.readers.showing import show, words


def test_groups_of_filters_fold_unless_something_is_chosen_there() -> None:
    facets = [
        Facet("kind", "Kind", [FacetOption("state", "State", 3, True, False)], ticked=1, is_open=True),
        Facet("country", "Country", [FacetOption("bj", "Benin", 0, False, True)]),
    ]
    html = show("components/facet_groups", facets=facets, clear_url="/en/partners/", found="3 partners")
    groups = parsed(html).select("details")
    assert [group.has_attr("open") for group in groups] == [True, False]
    assert words(html) == "Kind 1 chosen State 3 Country Benin 0 Show these Clear 3 partners"
    assert "Clear" not in show("components/facet_groups", facets=facets, clear_url="", found="")


def test_a_list_leads_to_the_pages_that_there_are() -> None:
    both = parsed(show("components/pager", previous_url="?page=1", next_url="?page=3"))
    assert [(link["rel"], link["href"]) for link in both.select("nav a")] == [
        (["prev"], "?page=1"),
        (["next"], "?page=3"),
    ]
    assert words(show("components/pager", previous_url="", next_url="?page=2")) == "More"
    assert words(show("components/pager", previous_url="", next_url="")) == ""


def test_places_stand_in_groups_and_what_fits_less_is_folded() -> None:
    near, far = PlaceCandidate("?place=1", "Santa", "Peru"), PlaceCandidate("?place=2", "Santa", "Chile")
    groups = [PlaceGroup([near], more=[far]), PlaceGroup([far], heading="Written alike")]
    html = show("components/place_groups", groups=groups, here_url="?lat=1&lon=2")
    assert (
        words(html) == "Santa Peru Exactly where I tapped 1 more place Santa Chile "
        "Written alike Santa Chile Exactly where I tapped"
    )
    assert [each.find("summary").get_text(strip=True) for each in parsed(html).select("details")] == [
        "1 more place"
    ]
