"""Makes the groups of people who look after no region."""

from typing import Final

from django.contrib.auth.models import Group, Permission

NEWSLETTER_GROUP: Final = "Newsletter editors"


def newsletter_editors() -> Group:
    """Returns the group that may enter the admin and write the newsletter."""
    group, _created = Group.objects.get_or_create(name=NEWSLETTER_GROUP)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        Permission.objects.get(content_type__app_label="newsletter", codename="change_issue"),
    )
    return group
