"""Accounts of the staff in the admin: fewer fields than Django's, and words for everybody."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from liangcheng.desk.screens import DeskAdmin, name_of

# As the desk's menu has them; Django calls them 用户 and 组.
NAMES = {User: "账号", Group: "权限组"}
VERBS = {"add": "添加", "change": "修改", "delete": "删除", "view": "查看"}
# Of more members of a role than this it is told how many they are.
MOST_NAMED = 5

admin.site.unregister([User, Group])


class _Choices:
    """Choices of many as boxes to tick."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.help_text = ""
        return field


class NewPasswordForm(AdminPasswordChangeForm):
    """A password is set, never switched off: an account is closed by its "有效"."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


def _is_above(user, account):
    """Whether an account is an administrator's, and the user is none."""
    return account is not None and account.is_superuser and not user.is_superuser


@admin.register(User)
class AccountAdmin(_Choices, DeskAdmin, UserAdmin):
    """Accounts.

    Only an administrator makes somebody one, or touches another administrator's account: else all
    who manage accounts would be administrators.
    """

    list_title = "账号"
    add_title = "添加账号"
    search_help_text = "按用户名或姓名查找"
    list_display = ["username", "name", "group_names", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "first_name"]
    readonly_fields = ["new_password"]
    filter_horizontal = []
    form = UserChangeForm
    add_form = UserCreationForm
    add_form_template = None
    change_password_form = NewPasswordForm
    view_on_site = False
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "password1", "password2"]}),
        ("可以做什么", {"fields": ["is_staff", "groups"]}),
    ]
    fieldsets = [
        (None, {"fields": ["username", "first_name", "new_password"]}),
        ("可以做什么", {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_above(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not _is_above(request.user, obj)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        # Without the link to a form that would be refused.
        return [
            (title, {"fields": [name for name in options["fields"] if name != "new_password"]})
            for title, options in fieldsets
        ]

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.split():
            queryset = queryset.filter(Q(username__icontains=word) | Q(first_name__icontains=word))
        return queryset, False

    def get_changeform_initial_data(self, request):
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def get_form(self, request, obj=None, **kwargs):
        # So, and not by changing the fields: what is only shown has these words too.
        kwargs["labels"] = {name: label for name, (label, _) in self.words.items()}
        kwargs["help_texts"] = {name: help_text for name, (_, help_text) in self.words.items()}
        return super().get_form(request, obj, **kwargs)

    words = {
        "username": ("用户名", "登录时用，如姓名的拼音。"),
        "first_name": ("姓名", ""),
        "is_active": ("有效", "不再使用的账号，取消这一项，不要删除：修改记录里还要看得到是谁。"),
        "is_staff": ("可以进入编辑部", ""),
        "is_superuser": ("管理员", "什么都可以做，包括管理账号。"),
        "groups": ("权限组", ""),
    }

    @admin.display(description="姓名", ordering="first_name")
    def name(self, user):
        return user.first_name

    @admin.display(description="密码")
    def new_password(self, user):
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, "设置新密码")

    @admin.display(description="权限组")
    def group_names(self, user):
        names = [group.name for group in user.groups.all()]
        return "、".join(["管理员"] * user.is_superuser + names) or None


def _in_use(role, accounts):
    """Why a role with these accounts is not deleted."""
    names = "、".join(name_of(account) for account in accounts[:MOST_NAMED])
    if len(accounts) > MOST_NAMED:
        names += "等"
    return f"权限组“{role}”里还有 {len(accounts)} 个账号：{names}。删了，他们就没有这一组的权限了。"


@admin.register(Group)
class RoleAdmin(_Choices, DeskAdmin, GroupAdmin):
    list_title = "权限组"
    add_title = "添加权限组"
    fields = ["name", "permissions"]
    filter_horizontal = []
    view_on_site = False
    # What nobody works with in the admin.
    hidden_apps = ["admin", "contenttypes", "sessions"]

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(name__icontains=search_term.strip()), False

    def get_deleted_objects(self, objs, request):
        """None that accounts are in: they would lose their rights, and nobody would be told."""
        rows, counts, permissions, protected = super().get_deleted_objects(objs, request)
        members = {role: list(role.user_set.order_by("username")) for role in objs}
        kept = [_in_use(role, accounts) for role, accounts in members.items() if accounts]
        return rows, counts, permissions, [*protected, *kept]

    def get_form(self, request, obj=None, **kwargs):
        # Of Django's own names the history would keep the English.
        kwargs["labels"] = {"name": "名称", "permissions": "权限"}
        kwargs["error_messages"] = {"name": {"unique": "已经有这个权限组了，请换一个名称。"}}
        return super().get_form(request, obj, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.queryset = (
            field.queryset.exclude(content_type__app_label__in=self.hidden_apps)
            .exclude(content_type__model__in=["permission", "taggeditem"])
            .select_related("content_type")
        )
        field.label_from_instance = self.permission_label
        return field

    def permission_label(self, permission):
        """`修改稿件`."""
        model = permission.content_type.model_class()
        verb = VERBS.get(permission.codename.partition("_")[0])
        if not (model and verb):
            return permission.name
        return f"{verb}{NAMES.get(model, model._meta.verbose_name)}"
