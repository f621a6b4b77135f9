"""What cannot be imported ends in one Chinese sentence, and nothing is written."""

import re

import pytest
from django.core.management import call_command

from articles.models import Import, Issue
from tests.articles.importing.bad_files import BAD_FILES


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_refused_in_one_sentence(name, tmp_path, media_root):
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name]())

    with pytest.raises(SystemExit) as refused:
        call_command("import_issue", path)

    sentence = refused.value.code
    assert sentence.startswith(f"{path}：")
    assert "\n" not in sentence
    assert "读这个文件时出了错" not in sentence  # which is of a reader that gave up
    assert re.search(r"[一-龥]{4}", sentence.removeprefix(str(path)))
    assert not Issue.objects.exists()
    assert not Import.objects.exists()
    assert not media_root.exists()
