"""Small real files written for the tests, with the libraries that other people write them with."""

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

TITLE = "青川市“人工智能+”行动计划（2026—2028年）"
PARAGRAPHS = [
    "为抢抓人工智能发展机遇，推动人工智能与实体经济深度融合，培育新质生产力，结合我市实际，"
    "制定本行动计划。本行动计划所称人工智能企业，是指在本市登记并从事人工智能产品研发、"
    "生产和服务的企业。",
    "（一）发展目标。到2028年，打造10个标杆应用场景，培育人工智能企业100家以上，建成智能算力"
    "中心2个，人工智能核心产业规模突破50亿元，形成一批可复制可推广的经验做法，支撑全市经济社会"
    "高质量发展。",
    "1.建设算力中心。统筹布局智能算力基础设施，支持企业、高校、科研院所参与建设和运营，推动算力"
    "互联互通，向中小企业发放算力券，降低用算成本。（责任单位：市发展改革委、市科技局、市数据局）",
]
HEADINGS = ["一、总体要求", "二、重点任务"]
PLAN_LINES = [TITLE, HEADINGS[0], PARAGRAPHS[0], PARAGRAPHS[1], HEADINGS[1], PARAGRAPHS[2]]
# (format, text) of the numbers Word draws: 一、 （一） 1.
PLAN_LEVELS = [
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
]


def docx_bytes(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def plan_docx() -> bytes:
    document = docx.Document()
    for line in PLAN_LINES:
        document.add_paragraph(line)
    return docx_bytes(document)


def numbered_docx(levels: Sequence[tuple[str, str]], items: Sequence[tuple[int, str]]) -> bytes:
    """A document whose numbers Word draws: `levels` (format, text), `items` (level, text)."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    drawn = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    space = nsdecls("w")
    abstract = f'<w:abstractNum {space} w:abstractNumId="77">{drawn}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for level, text in items:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        if level >= 0:
            properties.append(
                parse_xml(
                    f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
                )
            )
    return docx_bytes(document)


def plan_pdf(
    *, copies: int = 1, per_line: int = 28, indent: float = 2, password: str | None = None
) -> bytes:
    """A plan as offices print it: 16 point, page numbers, a running head; without indents, gaps."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=password)
    rows = _rows(copies, per_line, indent)
    for page, start in enumerate(range(0, len(rows), 18), start=1):
        canvas.setFont("STSong-Light", 10)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, "青川市人民政府公报")
        canvas.setFont("STSong-Light", 16)
        height = A4[1] - 90
        for left, text, ends in rows[start : start + 18]:
            canvas.drawString(74 + left * 16, height, text)
            height -= 29 if indent or not ends else 41
        canvas.setFont("STSong-Light", 12)
        canvas.drawCentredString(A4[0] / 2, 40, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def table_pdf(text: str, rows: Sequence[Sequence[str]]) -> bytes:
    """The lines of a plan and a drawn table below them, on one page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("STSong-Light", 11)
    height = A4[1] - 90.0
    for line in text.splitlines():
        canvas.drawString(74, height, line)
        height -= 24
    for row in rows:
        for place, cell in enumerate(row):
            canvas.drawCentredString(90 + 70 * place, height, cell)
        height -= 18
    canvas.save()
    return out.getvalue()


def _rows(copies: int, per_line: int, indent: float) -> list[tuple[float, str, bool]]:
    """(left in characters, text, ends a paragraph) of each printed line; none opens with a mark."""
    rows = [((per_line - len(TITLE)) / 2, TITLE, True)]
    for paragraph in PLAN_LINES[1:] * copies:
        left, line = indent, ""
        for char in paragraph:
            width = pdfmetrics.stringWidth(line + char, "STSong-Light", 1.0)
            if left + width > per_line and char not in "，。、；：）”":
                rows.append((left, line, False))
                left, line = 0.0, ""
            line += char
        rows.append((left, line, True))
    return rows


def plan_page(article: str) -> str:
    """A page as city portals build them: menu, place, information table, article, share, footer."""
    links = '<li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li>'
    share = '<a>微信</a> <a>微博</a> <a href="javascript:print()">打印</a>'
    related = '<a href="/1">一图读懂青川市人工智能行动计划</a>'
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{TITLE}_青川市人民政府</title>
<style>.a{{color:red}}</style><script>var t = "人工智能";</script></head><body>
<div class="header"><ul class="nav">{links}</ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/gh">规划计划</a></div>
<div class="wrap"><table class="info"><tr><td>发文字号：</td><td>青政办发〔2026〕1号</td></tr>
<tr><td>索引号：</td><td>0001/2026-00001</td></tr></table>
<h1>{TITLE}</h1><div class="share-box">分享到：{share}</div>
<div id="zoom" class="TRS_Editor">{article}</div>
<div class="related"><h3>相关链接</h3><ul><li>{related}</li></ul></div></div>
<div class="footer">主办：青川市人民政府办公室 青ICP备05000000号 <a>网站地图</a></div>
</body></html>"""
