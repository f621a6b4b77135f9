import pytest

pytest.register_assert_rewrite("tests.articles.search.yardstick")
