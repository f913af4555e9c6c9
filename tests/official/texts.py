"""An official text with everything in it, as long as a test needs."""

from datetime import UTC, date, datetime

from luodi.official.pieces import Column, Heading, OfficialText, Paragraph, Signature, Table

AT = datetime(2026, 1, 15, 2, tzinfo=UTC)
SENTENCE = "为落实行动方案有关部署结合本单位职责制定本计划各有关单位应当高度重视切实加强组织领导"


def text(
    *blocks: Heading | Paragraph | Table,
    unit: str = "云溪市数据局",
    marks: tuple[str, ...] = ("草稿", "示例数据"),
) -> OfficialText:
    return OfficialText(
        title=(f"{unit}2026年度", "“人工智能+”工作计划"),
        blocks=blocks or (Paragraph(SENTENCE),),
        signature=Signature(unit, date(2026, 1, 15)),
        author=unit,
        created=AT,
        modified=AT,
        marks=marks,
    )


def table(rows: int) -> Table:
    columns = (Column("序号", 10, centred=True), Column("事项", 60), Column("时限", 30))
    named = [
        (str(n), f"建设第{n}批标杆应用场景 Benchmark scenario {n}", "2026年12月31日")
        for n in range(rows)
    ]
    return Table(columns, tuple(named))
