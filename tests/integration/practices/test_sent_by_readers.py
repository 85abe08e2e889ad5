"""Regions of before get the collection in which what readers send waits."""

import importlib

from django.apps import apps
from wagtail.models import Collection

from media.space import WAITING_NAME, is_waiting
from practices.regions import Region, create_region
from tests import factories


def test_each_region_of_before_gets_one(region: Region) -> None:
    andes = factories.make_region("andes", "Andes")
    for one in (region, andes):
        Collection.objects.get(pk=one.collection.pk).get_children().get().delete()
    Collection.objects.get(pk=andes.collection.pk).add_child(name="Terraces")
    Collection.get_first_root_node().add_child(name="Of no region")
    migration = importlib.import_module("practices.migrations.0014_sent_by_readers")
    for _again in range(2):
        migration.add_collections(apps, None)
    found = Collection.objects.filter(name=WAITING_NAME)
    assert {one.get_parent().name for one in found} == {"West Africa", "Andes"}
    assert all(map(is_waiting, found))
    assert not any(Collection.find_problems())
    create_region("andes", {"en": "Andes"})
    assert Collection.objects.filter(name=WAITING_NAME).count() == 2
