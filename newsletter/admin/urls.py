"""Lists the addresses of the newsletter, under /admin/."""

from django.urls import URLPattern, path

from newsletter.admin.base import (
    ADD,
    BUILD,
    CLOSE,
    DELETE,
    EXPORT,
    IMPORT_TEMPLATE,
    LIST,
    MAIL,
    OUT,
    PICK,
    PREVIEW,
    SEND,
    SENDING,
    SUBSCRIBER,
    SUBSCRIBERS,
    SUBSCRIBERS_FILE,
)
from newsletter.admin.builder import BuilderView
from newsletter.admin.closing import CloseView
from newsletter.admin.going_out import GoingOutView, export_file
from newsletter.admin.issue_list import DeleteView, IssueListView
from newsletter.admin.pick_view import AddPracticeView, PickView
from newsletter.admin.previews import PreviewView, preview_mail
from newsletter.admin.sending_views import SendingView, SendView
from newsletter.admin.subscribers import (
    SubscribersView,
    SubscriberView,
    export_subscribers,
    import_template,
)

urlpatterns: list[URLPattern] = [
    path("newsletter/", IssueListView.as_view(), name=LIST),
    path("newsletter/add/<int:pk>/", AddPracticeView.as_view(), name=ADD),
    path("newsletter/<int:pk>/", BuilderView.as_view(), name=BUILD),
    path("newsletter/<int:pk>/pick/<slug:kind>/", PickView.as_view(), name=PICK),
    path("newsletter/<int:pk>/preview/", PreviewView.as_view(), name=PREVIEW),
    path("newsletter/<int:pk>/preview/mail/", preview_mail, name=MAIL),
    path("newsletter/<int:pk>/close/", CloseView.as_view(), name=CLOSE),
    path("newsletter/<int:pk>/delete/", DeleteView.as_view(), name=DELETE),
    path("newsletter/<int:pk>/out/", GoingOutView.as_view(), name=OUT),
    path("newsletter/<int:pk>/out/<slug:language>/<str:kind>", export_file, name=EXPORT),
    path("newsletter/<int:pk>/send/", SendView.as_view(), name=SEND),
    path("newsletter/<int:pk>/sending/", SendingView.as_view(), name=SENDING),
    path("newsletter/subscribers/", SubscribersView.as_view(), name=SUBSCRIBERS),
    path("newsletter/subscribers/<int:pk>/", SubscriberView.as_view(), name=SUBSCRIBER),
    path("newsletter/subscribers/all.csv", export_subscribers, name=SUBSCRIBERS_FILE),
    path("newsletter/subscribers/import.csv", import_template, name=IMPORT_TEMPLATE),
]
