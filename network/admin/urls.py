"""Lists the addresses of the network in the admin that no set of Wagtail's views makes."""

from django.urls import URLPattern, path

from network.admin.expressions import EXPRESSION, EXPRESSIONS, ExpressionsView, ExpressionView
from network.admin.figures import FiguresView
from network.admin.partner_files import TABLE, PartnerFilesView, partner_table
from network.admin.partners import FILES
from network.admin.territories import FIGURES

urlpatterns: list[URLPattern] = [
    path("partners/files/", PartnerFilesView.as_view(), name=FILES),
    path("partners/files/all.<str:extension>", partner_table, name=TABLE),
    path("territories/<int:pk>/figures/", FiguresView.as_view(), name=FIGURES),
    path("twins/", ExpressionsView.as_view(), name=EXPRESSIONS),
    path("twins/<int:pk>/", ExpressionView.as_view(), name=EXPRESSION),
]
