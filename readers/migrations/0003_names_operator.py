from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('readers', '0002_tagline'),
    ]

    operations = [
        migrations.AddField(
            model_name='plainpage',
            name='names_operator',
            field=models.BooleanField(default=False, help_text='Name, address and contact from the settings, above the text.', verbose_name='say who answers for the site'),
        ),
    ]
