
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0014_sent_by_readers'),
    ]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='language',
            field=models.CharField(blank=True, help_text='Two letters: en, fr, es, pt.', max_length=3, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}$', 'Write the two letters of a language, such as en.')], verbose_name='its language'),
        ),
        migrations.AddField(
            model_name='citation',
            name='note',
            field=models.CharField(blank=True, help_text='What one finds there: trials on sand, 30 farms asked.', max_length=300, verbose_name='your remark'),
        ),
        migrations.AddField(
            model_name='citation',
            name='note_en',
            field=models.CharField(blank=True, help_text='What one finds there: trials on sand, 30 farms asked.', max_length=300, null=True, verbose_name='your remark'),
        ),
        migrations.AddField(
            model_name='citation',
            name='note_es',
            field=models.CharField(blank=True, help_text='What one finds there: trials on sand, 30 farms asked.', max_length=300, null=True, verbose_name='your remark'),
        ),
        migrations.AddField(
            model_name='citation',
            name='note_fr',
            field=models.CharField(blank=True, help_text='What one finds there: trials on sand, 30 farms asked.', max_length=300, null=True, verbose_name='your remark'),
        ),
    ]
