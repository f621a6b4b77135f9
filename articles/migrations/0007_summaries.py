from django.db import migrations, models

from liangcheng.chinese.text import digest

AT_ONCE = 1000


def summarise(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.order_by("pk")
    last = 0
    while rows := list(articles.filter(pk__gt=last).values_list("pk", "plain_text")[:AT_ONCE]):
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE articles_article SET summary = %s WHERE id = %s",
                [(digest(text, 90), key) for key, text in rows],
            )
        last, _ = rows[-1]


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0006_issues_of_a_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="summary",
            field=models.CharField(default="", editable=False, max_length=120),
        ),
        migrations.RunPython(summarise, migrations.RunPython.noop),
    ]
