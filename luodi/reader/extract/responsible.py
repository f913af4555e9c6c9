"""The bodies printed after a task: （责任单位：…）, （牵头…；配合…）, （…牵头，…配合）, ☆ marks."""

import re

from luodi.reader.document import Responsible, Role

_LABEL = (
    r"(?:主要|共同|市级|省级|主办|协办|承办|主责|第一)?"
    r"(?:责任|牵头|配合|参与|参加|支持|协同|协作|协办|协助|承办|主办|主责|负责|组织|实施|落实)"
    r"(?:责任)?(?:单位|部门|处室|科室|主体|分工|机构)"
)
_LABELLED = re.compile(rf"({_LABEL}(?:[及和与]{_LABEL})?)\s*[：:]")
_SUPPORT_WORDS = ("配合", "参与", "参加", "支持", "协同", "协作", "协办", "协助")
_OPEN, _CLOSE = "（([【〔［", "）)]】〕］"
# 各市、县（区）人民政府: areas in a row, and the body that ends the row.
_AREA = r"(?:设区市|地级市|县级市|自治县|开发区|功能区|县区|市州|[省市区县旗州盟])"
_AREAS = rf"{_AREA}(?:[（(][^）)]{{1,8}}[）)])?"
_AREA_BODY = rf"(?:[、，,]\s*各?{_AREAS}){{0,4}}(?:(?:人民)?政府|管委会|党委|$)"
_LEADER = re.compile(r"[（(]牵头(?:单位|部门)?[）)]$")
_STAR = re.compile(r"[☆★※*＊]")
_STARS = "☆★※*＊"
# A name without a label before it counts only when it looks like a public body.
_BODY_END = "厅局委办部院校会署社台站处所库团"
_BODY = re.compile(
    rf"(?:[{_BODY_END}]|政府|中心|集团|公司|银行|分行|法院|检察院|部门|单位|区|县|市|管委会|办公室|海关|学校|高校|企业|电力|专班|党校|公安|税务|邮政|气象|海事)$"
)
_DUTY = re.compile(
    r"(?:等)?(?:有关|相关)?(?:部门|单位)?[，,、]?(?:按照?|根据)?(?:各自)?"
    r"(?:职责分工|职责|职能)(?:分工)?(?:分别|共同|抓好|组织)?(?:负责|落实|实施|推进)?(?:落实)?$"
)
# 列第一位者为牵头单位，下同: a note on the list, not a body.
FIRST_LEADS = re.compile(r"(?:列|排)(?:名)?(?:在)?第一(?:位|名)?(?:的|者)?[^，。）]{0,6}为牵头")
_OTHER_LABEL = (
    r"(?:完成|办结|实施|推进)?(?:时限|时间|期限|进度|节点)|责任领导|责任人|联系人|分管领导"
)
_NOTE = re.compile(
    rf"[，,；;。]?\s*(?:{FIRST_LEADS.pattern}[^，。）]*|(?:以下|下文)[^；;。]*不再.{{0,4}}列[^；;。]*|下同"
    rf"|(?:{_OTHER_LABEL})\s*[：:][^；;。\n]*|[^，,；;。]*\d年?[^，,；;。]*(?:完成|启动|前)(?=$|[，,；;。]))"
)
_WORDS_OF_ROLE = re.compile(
    r"(?:等)?(?:联合|共同)?(?:牵头|配合|参与)(?:负责|落实)?|负责(?:落实|实施)?$"
)
_LONGEST = 400
_NOT_A_NAME = re.compile(r"\d{4}年|^\d+月|[：:]")
_LEADS = re.compile(r"^(.+?)(?:联合|共同)?牵头(?:负责|落实|实施)?$")
_SUPPORTS = re.compile(
    rf"^(.+?)(?:等)?(?:按职责)?(?:分工)?(?:{'|'.join(_SUPPORT_WORDS)})(?:落实|实施)?$"
)
_TAKES_CHARGE = re.compile(
    r"^(.+?)(?:等)?(?:按职责分工|分工|分别|共同|具体)?(?:负责|落实|实施|承担)$"
)


def responsible_in(item: str, *, first_leads: bool = False) -> tuple[Responsible, ...]:
    """The bodies printed for a task: in a labelled bracket, on closing lines, in a closing bracket.

    `first_leads` says that the document declares the first body of each list to be the lead.
    """
    labelled, closing = _brackets(item)
    for contents in (labelled, [_closing_lines(item)], [closing]):
        bodies = tuple(_unique([body for content in contents for body in _bodies(content)]))
        if bodies:
            first_leads = first_leads or any(FIRST_LEADS.search(c) for c in contents)
            return _first_as_lead(bodies) if first_leads else bodies
    return ()


def closes_with_own_line(item: str) -> bool:
    """Whether the bodies stand on the item's last line by themselves, below all its text."""
    first, _, last = item.rstrip("。；; \n").rpartition("\n")
    return bool(first) and bool(_LABELLED.match(last.strip().lstrip(_OPEN)))


def _brackets(item: str) -> tuple[list[str], str]:
    """The brackets with a label, and the last without that closes the item or tells roles."""
    labelled: list[str] = []
    closing = ""
    opened: list[int] = []
    for place, c in enumerate(item):
        if c in _OPEN:
            opened.append(place)
        elif c in _CLOSE and opened:
            start = opened.pop()
            inside = item[start + 1 : place].strip()
            if opened or len(inside) > _LONGEST:
                continue
            rest = item[place + 1 : place + 10].strip("。；;. \n\u3000")
            if _LABELLED.search(inside):
                labelled.append(inside)
            elif _unlabelled(inside, closes=not rest and place + 9 >= len(item)):
                closing = inside
    return labelled, closing


def _closing_lines(item: str) -> str:
    """The lines at the end that each begin with a label, or what follows a label in the last."""
    lines = [line.strip() for line in item.rstrip().split("\n")[-5:]]
    while lines and re.match(rf"(?:{_OTHER_LABEL})\s*[：:]", lines[-1]):
        lines.pop()
    while lines and not any(_LABELLED.match(line) for line in lines[:1]):
        first = lines.pop(0)
        if not lines:
            inline = re.search(rf"[。；]\s*({_LABELLED.pattern}.*)$", first)
            return inline[1].rstrip(_CLOSE) if inline else ""
    return "；".join(lines)


def _first_as_lead(bodies: tuple[Responsible, ...]) -> tuple[Responsible, ...]:
    if any(body.role == "support" for body in bodies):
        return bodies
    return tuple(
        Responsible(body.name, "support" if place else "lead") for place, body in enumerate(bodies)
    )


def _unlabelled(inside: str, *, closes: bool) -> bool:
    """A bracket without a label: bodies with their roles in words, or bodies alone at the end."""
    roles = re.search(r"牵头|配合|负责(?:落实|实施)?$|分工负责", inside)
    names = [_DUTY.sub("", n).rstrip("等") for n in split_names(_WORDS_OF_ROLE.sub("", inside))]
    bodies = bool(names) and all(_BODY.search(n) and 3 <= len(n) <= 24 for n in names)
    return (bodies and (closes or bool(roles))) or (closes and bool(roles))


def _bodies(content: str) -> tuple[Responsible, ...]:
    content = _NOTE.sub("", content)
    if not content:
        return ()
    marks = list(_LABELLED.finditer(content))
    if not marks:
        return _marked(_by_words(content))
    has_lead = any("牵头" in m[1] or "主办" in m[1] or "主责" in m[1] for m in marks)
    found: list[Responsible] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        segment = content[mark.end() : following.start() if following else len(content)]
        label = mark[1]
        support = any(word in label for word in _SUPPORT_WORDS) and "牵头" not in label
        lead = not support and (
            "牵头" in label or "主办" in label or "主责" in label or not has_lead
        )
        role: Role = "lead" if lead else "support"
        named = (
            _by_words(segment) if role == "lead" and "牵头" not in label else _named(segment, role)
        )
        found += named
    return _marked(_unique(found))


def _by_words(content: str) -> list[Responsible]:
    """Roles told in words: 省工信厅牵头，省科技厅、省财政厅配合."""
    found: list[Responsible] = []
    clauses = [
        c for c in re.split(r"[；;。]|(?<=牵头)[，,、]|(?<=负责)[，,]", content) if c.strip()
    ]
    told = any("牵头" in clause for clause in clauses)
    for clause in clauses:
        clause = clause.strip("，,、 ")
        lead, support = _LEADS.match(clause), _SUPPORTS.match(clause)
        charge = _TAKES_CHARGE.match(clause)
        if lead:
            found += _named(lead[1], "lead")
        elif support:
            found += _named(support[1], "support")
        else:
            found += _named(charge[1] if charge else clause, "support" if told else "lead")
    return found


def _named(segment: str, role: Role) -> list[Responsible]:
    cleaned = _DUTY.sub("", segment.strip("。；;，, \n"))
    names = (
        re.sub(r"等(?:部门|单位|有关部门|相关部门|相关单位|有关单位)?$", "", n)
        for n in split_names(cleaned)
    )
    return [Responsible(n, role) for n in names if n and not _NOT_A_NAME.search(n)]


def _marked(bodies: list[Responsible]) -> tuple[Responsible, ...]:
    """A star, or （牵头） behind a name, marks the lead; without either the roles stay as told."""
    marked = [bool(_LEADER.search(body.name) or _STAR.search(body.name)) for body in bodies]
    if not any(marked):
        return tuple(bodies)
    return tuple(
        Responsible(_LEADER.sub("", body.name).strip(_STARS + " "), "lead" if leads else "support")
        for body, leads in zip(bodies, marked, strict=True)
    )


def _unique(bodies: list[Responsible]) -> list[Responsible]:
    """Each body once, at its first place and with the highest role it is given."""
    roles: dict[str, Role] = {}
    for body in bodies:
        if roles.get(body.name) != "lead":
            roles[body.name] = body.role
    return [Responsible(name, role) for name, role in roles.items()]


def split_names(segment: str) -> list[str]:
    """Names in a list; marks inside brackets do not divide, and 各区、县（市）政府 is one body.

    >>> split_names("市科技局、各区、县（市）政府，市委组织部（市人才办）")
    ['市科技局', '各区、县（市）政府', '市委组织部（市人才办）']
    """
    names, depth, start = [], 0, 0
    for place, c in enumerate(segment):
        depth += (c in _OPEN) - (c in _CLOSE)
        if depth <= 0 and c in "、，,；;\n\u3000 " and not _inside_each(segment, start, place):
            names.append(segment[start:place])
            start = place + 1
    names.append(segment[start:])
    return [n.strip(" \u3000、，,。；;") for n in names if n.strip(" \u3000、，,。；;")]


def _inside_each(segment: str, start: int, place: int) -> bool:
    """Whether the mark stands within a list of areas that end in one body (各市、县政府)."""
    return segment.startswith("各", start) and bool(
        re.fullmatch(rf"各{_AREAS}", segment[start:place].strip())
        and re.match(rf"[、，,]\s*各?{_AREAS}{_AREA_BODY}", segment[place:])
    )
