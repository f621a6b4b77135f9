"""Search by plain containment."""

from django import forms
from django.views.generic import ListView

from articles.models import Article
from departments.models import Department
from liangcheng.text import excerpt_around


class SearchForm(forms.Form):
    """What a reader may ask: words, a department, a span of days."""

    q = forms.CharField(
        label="关键词",
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
        error_messages={"max_length": "关键词最多 100 个字，请缩短后再找。"},
    )
    department = forms.ModelChoiceField(
        Department.objects.order_by("classification", "position", "pk"),
        label="单位",
        required=False,
        to_field_name="slug",
        empty_label="全部单位",
        error_messages={"invalid_choice": "没有这个单位，请从列表里选。"},
    )
    since = forms.DateField(
        label="从",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "日期请写成 2021-04-14。"},
    )
    until = forms.DateField(
        label="到",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "日期请写成 2021-04-14。"},
    )

    def add_prefix(self, field_name):
        # The addresses say `from` and `to`, which Python keeps for itself.
        return {"since": "from", "until": "to"}.get(field_name, field_name)

    def clean_q(self):
        # PostgreSQL stores no NUL; no article holds one.
        return self.cleaned_data["q"].replace("\x00", "")

    def articles(self):
        """The published articles that answer; None if nothing was asked or the form is wrong."""
        if not self.is_valid() or not any(self.cleaned_data.values()):
            return None
        asked = self.cleaned_data
        articles = Article.objects.published()
        for word in asked["q"].split():
            articles = articles.matching(word)
        if asked["department"]:
            articles = articles.from_department(asked["department"])
        if asked["since"]:
            articles = articles.filter(dated_on__gte=asked["since"])
        if asked["until"]:
            articles = articles.filter(dated_on__lte=asked["until"])
        return articles.newest_first().for_list()


class SearchView(ListView):
    template_name = "articles/search.html"
    paginate_by = 20

    def get_queryset(self):
        self.form = SearchForm(self.request.GET, auto_id="search-%s", label_suffix="")
        found = self.form.articles()
        self.is_asked = found is not None
        return Article.objects.none() if found is None else found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(form=self.form, is_asked=self.is_asked, **kwargs)
        query = self.form.cleaned_data.get("q", "") if self.form.is_valid() else ""
        for article in context["object_list"]:
            article.hit = excerpt_around(article.plain_text, query.split(), 90)
        return context | {"query": query}

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response
