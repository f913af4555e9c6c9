"""The words of the genre, one list a role. To teach the reader a word, add it here.

`any_of` makes a pattern of a list, longest word first.
"""

import re


def any_of(words: str) -> str:
    """A non-capturing alternation of blank-separated words or patterns.

    >>> any_of("达 达到")
    '(?:达到|达)'
    """
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


# Verbs by which a plan commits itself.
VERBS = """
培育 打造 建设 建成 形成 集聚 聚集 汇聚 引进 引育 招引 引入 突破 攻克 攻关 发布 推出 开展 实施 推广
遴选 征集 新建 新增 扩建 改建 完成 实现 组织 举办 举行 承办 认定 开放 落地 创建 布局 支持 推动 推进
研发 孵化 编制 制定 修订 制修订 发放 设立 组建 投入 培养 培训 部署 建立 改造 上线 选树 总结
凝练 选派 储备 构建 搭建 谋划 落实 争创 申报 获批 转化 催生 壮大 做强 做大
扶持 吸引 带动 服务 覆盖 提供 取得
获得 达成 促成 签约 实行 启动 推介 发展 梳理 挖掘 提炼 树立 评选 评定 命名 授予 输出 开设 增设 增加
拓展 投资 累计 主导 参与 牵头 掌握 拥有 涌现 诞生 产出 研制 开发 建造 购置 配备 接入 纳入 淘汰 关停
节约 减排 交付 投放 运营 上架 登记 归集 汇集 治理 标注 贯通 打通 办理 解决 帮扶 惠及 筛选 选定 确定
选取 选拔 招录 招收 引导 鼓励 撬动 募集 组成 成立 创办 完善 升级 提升 资助 建 育 引 派 设 办 招
"""
# Of these, the ones that divide a clause wherever they stand; others may be part of a noun
# (公共数据开放目录, 成果落地转化) …
DIVIDING_VERBS = frozenset(
    """
建成 新增 培育 布局 引进 引育 招引 打造 形成 完成 实现 发布 集聚 攻克 新建 培养 选派 举办 征集
遴选 设立 组建 拥有 开设 推出 选树 认定 实施 开展 建立 获批 落户
""".split()
)
# … and the ones that take a measured thing as their object (完成投资20亿元).
AMOUNT_VERBS = frozenset(
    """
完成 实现 新增 累计 带动 拉动 撬动 吸引 引导 形成 建成 投入 达成 促成 集聚 累计完成 累计实现
""".split()
)
ADVERBS = "累计 新 共 再 重点 择优 跟踪 遴选 联合 牵头 主导 自主 成功 加快"

# How a measured thing meets its amount: 产值|达到|30亿元.
RISES = "增长 增加 提高 提升 上升 扩大 增幅 增速 翻"
FALLS = "下降 降低 减少 缩短 压缩 压减 削减 降 减"
REACHES = """
达成 达到 达 实现 完成 突破 超过 超 为 控制 保持 维持 稳定 占 建成 新增 不少 不低
"""
REACH_ADVERBS = r"""
力争 总体 平均 年均 年平均 每年 累计 总计 合计 将 要 再 新 稳定 进一步 再次 基本 预计 同比
(?:比|较)(?:20\d\d年|上年|去年|目前|现在|基期)[^，]{0,4}?
"""
# What a measured thing does before its amount is told (规模|持续|壮大，到2027年达到…).
DEVELOPMENTS = """
壮大 提升 增长 提高 增强 扩大 完善 优化 夯实 改善 增加 上升 普及 深化 涌现 集聚 翻[一两]?番 翻倍
倍增 成倍增长 突破 健全 形成 下降 降低 缩短 压缩 全覆盖 [迈跃再]?上新?台阶 加快发展 发展壮大
"""
COURSES = """
持续 不断 稳步 显著 大幅度? 明显 快速 进一步 逐年 逐步 全面 加速 有效 基本 实现 得到 较快 稳定 大力
高速
"""
# What opens a clause before its subject.
OPENINGS = """
力争 争取 确保 实现 推动 促进 带动 使 使得 其中 即(?!办) 并 且 同时 同步 预计 计划 将 要 拟 到时
届时 全面 基本 每年 年均 累计 总体 不断 持续 进一步 大力 着力 加快 [一二三四五]年内? 分别 统筹
全省 全市 全区 全县 全国 我省 我市 我区 各地 和 及 以及
"""
# Last words of things that are measured rather than counted.
MEASURES = """
率 规模 产值 收入 值 占比 比重 比例 强度 时间 时长 时限
总量 数量 能力 算力 水平 指数 总额 额 数 量 面积
里程 容量 周期 成本 效率 密度 营收 利润 产能 能耗 时延 精度 度 个数 投资
"""
SIZE_WORDS = "大关 规模 水平 目标 量级 台阶 级别 总量"
VAGUE_COUNTS = "一批 若干 多个 一系列 系列 多家 数个 一支 一套 一大批"
# Things that can do something, and what they then do: 100家企业|上云.
ACTORS = """
企业 单位 机构 产品 技术 项目 场景 应用 模型 院校 高校 学校 医院 园区 平台 行业 领域 区县 城市 乡镇
农户 装备 品牌 成果 案例 人才 青年 团队 工程师 专家 学生 干部 师生 设备 系统 景区 集群 标准 城区
工厂 车间
"""
DEEDS = """
走在 达到 进入 跻身 入选 入围 纳入 位居 位列 取得 实现 落地 上市 上云 获得 获批 完成 投入(?!产出)
通过 建成 成为 接入 开展 使用 部署 参与 居 率先 全部 进行 触网 赴 参加 出国 到(?=国|境|海)
走出 申请 申报 提供
"""

# Words of time that hold to the end of the sentence, or only of their clause.
PAST = """
目前 当前 截至 截止 已经 现已 去年 上年 前三季度 上半年 今年以来 近年来? 同比 累计(?=已)
“?十[二三]五”?(?:期间|时期|以来)
"""
PAST_IN_CLAUSE = r"""
现有 已(?=[\u4e00-\u9fff]) 拥有(?!量) 依托 立足 居(?:全国|全省|世界|全球|中部|西部) 位居 位列 排名
入选 获批 达到了 实现了 建成了 全长 总长
"""
FUTURE = r"""
力争 将(?!近) (?<!截)[到至]20\d\d年 20\d\d年(?:年?[底末])?前 未来 计划(?!》) 拟 争取 目标 确保
下一步 预计 每年 再(?=建|新)
"""

# Amounts that say what is covered, who qualifies or what is paid, not what will be reached.
SCOPE_VERBS = """
聚焦 围绕 针对 面向 按照 对标 涵盖 包括 包含 分为 共分 划分 从 在 对 以 为 由 根据 坚持 遵循 明确了?
提出了? 部署了? 实施好 聚力 紧扣 瞄准
"""
SCOPE_NOUNS = r"""
方面 部分 章节 环节 阶段 原则 要求 方向 维度 层面 步骤 要点 工作日 条(?:政策)?措施
(?:工作|专项|推进)小?组 项(?:主要|重点|具体)?(?:任务|举措|措施)$
"""
PAYMENTS = r"""
给予 补助 补贴 奖励 再?奖(?![项牌学]) 兑付 资助 奖补 贴息 补偿 扶持资金 支持额度 授信
减免 优惠 罚款 折扣 不超过.{0,12}(?:比例|标准) 比例.{0,6}(?:支持|分担) 最高(?!水平|端)
(?:支持|补助|奖励|资助)(?:比例|标准) 上浮
每[家个项户人][^年]{0,8}(?:不超过|万元) 单个 单项 单户 注册资本
"""

# Parts of a plan that say why and what for, not what to do.
FRAMING_PARTS = re.compile(
    any_of(
        """
总体(?:要求|目标|思路|考虑|部署)? 意见反馈 反馈(?:方式|渠道|途径) 联系方式
发展思路 指导思想 基本原则 主要原则 工作原则 (?:基本|工作)思路
(?:发展|主要|行动|工作|建设|预期|具体|阶段|重点)目标 ^目标 ^总则 ^附则 现状
(?:发展|工作|现实|产业)基础 形势 背景 意义 基本情况 ^前言 适用范围 支持对象 ^说明 名词解释
有效期 施行
"""
    )
)
