"""A web page gives the lines of its article and leaves the site behind."""

import pytest

from luodi.reader.errors import BrokenFile, HtmlNamedPdf, TooLittleText
from luodi.reader.sources.opening import open_source
from tests.reader.written_files import PARAGRAPHS, PLAN_LINES, TITLE, plan_page

ARTICLE = "".join(f"<p>　　{line}</p>\n" for line in PLAN_LINES[1:])


def text_of(markup: str) -> str:
    source = open_source(markup.encode(), name="page.html")
    assert source.format == "html"
    return source.text


def test_an_article_comes_out_with_its_title_and_number_and_nothing_of_the_site() -> None:
    lines = text_of(plan_page(ARTICLE)).split("\n")
    assert [line for line in lines if line in PLAN_LINES] == PLAN_LINES
    assert [line for line in lines if line not in PLAN_LINES] == ["发文字号：\t青政办发〔2026〕1号"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_opens_in_the_encoding_it_is_in_whatever_it_declares(encoding: str) -> None:
    assert PARAGRAPHS[0] in open_source(plan_page(ARTICLE).encode(encoding)).text


def test_line_breaks_and_spans_keep_paragraphs_whole() -> None:
    article = (
        "<div>一、总体<span>要求</span><br/>" + PARAGRAPHS[0][:20] + "\n   <b>" + PARAGRAPHS[0][20:]
    )
    assert text_of(f"<html><body>{article}</b></div>").split("\n") == [
        "一、总体要求",
        PARAGRAPHS[0],
    ]


def test_entities_become_the_characters_they_stand_for() -> None:
    markup = f"<p>{PARAGRAPHS[0]}</p><p>&ldquo;智慧先行&rdquo;&mdash;&#20154;工&nbsp;智能</p>"
    assert text_of(markup).endswith("“智慧先行”—人工 智能")


def test_a_table_gives_a_line_a_row_and_a_frame_its_paragraphs() -> None:
    table = (
        "<table><tr><th>指标</th><th>2028年</th></tr><tr><td>场景</td><td>10个</td></tr></table>"
    )
    framed = f"<table><tr><td>{ARTICLE}{table}</td></tr></table>"
    assert text_of(plan_page(framed)).endswith("指标\t2028年\n场景\t10个")


def test_an_ordered_list_gets_the_numbers_a_browser_draws() -> None:
    items = f"<p>{PARAGRAPHS[0]}</p><ol start=3><li>建设算力中心</li><li>开放场景</li></ol>"
    assert text_of(items).endswith("3.建设算力中心\n4.开放场景")


def test_hidden_text_and_ruby_glosses_are_left_out() -> None:
    hidden = "<span style='display: none'>隐藏</span>"
    markup = f"<p>{PARAGRAPHS[0]}{hidden}<ruby>场<rt>chǎng</rt></ruby>景</p>"
    assert text_of(markup) == PARAGRAPHS[0] + "场景"


def test_prose_with_a_stray_tag_is_still_text() -> None:
    assert open_source((TITLE + "</p>\n" + PARAGRAPHS[0]).encode()).format == "txt"


def test_a_web_page_named_pdf_is_refused() -> None:
    with pytest.raises(HtmlNamedPdf):
        open_source(plan_page(ARTICLE).encode(), name="plan.PDF")


def test_a_page_without_an_article_has_too_little_text() -> None:
    with pytest.raises(TooLittleText):
        open_source(b"<html><body><script>1</script><p>404</p></body></html>")


def test_a_page_that_nests_without_end_is_refused_quickly() -> None:
    with pytest.raises(BrokenFile):
        open_source(("<div>\n" * 300_000 + PARAGRAPHS[0]).encode())


LINKS = "<ul>" + "<li><a>市政府召开常务会议研究人工智能工作</a></li>" * 8 + "</ul>"
FOOT = "<p>主办：青川市人民政府办公室</p><p>青ICP备05000000号</p>"


@pytest.mark.parametrize(
    "page",
    [
        "<div>{links}</div><div><div><div>{title}</div><div>{article}</div></div></div>{foot}",
        "<table><tr><td>{links}</td></tr><tr><td><table><tr><td>{links}</td><td><table><tr>"
        "<td>{title}</td></tr><tr><td>{article}</td></tr></table></td></tr></table></td></tr>"
        "<tr><td>{foot}</td></tr></table>",
        "<form><div id=header>{links}</div><h2>{title}</h2><div>{article}</div>{foot}</form>",
        "<div><h1>{title}</h1><section><section>{article}</section></section></div>{links}{foot}",
    ],
    ids=["blocks", "tables", "form", "sections"],
)
def test_the_article_is_found_in_whatever_frame_it_stands(page: str) -> None:
    body = page.format(links=LINKS, title=TITLE, article=ARTICLE, foot=FOOT)
    head = f"<html><head><title>{TITLE}_规划计划_青川市人民政府</title></head><body>"
    assert text_of(head + body).split("\n") == PLAN_LINES
