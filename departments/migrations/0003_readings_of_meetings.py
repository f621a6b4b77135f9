from django.db import migrations

from liangcheng.chinese.pinyin import SURNAMES, lookup_key, plain_reading


def read_as_words(apps, schema_editor):
    """Their names were read as people's: 重点 as chong dian."""
    meetings = apps.get_model("departments", "Meeting").objects.order_by("pk")
    for first in SURNAMES:
        for meeting in meetings.filter(name__startswith=first).iterator():
            meeting.lookup = lookup_key(meeting.name, plain_reading(meeting.name))
            meeting.save(update_fields=["lookup"])


class Migration(migrations.Migration):

    dependencies = [
        ("departments", "0002_newest_meetings"),
    ]

    operations = [
        migrations.RunPython(read_as_words, migrations.RunPython.noop),
    ]
