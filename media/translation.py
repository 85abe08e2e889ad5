"""Registers what is written about a picture or clip in three languages."""

from modeltranslation.translator import TranslationOptions, register

from media.models import Clip, Image


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt_text",)


@register(Clip)
class ClipTranslation(TranslationOptions):
    fields = ("title", "captions", "transcript")
