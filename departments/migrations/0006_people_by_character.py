from django.db import migrations

import liangcheng.rows.derived
from liangcheng.chinese.pinyin import order_key, reading, without_tones
from liangcheng.chinese.text import name_as_spoken


def order_by_character(apps, schema_editor):
    """They were ordered by the pinyin of the whole name, so those of one surname were scattered.

    And some names had the blanks of their setting, 王　芳; they keep them where 王芳 is there too.
    """
    people = apps.get_model("departments", "Person").objects.order_by("pk")
    for person in people.iterator():
        name = name_as_spoken(person.name)
        if not people.filter(name=name, disambiguation=person.disambiguation).exists():
            person.name = name
        person.sort_key = order_key(person.name, person.sort_name)[:240]
        person.save(update_fields=["name", "sort_key"])


def order_by_reading(apps, schema_editor):
    """As before, and no longer than the column was: PostgreSQL shortens none that holds more."""
    people = apps.get_model("departments", "Person").objects.order_by("pk")
    for person in people.iterator():
        recorded = without_tones(person.sort_name)
        person.sort_key = (recorded or reading(person.name) or person.name).lower()[:120]
        person.save(update_fields=["sort_key"])


class Migration(migrations.Migration):

    dependencies = [
        ("departments", "0005_longer_titles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="sort_key",
            field=liangcheng.rows.derived.SortKey(
                db_index=True, default="", editable=False, max_length=240
            ),
        ),
        migrations.RunPython(order_by_character, order_by_reading),
    ]
