from django.db import migrations, models

from liangcheng.chinese.text import digest

AT_ONCE = 1000


def summarise(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    articles = Article.objects.order_by("pk").only("plain_text")
    last = 0
    while some := list(articles.filter(pk__gt=last)[:AT_ONCE]):
        for article in some:
            article.summary = digest(article.plain_text, 90)
        Article.objects.bulk_update(some, ["summary"])
        last = some[-1].pk


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
