"""The admin's views of our pages."""

from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from practices.admin.creating import OnceCreateView
from practices.admin.saving import SafeEditView
from practices.models import Practice, RegionSection


class PageRevertView(SafeEditView, RevisionsRevertView):
    pass


class WalledPageViewSet(PageViewSet):
    add_view_class = OnceCreateView
    edit_view_class = SafeEditView
    revisions_revert_view_class = PageRevertView


class PracticeViewSet(WalledPageViewSet):
    model = Practice


class RegionSectionViewSet(WalledPageViewSet):
    model = RegionSection
