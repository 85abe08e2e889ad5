"""Stores what readers ask for, counted by day: nothing of who asked, from where, or what came before."""

from django.db import models

LONGEST_TYPED = 40
DIGEST_LENGTH = 64


class DemandCount(models.Model):
    """Counts the searches of a day that had one thing in common.

    `code` names the thing: of a crop or zone its code, of a cell its south-west corner, of what was typed a
    keyed digest. `country` is where the land lies, empty where that was not told. `found_nothing` counts, of
    what was typed, how often no practice or place was found for it.
    """

    class Kind(models.TextChoices):
        WORDS = "words"
        PLACE = "place"
        CELL = "cell"
        ZONE = "zone"
        CROP = "crop"
        LANGUAGE = "language"

    day = models.DateField()
    kind = models.CharField(max_length=10)
    country = models.CharField(max_length=2, blank=True)
    code = models.CharField(max_length=DIGEST_LENGTH)
    asked = models.PositiveIntegerField(default=0)
    found_nothing = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "country", "day"], name="demand_counted_once")
        ]
        indexes = [models.Index(fields=["day"], name="demand_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.code}"


class TypedTerm(models.Model):
    """Holds in clear what readers typed on three days or more: words, or the name of a place."""

    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=DIGEST_LENGTH)
    text = models.CharField(max_length=LONGEST_TYPED)
    # Of the pages on which it was typed first.
    language = models.CharField(max_length=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="typed_term_once")]

    def __str__(self) -> str:
        return self.text


class Opening(models.Model):
    """Counts how often the page of a practice was opened on a day."""

    wagtail_reference_index_ignore = True

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "day"], name="opening_counted_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.practice_id}"
