"""Takes the home page and plain pages over from the app `kb`, whose migration has renamed their tables."""

import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

PAGES = ("homepage", "plainpage")


def take_over(apps, schema_editor):
    """Keeps every page, version and permission of these types: they name the type by its row."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    ContentType.objects.filter(app_label="kb", model__in=PAGES).update(app_label="readers")


def give_back(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    ContentType.objects.filter(app_label="readers", model__in=PAGES).update(app_label="kb")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("kb", "0004_pages_to_readers"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='HomePage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                        ('name_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='name')),
                        ('name_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='name')),
                        ('name_es', models.CharField(blank=True, max_length=120, null=True, verbose_name='name')),
                        ('title_tag', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, verbose_name='title for search engines')),
                        ('title_tag_en', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, null=True, verbose_name='title for search engines')),
                        ('title_tag_fr', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, null=True, verbose_name='title for search engines')),
                        ('title_tag_es', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, null=True, verbose_name='title for search engines')),
                        ('meta_description', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, verbose_name='description for search engines')),
                        ('meta_description_en', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, null=True, verbose_name='description for search engines')),
                        ('meta_description_fr', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, null=True, verbose_name='description for search engines')),
                        ('meta_description_es', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, null=True, verbose_name='description for search engines')),
                        ('tagline', models.CharField(blank=True, help_text='Stands under the name.', max_length=200, verbose_name='one line about the site')),
                        ('tagline_en', models.CharField(blank=True, help_text='Stands under the name.', max_length=200, null=True, verbose_name='one line about the site')),
                        ('tagline_fr', models.CharField(blank=True, help_text='Stands under the name.', max_length=200, null=True, verbose_name='one line about the site')),
                        ('tagline_es', models.CharField(blank=True, help_text='Stands under the name.', max_length=200, null=True, verbose_name='one line about the site')),
                    ],
                    options={
                        'verbose_name': 'home page',
                        'verbose_name_plural': 'home pages',
                    },
                    bases=('wagtailcore.page', models.Model),
                ),
                migrations.CreateModel(
                    name='PlainPage',
                    fields=[
                        ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                        ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                        ('name_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='name')),
                        ('name_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='name')),
                        ('name_es', models.CharField(blank=True, max_length=120, null=True, verbose_name='name')),
                        ('title_tag', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, verbose_name='title for search engines')),
                        ('title_tag_en', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, null=True, verbose_name='title for search engines')),
                        ('title_tag_fr', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, null=True, verbose_name='title for search engines')),
                        ('title_tag_es', models.CharField(blank=True, help_text='Only if it should differ from the name.', max_length=120, null=True, verbose_name='title for search engines')),
                        ('meta_description', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, verbose_name='description for search engines')),
                        ('meta_description_en', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, null=True, verbose_name='description for search engines')),
                        ('meta_description_fr', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, null=True, verbose_name='description for search engines')),
                        ('meta_description_es', models.CharField(blank=True, help_text='One or two sentences shown under the link. Left empty, the summary is used.', max_length=300, null=True, verbose_name='description for search engines')),
                        ('intro', models.TextField(blank=True, max_length=600, verbose_name='introduction')),
                        ('intro_en', models.TextField(blank=True, max_length=600, null=True, verbose_name='introduction')),
                        ('intro_fr', models.TextField(blank=True, max_length=600, null=True, verbose_name='introduction')),
                        ('intro_es', models.TextField(blank=True, max_length=600, null=True, verbose_name='introduction')),
                        ('body', wagtail.fields.RichTextField(blank=True, verbose_name='text')),
                        ('body_en', wagtail.fields.RichTextField(blank=True, null=True, verbose_name='text')),
                        ('body_fr', wagtail.fields.RichTextField(blank=True, null=True, verbose_name='text')),
                        ('body_es', wagtail.fields.RichTextField(blank=True, null=True, verbose_name='text')),
                        ('show_in_footer', models.BooleanField(default=False, help_text='For pages that everybody should find.', verbose_name='link at the foot of every page')),
                    ],
                    options={
                        'verbose_name': 'plain page',
                        'verbose_name_plural': 'plain pages',
                    },
                    bases=('wagtailcore.page', models.Model),
                ),
            ],
        ),
        migrations.RunPython(take_over, give_back),
    ]
