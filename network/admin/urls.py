"""Lists the addresses of partners' tables, under /admin/."""

from django.urls import URLPattern, path

from network.admin.partner_files import TABLE, PartnerFilesView, partner_table
from network.admin.partners import FILES

urlpatterns: list[URLPattern] = [
    path("partners/files/", PartnerFilesView.as_view(), name=FILES),
    path("partners/files/all.<str:extension>", partner_table, name=TABLE),
]
