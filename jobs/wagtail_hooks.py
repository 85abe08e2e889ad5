"""Two reports for administrators: mails, and work that failed."""

from django.urls import URLPattern
from wagtail import hooks

from jobs.admin import failed_jobs, mails
from jobs.admin.superusers import SuperusersMenuItem


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [*mails.urls, *failed_jobs.urls]


@hooks.register("register_reports_menu_item")
def mails_menu_item() -> SuperusersMenuItem:
    return mails.menu_item()


@hooks.register("register_reports_menu_item")
def failed_jobs_menu_item() -> SuperusersMenuItem:
    return failed_jobs.menu_item()
