"""Drawing words and sentences."""

import pytest

from articles.archive.words import Pool, Sentence, dice, in_turn, sentences, vocabulary


def drawn(draw, count):
    return [draw() for _ in range(count)]


def test_ranked_words_fall_in_frequency_with_their_rank():
    words = drawn(Pool.ranked("天地人和").draws(dice(1, "test")), 20_000)

    assert sorted("天地人和", key=words.count, reverse=True) == list("天地人和")
    assert words.count("天") / words.count("和") == pytest.approx(2, abs=0.2)


def test_equal_words_are_drawn_alike():
    words = drawn(Pool(tuple("天地")).draws(dice(1, "test")), 10_000)

    assert words.count("天") == pytest.approx(5_000, abs=200)


def test_the_same_seed_draws_the_same():
    first, again, other = (
        drawn(Pool.ranked(range(1000)).draws(dice(seed, "test")), 50) for seed in (1, 1, 2)
    )

    assert first == again != other


def test_in_turn_all_come_before_any_comes_again():
    draw = in_turn(dice(1, "test"), list(range(9)))

    for _ in range(3):
        assert sorted(drawn(draw, 9)) == list(range(9))


def test_sentence_fills_its_slots_and_keeps_percent_signs():
    sentence = Sentence.parse("{town}有100%的{group}")

    assert sentence.fill({"town": lambda: "云栖", "group": lambda: "居民"}) == "云栖有100%的居民"


def test_sentence_does_not_say_a_word_twice_if_there_is_another():
    words = iter(["路灯", "路灯", "井盖"])

    assert Sentence.parse("{thing}和{thing}").fill({"thing": words.__next__}) == "路灯和井盖"


def test_vocabulary_names_each_word_once_a_class():
    for name, words in vocabulary().items():
        assert sorted(words) == sorted(set(words)), name


def test_nothing_in_the_texts_needs_escaping_in_html():
    parts = [word for words in vocabulary().values() for word in words]
    parts += [sentence.pattern for listed in sentences().values() for sentence in listed]

    assert [part for part in parts if set("<>&\"'") & set(part)] == []
