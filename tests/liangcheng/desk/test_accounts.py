"""Accounts of the staff: entered, closed and given a new password in plain Chinese."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from tests.admin_forms import form_data, save

# No screen of the admin asks the database more often.
BUDGET = 20


def url(name, *args):
    return reverse(f"admin:auth_{name}", args=args)


@pytest.mark.parametrize("name", ["user_changelist", "user_add", "group_changelist", "group_add"])
def test_screens_open_within_budget(admin_client, editor, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(BUDGET):
        response = admin_client.get(url(name))

    assert response.status_code == 200
    assert response.content.decode().count("<h1>") == 1


def test_forms_open_within_budget(admin_client, editor, django_assert_max_num_queries):
    for address in (
        url("user_change", editor.pk),
        url("user_password_change", editor.pk),
        url("group_change", editor.groups.get().pk),
    ):
        with django_assert_max_num_queries(BUDGET):
            response = admin_client.get(address)
        assert response.status_code == 200


def test_editors_do_not_manage_accounts(editor_client, editor):
    for name, args in [("user_changelist", ()), ("user_add", ()), ("user_change", (editor.pk,))]:
        assert editor_client.get(url(name, *args)).status_code == 403


def test_account_is_added_with_its_role_in_one_step(admin_client, editor):
    role = Group.objects.get(name="编辑")
    address = url("user_add")

    admin_client.post(
        address,
        form_data(
            admin_client.get(address),
            username="suhe",
            first_name="苏合",
            password1="云栖街道的新步道",
            password2="云栖街道的新步道",
            groups=[role.pk],
        ),
    )

    user = User.objects.get(username="suhe")
    assert (user.first_name, user.is_staff, list(user.groups.all())) == ("苏合", True, [role])
    assert user.check_password("云栖街道的新步道")


def test_account_is_closed(admin_client, editor):
    address = url("user_change", editor.pk)
    data = form_data(admin_client.get(address), groups=[editor.groups.get().pk])
    del data["is_active"]

    admin_client.post(address, data)

    editor.refresh_from_db()
    assert not editor.is_active
    assert editor.check_password("云栖街道")


def test_account_gets_a_new_password(admin_client, editor):
    response = admin_client.post(
        url("user_password_change", editor.pk),
        {"password1": "新的步道已经修好了", "password2": "新的步道已经修好了"},
    )

    editor.refresh_from_db()
    assert response.url == url("user_change", editor.pk)
    assert editor.check_password("新的步道已经修好了")


def test_own_password_is_changed(editor_client, editor):
    address = reverse("admin:password_change")
    opened = editor_client.get(address)

    done = editor_client.post(
        address,
        {
            "old_password": "云栖街道",
            "new_password1": "新的步道已经修好了",
            "new_password2": "新的步道已经修好了",
        },
        follow=True,
    )

    assert "<h1>修改密码</h1>" in opened.content.decode()
    assert "<h1>密码改好了</h1>" in done.content.decode()
    editor.refresh_from_db()
    assert editor.check_password("新的步道已经修好了")


def test_short_password_is_refused_in_chinese(editor_client):
    response = editor_client.post(
        reverse("admin:password_change"),
        {"old_password": "云栖街道", "new_password1": "步道xyz", "new_password2": "步道xyz"},
    )

    text = response.content.decode()
    assert "密码太短，至少要 8 个字符。" in text
    assert "This password" not in text


def test_what_a_password_must_be_is_said_politely(admin_client):
    for name in ("password_change", "auth_user_add"):
        text = admin_client.get(reverse(f"admin:{name}")).content.decode()

        assert "您的密码至少要有 8 个字符。" in text
        assert "你" not in text


@pytest.fixture
def clerk_client(client, django_user_model):
    """A browser in which somebody is logged in who manages accounts and is no administrator."""
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client.force_login(clerk)
    return client


def test_clerk_makes_nobody_an_administrator(clerk_client, editor):
    for user in (User.objects.get(username="clerk"), editor):
        address = url("user_change", user.pk)
        data = form_data(clerk_client.get(address), first_name="苏合")
        assert "is_superuser" not in data

        clerk_client.post(address, data | {"is_superuser": "on"})

        user.refresh_from_db()
        assert (user.first_name, user.is_superuser) == ("苏合", False)


def test_clerk_sees_an_administrators_account_and_changes_nothing(clerk_client, admin_user):
    opened = clerk_client.get(url("user_change", admin_user.pk))
    before = User.objects.values().get(pk=admin_user.pk)

    text = opened.content.decode()
    assert "设置新密码" not in text
    assert "什么都可以做，包括管理账号。" in text
    assert "超级用户" not in text
    for address, data in [
        (url("user_change", admin_user.pk), {"username": "suhe", "is_active": ""}),
        (
            url("user_password_change", admin_user.pk),
            {"password1": "新步道", "password2": "新步道"},
        ),
        (url("user_delete", admin_user.pk), {"post": "yes"}),
    ]:
        assert clerk_client.post(address, data).status_code == 403
    assert clerk_client.get(url("user_password_change", admin_user.pk)).status_code == 403
    assert User.objects.values().get(pk=admin_user.pk) == before


def test_clerk_does_not_delete_an_administrator_among_others(clerk_client, admin_user, editor):
    chosen = {"action": "delete_selected", "_selected_action": [admin_user.pk, editor.pk]}

    refused = clerk_client.post(url("user_changelist"), chosen | {"post": "yes"})

    assert refused.status_code == 403
    assert User.objects.filter(pk__in=[admin_user.pk, editor.pk]).count() == 2
    clerk_client.post(
        url("user_changelist"), chosen | {"_selected_action": [editor.pk], "post": "yes"}
    )
    assert not User.objects.filter(pk=editor.pk).exists()


def test_administrator_makes_another(admin_client, editor):
    address = url("user_change", editor.pk)

    admin_client.post(address, form_data(admin_client.get(address), is_superuser="on"))

    editor.refresh_from_db()
    assert editor.is_superuser


def test_account_list_finds_by_name(admin_client, editor):
    User.objects.create_user("suhe", first_name="苏合")

    response = admin_client.get(url("user_changelist"), {"q": "苏"})

    assert [user.username for user in response.context["cl"].result_list] == ["suhe"]


def test_role_that_accounts_are_in_is_not_deleted(admin_client, editor):
    role = editor.groups.get()
    for number in range(1, 7):
        role.user_set.add(User.objects.create_user(f"a{number}", first_name=f"苏合{number}"))

    for response in (
        admin_client.get(url("group_delete", role.pk)),
        admin_client.post(url("group_delete", role.pk), {"post": "yes"}),
    ):
        assert "不能删除“编辑”" in response.text
        assert "权限组“编辑”里还有 7 个账号：苏合1、苏合2、苏合3、苏合4、苏合5等。" in response.text
        assert f'请先到<a href="{url("user_changelist")}">“账号”</a>里' in response.text

    assert role.user_set.count() == 7


def test_roles_are_deleted_together_only_if_nobody_is_in_them(admin_client, editor):
    role, empty = editor.groups.get(), Group.objects.create(name="没有人的")
    chosen = {"action": "delete_selected", "post": "yes"}

    refused = admin_client.post(
        url("group_changelist"), chosen | {"_selected_action": [role.pk, empty.pk]}
    )

    assert "不能删除所选的" in refused.text
    assert f"权限组“编辑”里还有 1 个账号：{editor.username}。删了，他们就没有" in refused.text
    assert Group.objects.filter(pk__in=[role.pk, empty.pk]).count() == 2

    admin_client.post(url("group_changelist"), chosen | {"_selected_action": [empty.pk]})

    assert not Group.objects.filter(pk=empty.pk).exists()


def test_role_lists_permissions_in_plain_words(admin_client, editor):
    text = admin_client.get(url("group_add")).content.decode()

    assert "修改稿件" in text
    assert "Can change" not in text
    # As the menu calls them.
    assert "添加账号" in text
    assert "添加权限组" in text
    assert "添加用户" not in text


def test_role_keeps_what_was_ticked(admin_client, editor):
    role = editor.groups.get()
    permission = Permission.objects.get(codename="change_article")

    admin_client.post(
        url("group_change", role.pk), {"name": "记者", "permissions": [permission.pk]}
    )

    role.refresh_from_db()
    assert (role.name, list(role.permissions.all())) == ("记者", [permission])
    assert "记者" in admin_client.get(url("group_changelist"), {"q": "记"}).content.decode()


def test_role_is_spoken_of_in_chinese(admin_client, editor):
    role = editor.groups.get()
    taken = admin_client.post(url("group_add"), {"name": role.name})

    save(admin_client, url("group_change", role.pk), name="记者", permissions=[])

    assert "已经有这个权限组了，请换一个名称。" in taken.content.decode()
    assert LogEntry.objects.get().get_change_message() == "已修改名称 和 权限。"


def test_logging_out_says_so(editor_client):
    text = editor_client.post(reverse("admin:logout")).content.decode()

    assert "<h1>已经退出编辑部</h1>" in text
