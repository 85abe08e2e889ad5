"""Lists the newsletter's pages for readers, under the language prefix."""

from django.urls import URLPattern, path

from newsletter.subscriber_views import SubscribeView, confirm, mail_kept, mine, mine_data, stop
from newsletter.views import issue, issues

app_name = "newsletter"

urlpatterns: list[URLPattern] = [
    path("newsletter/", issues, name="issues"),
    path("newsletter/subscribe/", SubscribeView.as_view(), name="subscribe"),
    # Below `confirm/`, `stop/` and `mine/`, so that no log keeps the link.
    path("newsletter/confirm/<str:token>/", confirm, name="confirm"),
    path("newsletter/stop/<str:token>/", stop, name="stop"),
    path("newsletter/stop/<str:token>/kept/", mail_kept, name="mail_kept"),
    path("newsletter/mine/<str:token>/", mine, name="mine"),
    path("newsletter/mine/<str:token>/data.json", mine_data, name="mine_data"),
    path("newsletter/<slug:slug>/", issue, name="issue"),
]
