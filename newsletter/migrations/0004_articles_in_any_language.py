from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsletter', '0003_wishes_that_wait'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='title_language',
            field=models.CharField(blank=True, max_length=3, verbose_name='language of the article'),
        ),
    ]
