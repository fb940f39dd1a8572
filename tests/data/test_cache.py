from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pandas as pd
import pytest

from data.cache import AnswerCache


def test_an_answer_is_asked_for_once() -> None:
    cache, asked = AnswerCache(10), []
    answers = [cache.answer("key", lambda: asked.append(1) or 7) for _ in range(3)]
    assert (answers, len(asked), cache.hits, cache.misses) == ([7, 7, 7], 1, 2, 1)


def test_another_data_version_is_another_answer() -> None:
    cache = AnswerCache(10)
    assert cache.answer(("latest", 1), lambda: "old") == "old"
    assert cache.answer(("latest", 2), lambda: "new") == "new"


def test_the_least_recently_used_answer_goes_first() -> None:
    cache = AnswerCache(2)
    for key in ("a", "b", "a", "c"):
        cache.answer(key, lambda key=key: key)
    asked: list[str] = []
    for key in ("a", "c", "b"):
        cache.answer(key, lambda key=key: asked.append(key))
    assert asked == ["b"]


def test_no_entries_keep_nothing() -> None:
    cache, asked = AnswerCache(0), []
    for _ in range(2):
        cache.answer("key", lambda: asked.append(1))
    assert len(asked) == 2


def test_a_failure_is_not_kept() -> None:
    cache = AnswerCache(10)
    with pytest.raises(ZeroDivisionError, match="division"):
        cache.answer("key", lambda: 1 / 0)
    assert cache.answer("key", lambda: 7) == 7


def test_a_frame_is_handed_out_so_that_nobody_can_change_it() -> None:
    cache = AnswerCache(10)
    given = cache.answer("key", lambda: pd.DataFrame({"value": [1.0, 2.0]}))
    given.loc[0, "value"] = 99.0
    given["more"] = 0
    pd.testing.assert_frame_equal(cache.answer("key", pd.DataFrame), pd.DataFrame({"value": [1.0, 2.0]}))


def test_a_dictionary_is_handed_out_so_that_nobody_can_change_it() -> None:
    cache = AnswerCache(10)
    cache.answer("key", lambda: {"a": 1})["b"] = 2
    assert cache.answer("key", dict) == {"a": 1}


def test_a_cleared_cache_asks_again() -> None:
    cache = AnswerCache(10)
    cache.answer("key", lambda: 1)
    cache.clear()
    assert cache.answer("key", lambda: 2) == 2


def test_threads_may_ask_at_once() -> None:
    cache = AnswerCache(8)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: cache.answer(n % 16, lambda: n % 16), range(2000)))
    assert answers == [n % 16 for n in range(2000)]


def test_who_comes_while_an_answer_is_asked_for_waits_for_it() -> None:
    cache, asked = AnswerCache(10), []

    def slow() -> int:
        asked.append(1)
        sleep(0.05)
        return 7

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _one: cache.answer_once("key", slow), range(8))) == [7] * 8
    assert len(asked) == 1
    with pytest.raises(ZeroDivisionError):
        cache.answer_once("other", lambda: 1 // 0)
    assert cache.answer_once("other", lambda: 8) == 8, "who failed lets the next one in"
