"""What the admin's screens of both apps share: a desk for people who have never seen Django."""

from functools import cached_property

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.widgets import (
    AdminIntegerFieldWidget,
    AdminTextareaWidget,
    RelatedFieldWidgetWrapper,
)
from django.db import connection, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict
from django.http import HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import camel_case_to_spaces, capfirst
from taggit.models import ItemBase

from liangcheng.chinese.text import closed_up, key_of
from liangcheng.desk.guarding import GuardedForm, part_of
from liangcheng.desk.widgets import (
    Autocomplete,
    AutocompleteMultiple,
    DateInput,
    DateTimeInput,
    PdfInput,
    PictureInput,
)
from liangcheng.files.pdf import PdfField
from liangcheng.files.storing import files_follow_rows
from liangcheng.rows.locking import lock


def change_url(row):
    """The address of a row's form in the admin."""
    opts = row._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])


def add_url(model):
    """The address of the empty form for a model."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def list_url(model):
    """The address of a model's list."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def name_of(account):
    """What colleagues call an account: by its person's name, else as it logs in."""
    return account.get_full_name() or account.get_username()


def who_changed(entry, reader):
    """Whom a sentence to `reader` names for a LogEntry, with the time; 别人 without an entry."""
    if entry is None:
        return "别人"
    who = "您自己在另一个窗口" if entry.user == reader else f" {name_of(entry.user)} "
    return f"{who}（{timezone.localtime(entry.action_time):%m-%d %H:%M}）"


def number_of(rows, owner):
    """An annotation: how many of the rows belong to each. Counted for the page shown only."""
    counted = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)


class _DeskFields:
    """Fields as the desk shows them; for forms and inlines alike."""

    formfield_overrides = {
        models.DateField: {"widget": DateInput},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": DateTimeInput},
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        # PostgreSQL's end at 32767, SQLite's do not. Less, for what is added last is numbered on.
        models.PositiveSmallIntegerField: {
            "widget": AdminIntegerFieldWidget,
            "max_value": 9999,
            "error_messages": {"max_value": "请填 %(limit_value)s 以内的数。"},
        },
        # A picture is shown beside its field, and removed with its row.
        models.ImageField: {"widget": PictureInput},
        PdfField: {"widget": PdfInput},
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Autocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # Adding what is missing helps; changing a person while writing an article does not.
            wrapper = field.widget
            wrapper.can_change_related = wrapper.can_delete_related = False
            wrapper.can_view_related = False
            related = self.admin_site._registry.get(db_field.related_model)
            if isinstance(related, DeskAdmin):
                field.label_from_instance = related.autocomplete_label
                field.queryset = related.get_queryset(request)
        return field


class DeskActionForm(ActionForm):
    action = forms.ChoiceField(label="对选中的")


class DeskAdmin(_DeskFields, admin.ModelAdmin):
    """A ModelAdmin of the newsroom."""

    # The heading of its list and of its empty form, and what one counts its rows with.
    list_title = None
    add_title = "添加"
    measure_word = "个"
    list_per_page = 50
    form = GuardedForm
    action_form = DeskActionForm
    # The second count of all rows, beside that of the rows found, tells an editor nothing.
    show_full_result_count = False
    # Only says that there is a search: what it finds is `called()`.
    search_fields = ["name"]

    class Media:
        js = ("liangcheng/admin/desk.js",)

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.list_title = self.list_title or self.opts.verbose_name_plural

    def autocomplete_label(self, row):
        """How a row is offered in an autocomplete: no two may look the same."""
        return str(row)

    def get_readonly_fields(self, request, obj=None):
        """Those too whose rows the account may not look for: none would be found."""
        unseen = [
            name
            for name in self.autocomplete_fields
            if not self.admin_site.get_model_admin(
                self.opts.get_field(name).related_model
            ).has_view_permission(request)
        ]
        return [*super().get_readonly_fields(request, obj), *unseen]

    def view_on_site(self, row):
        try:
            return row.get_absolute_url()
        except NoReverseMatch:  # as it was typed, and is just being refused
            return None

    def changeform_view(self, request, *args, **kwargs):
        with files_follow_rows():  # around Django's own transaction
            return super().changeform_view(request, *args, **kwargs)

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST" and connection.in_atomic_block:
            self.lock(request, key_of(object_id))
        return super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Django's, in words that name no key."""
        if request.method != "HEAD":  # by which desk.js asks before it sends, and says so itself
            gone = f"这{self.measure_word}{opts.verbose_name}已经不在了，可能刚被同事删除。"
            self.message_user(request, gone, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:index"))

    def lock(self, request, key):
        """Keep the row as it is until what was sent is saved: a form writes all of it."""
        lock(self.model, [key])

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj and issubclass(form, GuardedForm):
            form.parts = [
                part_of(self.model, inline)
                for inline in self.get_inline_instances(request, obj)
                # Who changes rows that have no form of their own moves their owner's time too.
                if inline.model in self.admin_site._registry or not hasattr(obj, "updated_at")
            ]
        return form

    def message_user(self, request, message, *args, **kwargs):
        closed = type(message)(closed_up(message))  # safe HTML stays safe
        super().message_user(request, closed, *args, **kwargs)

    def get_action_choices(self, request, default_choices=(("", "选择操作"),)):
        return super().get_action_choices(request, list(default_choices))

    def render_change_form(self, request, context, *args, **kwargs):
        context["measure_word"] = self.measure_word
        # Labels stand above their fields: a colon would point at nothing.
        context["adminform"].form.label_suffix = ""
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs, request):
        """Without the rows that only connect two others or index one, which have no names."""
        rows, counts, permissions, protected = super().get_deleted_objects(objs, request)
        unnamed = {
            model._meta
            for model in apps.get_models(include_auto_created=True)
            if model._meta.auto_created or issubclass(model, ItemBase) or not _is_named(model)
        }
        beginnings = tuple(f"{capfirst(opts.verbose_name)}: " for opts in unnamed)
        names = {opts.verbose_name_plural for opts in unnamed}
        counts = {name: count for name, count in counts.items() if name not in names}
        return _without(rows, beginnings), counts, permissions, protected

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return queryset.called(search_term), False


def _is_named(model):
    """Whether a model has a name for people, and not only its class's, as those of the index."""
    return model._meta.verbose_name != camel_case_to_spaces(model._meta.object_name)


def _without(rows, beginnings):
    """A nested list of what is deleted, less the rows that begin in one of some ways."""
    return [
        _without(row, beginnings) if isinstance(row, list) else row
        for row in rows
        if isinstance(row, list) or not str(row).startswith(beginnings)
    ]


class DeskFormSet(BaseInlineFormSet):
    """Rows of an inline: chosen labels in one query, new rows last, empty rows ignored."""

    order_field = None

    @cached_property
    def forms(self):
        forms = super().forms
        for form in forms[: self.initial_form_count()]:
            form.is_gone = self.is_bound and form.instance.pk is None
        for name, field in self.form.base_fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, Autocomplete):
                self._label(forms, name)
        return forms

    def _label(self, forms, name):
        chosen = {str(form[name].value()) for form in forms}
        keys = [value for value in chosen if key_of(value) is not None]
        field = self.form.base_fields[name]
        rows = field.queryset.filter(pk__in=keys) if keys else []
        known = {str(row.pk): field.label_from_instance(row) for row in rows}
        for form in forms:
            widget = form.fields[name].widget
            getattr(widget, "widget", widget).known = known

    def get_unique_error_message(self, unique_check):
        """The model's own sentence about a row given twice; Django's names the field in code."""
        for constraint in self.model._meta.constraints:
            if set(unique_check) <= set(getattr(constraint, "fields", ())):
                return constraint.violation_error_message
        return super().get_unique_error_message(unique_check)

    def get_form_error(self):
        return "这一行和上面的重复了。"

    def is_deleted(self, form):
        return self.can_delete and self._should_delete_form(form)

    def clean(self):
        super().clean()
        if self.order_field:
            self._number_new_rows()

    def _number_new_rows(self):
        rows = [
            form.instance
            for form in self.forms
            if not self.is_deleted(form) and (form.instance.pk or form.has_changed())
        ]
        last = max((getattr(row, self.order_field) or 0 for row in rows), default=0)
        for row in rows:
            if not getattr(row, self.order_field):
                last += 1
                setattr(row, self.order_field, last)


class DeskRowForm(forms.ModelForm):
    """A row of an inline whose place in the order alone does not make it a new row."""

    order_field = None
    is_gone = False  # a colleague took the row away; who sends this has been told (GuardedForm)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.order_field in self.fields:
            field = self.fields[self.order_field]
            field.required = False
            field.widget.attrs["class"] = "row-order"
            field.widget.attrs["min"] = 1

    def clean(self):
        cleaned = super().clean()
        if self.order_field in self.fields and cleaned.get(self.order_field) is None:
            cleaned[self.order_field] = 0
        return cleaned

    def full_clean(self):
        if self.is_gone:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def has_changed(self):
        if self.instance.pk:
            return super().has_changed()
        return bool(set(self.changed_data) - {self.order_field})


class DeskPartForm(DeskRowForm):
    """A row of what has a form of its own too: of a stored one, only what the row shows is written.

    Not the rest as it was read: a colleague may be withdrawing it, or giving it another picture.
    """

    def save(self, commit=True):
        if not commit or self.instance._state.adding:
            return super().save(commit)
        shown = {*self._meta.fields, "updated_at"}
        fields = [one.name for one in self.instance._meta.concrete_fields if one.name in shown]
        self.instance.save(update_fields=fields)
        return self.instance


class DeskInline(_DeskFields, admin.StackedInline):
    """An inline as rows: on a wide screen a table, on a narrow one cards.

    With `order_field` its rows are dragged, or moved with buttons; without JavaScript, numbered.
    """

    template = "admin/edit_inline/rows.html"
    form = DeskRowForm
    formset = DeskFormSet
    extra = 0
    description = ""
    add_text = None
    order_field = None
    view_on_site = False

    class Media:
        js = ("liangcheng/admin/rows.js",)

    def get_formset(self, request, obj=None, **kwargs):
        names = {"order_field": self.order_field}
        kwargs["form"] = type("RowForm", (self.form,), names)
        kwargs["formset"] = type("RowFormSet", (self.formset,), names)
        return super().get_formset(request, obj, **kwargs)


def sentences(problems, most=20):
    """Problems as a list in HTML, each with a link to the form where it is put right."""
    items = format_html_join(
        "",
        '<li><a href="{}">{}</a></li>',
        ((change_url(problem.about), problem) for problem in problems[:most]),
    )
    more = len(problems) - most
    rest = format_html("<li>另有 {} 处。</li>", more) if more > 0 else ""
    return format_html("<ul>{}{}</ul>", items, rest)


def lacks(row):
    """What an issue or article still lacks, for a template: `admin/includes/problems.html`."""
    problems, reminders = row.problems(), row.reminders()
    return {
        "problem_count": len(problems),
        "problems": problems and sentences(problems),
        "reminders": reminders and sentences(reminders),
    }
