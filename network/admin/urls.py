"""Lists the addresses of the network in the admin that no set of Wagtail's views makes."""

from typing import Any

from django.urls import path

from network.admin.expressions import EXPRESSION, EXPRESSIONS, ExpressionsView, ExpressionView
from network.admin.figures import FiguresView
from network.admin.territories import FIGURES

urlpatterns: list[Any] = [
    path("territories/<int:pk>/figures/", FiguresView.as_view(), name=FIGURES),
    path("twins/", ExpressionsView.as_view(), name=EXPRESSIONS),
    path("twins/<int:pk>/", ExpressionView.as_view(), name=EXPRESSION),
]
