import pytest
from flask import Flask

from components import language as module
from components.language import _, language, use_language
from settings import Settings


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    file = tmp_path / "messages.po"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    body = 'msgid "Tổng quan"\nmsgstr "Overview"\n\nmsgid "Chưa dịch"\nmsgstr ""\n'
    file.write_text(head + body, encoding="utf-8")
    monkeypatch.setattr(module, "CATALOGUE", file)
    return file


def test_vietnamese_is_the_sentence_itself(catalogue):
    assert _("Tổng quan") == "Tổng quan"


def test_english_comes_from_the_catalogue_and_falls_back_to_vietnamese(catalogue):
    with use_language("en"):
        assert _("Tổng quan") == "Overview"
        assert _("Chưa dịch") == "Chưa dịch"
        assert _("Không có ở đó") == "Không có ở đó"


def test_a_missing_catalogue_leaves_everyone_with_vietnamese(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CATALOGUE", tmp_path / "none.po")
    with use_language("en"):
        assert _("Tổng quan") == "Tổng quan"


@pytest.mark.parametrize(
    ("cookie", "default", "expected"),
    [(None, "vi", "vi"), (None, "en", "en"), ("en", "vi", "en"), ("vi", "en", "vi"), ("xx", "en", "en")],
)
def test_the_cookie_goes_before_the_default_and_nonsense_is_ignored(cookie, default, expected):
    server = Flask("test")
    server.config["TOANCANH"] = Settings(language=default)
    headers = {"Cookie": f"tc_language={cookie}"} if cookie else {}
    with server.test_request_context(headers=headers):
        assert language() == expected


def test_a_language_we_do_not_speak_is_refused():
    with pytest.raises(ValueError, match="'fr' is not spoken here"), use_language("fr"):
        pass
    assert language() == "vi"
