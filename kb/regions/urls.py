"""Lists the addresses below /admin/regions/."""

from django.urls import path

from kb.regions.person_view import PersonView, SitePersonView
from kb.regions.views import DeleteRegionView, IndexView, NewRegionView, RegionView, SiteTeamView

urlpatterns = [
    path("regions/", IndexView.as_view(), name="regions"),
    path("regions/new/", NewRegionView.as_view(), name="regions_new"),
    path("regions/site/", SiteTeamView.as_view(), name="regions_site_team"),
    path("regions/site/people/<int:person_id>/", SitePersonView.as_view(), name="regions_site_person"),
    path("regions/<int:pk>/", RegionView.as_view(), name="regions_edit"),
    path("regions/<int:pk>/delete/", DeleteRegionView.as_view(), name="regions_delete"),
    path("regions/<int:pk>/people/<int:person_id>/", PersonView.as_view(), name="regions_person"),
]
