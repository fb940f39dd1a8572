"""Comparisons: what is asked in the address, what cannot be drawn, and what comes nearest."""

from urllib.parse import unquote

import pytest
from flask import Flask

from pages.contribution_words import change_unit
from tests.pages.visiting import components, texts, visit


def said(wsgi: Flask, path: str, query: str) -> str:
    return " | ".join(texts(visit(wsgi, path, query)))


def links(wsgi: Flask, path: str, query: str) -> dict[str, str]:
    """Words and addresses of the links of a page."""
    found = (one["props"] for one in components(visit(wsgi, path, query)) if one["type"] == "Link")
    return {str(one["children"]): unquote(one["href"]) for one in found if isinstance(one.get("children"), str)}


@pytest.mark.parametrize(
    ("query", "why", "nearest", "address"),
    [
        ("what=GRO04,TRD01", "đơn vị tính khác nhau (tỷ đồng, tỷ USD)", "So bằng chỉ số, kỳ gốc = 100", "form=indexed"),
        ("what=GRO02,TRD01", "đơn vị tính khác nhau", "Chỉ xem Tăng trưởng GRDP", "what=GRO02"),
        ("what=GRO04,TRD01&form=indexed", "kỳ khác nhau (quý, tháng)", "So theo quý", "grain=Q"),
        ("what=GRO02&form=indexed", "chỉ số (kỳ gốc = 100) không có nghĩa", "Theo thời gian", "form=lines"),
        ("what=GRO01&form=bump", "chỉ có ở cấp quốc gia", "Xem theo thời gian", "who=VN"),
        ("what=GRO02&form=scatter", "Cần hai chỉ tiêu", "Cùng với Quy mô GRDP", "what=GRO02,GRO04"),
        ("what=GRO02,GRO06&form=scatter", "kỳ khác nhau (quý, năm)", "So theo năm", "grain=A"),
        ("what=ADM01&form=heatmap&grain=A", "không cộng được theo thời gian", "Xem theo kỳ của chỉ tiêu", "what=ADM01"),
    ],
)
def test_an_impossible_comparison_explains_itself_and_offers_the_nearest(
    wsgi: Flask, query: str, why: str, nearest: str, address: str
) -> None:
    assert why in said(wsgi, "/compare", query)
    (href,) = [href for word, href in links(wsgi, "/compare", query).items() if word.startswith(nearest)][-1:]
    assert href.startswith("/compare")
    assert address in href


def test_links_to_other_forms_keep_the_day_the_map_and_the_choice(wsgi: Flask) -> None:
    address = links(wsgi, "/compare", "what=TRD01&who=24&as_of=2026-01-01&boundary=2024")["Thứ hạng"]
    assert address == "/compare?as_of=2026-01-01&boundary=2024&what=TRD01&who=24&form=bump"


def test_what_is_unknown_is_left_out_and_said(wsgi: Flask) -> None:
    text = said(wsgi, "/compare", "what=GRO01,NOPE&who=VN,99")
    assert "Không có mã nào trong số này: NOPE." in text
    assert "Không có mã nào trong số này: 99." in text
    assert "Tăng trưởng GDP: 1 đường" in text


def test_too_much_is_cut_and_said(wsgi: Flask) -> None:
    many = ",".join(f"{number:02d}~2024" for number in (1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22))
    assert "So sánh nhiều nhất 12 mục một lần để còn đọc được; đã bỏ 2 mục cuối." in said(
        wsgi, "/compare", f"who={many}"
    )


def test_units_without_figures_are_named_and_who_has_them_is_offered(wsgi: Flask) -> None:
    text = said(wsgi, "/compare", "what=GRO01&who=BTC,BNV")
    assert "Chưa có số liệu Tăng trưởng GDP của Bộ Tài chính, Bộ Nội vụ. Số liệu theo bộ, ngành chỉ có khi" in text
    found = links(wsgi, "/compare", "what=GRO01&who=BTC,BNV")
    assert found["Tăng trưởng GDP của cả nước"] == "/compare?what=GRO01&who=VN"
    assert found["Chỉ tiêu của cả nước do Bộ Nội vụ chủ trì"] == "/ministries/BNV"


def test_units_that_a_form_cannot_show_are_named(wsgi: Flask) -> None:
    query = "what=GRO02&form=strip&who=01,DBSH,BTC"
    assert "không có trong hình: Đồng bằng sông Hồng, Bộ Tài chính." in said(wsgi, "/compare", query)
    assert "không có trong hình" not in said(wsgi, "/compare", "what=GRO02&form=strip&who=01,VN")


def test_regions_alone_are_compared_among_regions(wsgi: Flask) -> None:
    text = said(wsgi, "/compare", "what=GRO02&form=strip&who=DBSH,DNB&grain=A")
    assert "Các vùng phân bố ra sao" in text
    assert "Các vùng phân bố ra sao" not in said(wsgi, "/compare", "what=GRO02&form=strip&who=DBSH,01&grain=A")


def test_a_code_that_is_no_province_has_no_peers(wsgi: Flask) -> None:
    assert "Không có tỉnh, thành phố nào mang mã “BTC”" in said(wsgi, "/compare", "peers=BTC")


def test_peers_by_what_does_not_exist_are_peers_by_the_rest(wsgi: Flask) -> None:
    text = said(wsgi, "/compare", "peers=24&by=NOPE,GRO01")
    assert "Không có mã nào trong số này: NOPE." in text
    assert "Tương đồng theo" in text


def test_as_reported_nothing_is_carried_over_from_former_units(wsgi: Flask) -> None:
    shown = said(wsgi, "/compare", "what=GRO02&form=heatmap&boundary=reported&grain=A")
    assert "theo địa giới lúc báo cáo" in shown


def test_a_point_leads_to_where_it_comes_from(wsgi: Flask) -> None:
    page = visit(wsgi, "/compare", "what=GRO01&who=VN&as_of=2026-01-10")
    (graph,) = [one["props"] for one in components(page) if one["type"] == "Graph"]
    points = [one for one in graph["figure"]["data"][0]["customdata"] if one]
    assert points[-1] == "/trail/GRO01?as_of=2026-01-10&unit=VN&period=2025-Q4"


# --- contribution and trail -------------------------------------------------------------------------------------------


def test_an_indicator_of_the_nation_leads_to_what_stands_for_it_in_provinces(wsgi: Flask) -> None:
    assert "chỉ có ở cấp quốc gia" in said(wsgi, "/contribution/GRO01", "")
    found = links(wsgi, "/contribution/GRO01", "as_of=2026-10-10")
    assert found["Đóng góp của các địa phương vào Tăng trưởng GRDP"] == "/contribution/GRO02?as_of=2026-10-10"


def test_the_index_of_a_rate_leads_to_that_of_the_amount_behind_it(wsgi: Flask) -> None:
    found = links(wsgi, "/compare", "form=indexed&what=GRO02")
    assert "what=GRO04" in found["Chỉ số của Quy mô GRDP"]
    assert "Chỉ xem Tăng trưởng GRDP" not in found


@pytest.mark.parametrize(("code", "told"), [("GRO02", "điểm %"), ("GRO04", "tỷ đồng")])
def test_the_change_of_a_rate_is_told_in_points(wsgi: Flask, code: str, told: str) -> None:
    with wsgi.test_request_context():
        assert change_unit(wsgi.extensions["questions"].indicator(code), "vi") == told


def test_a_weight_that_the_catalogue_does_not_hold_is_named(wsgi: Flask) -> None:
    text = said(wsgi, "/contribution/IND01", "period=2025&base=2024")
    assert "bình quân có trọng số theo giá trị tăng thêm công nghiệp năm gốc" in text


def test_a_period_that_provinces_do_not_have_is_replaced_and_said(wsgi: Flask) -> None:
    text = said(wsgi, "/contribution/GRO01", "period=2019-9M")
    assert "Không chia được số của 9 tháng năm 2019" in text


def test_the_trail_shows_every_value_with_its_load_and_file(wsgi: Flask) -> None:
    text = said(wsgi, "/trail/GRO01", "period=2023&unit=VN")
    for part in ("5,07", "+0,02", "5,05", "06/01/2025", "29/12/2023", "actuals.csv", "điều chỉnh 1 lần"):
        assert part in text
    assert "5,07" not in said(wsgi, "/trail/GRO01", "period=2023&unit=VN&as_of=2024-06-01").split("Các kỳ gần đây")[0]


def test_the_path_back_keeps_what_led_here(wsgi: Flask) -> None:
    found = links(wsgi, "/trail/TRD01", "unit=24&period=2025-08&base=2024-08&of=DBSH&boundary=2024")
    assert found["Đóng góp vào thay đổi"] == "/contribution/TRD01?boundary=2024&unit=DBSH&period=2025-08&base=2024-08"


@pytest.mark.parametrize("query", ["unit=ZZ&period=2026-13", "unit=24~1999", "period=0000", "base=2030&period=2025"])
def test_a_trail_of_nothing_that_exists_falls_back(wsgi: Flask, query: str) -> None:
    for path in ("/trail/GRO02", "/contribution/GRO02"):
        page = visit(wsgi, path, query)
        assert not [one for one in components(page) if "tc-message" in str(one["props"].get("className"))]


@pytest.mark.parametrize("path", ["/contribution/XYZ", "/trail/XYZ"])
def test_an_unknown_indicator_is_not_found(wsgi: Flask, path: str) -> None:
    assert "Không tìm thấy trang" in said(wsgi, path, "")
    assert wsgi.test_client().get(path).status_code == 404
