"""Results made by hand: what the checker would answer, small but with every kind of target, reason and evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tracker.model import (
    Commitment,
    CommitmentResult,
    ComparisonTarget,
    Difference,
    Evidence,
    FigureTarget,
    FileResult,
    Kind,
    Locality,
    MilestoneTarget,
    Named,
    NearMiss,
    Op,
    Pair,
    Period,
    Place,
    Progress,
    Reason,
    Review,
    Source,
    Stage,
    TargetResult,
    TargetsFile,
    Used,
    Value,
    Verdict,
)

TEXT = (
    "一、过去一年\n全区植树四千亩，其中造林4233亩。新建停车场3处。𠮷祥路已经开工。医保覆盖面继续扩大。\n"
    "二、下一步\n再造林5000亩。"
)
REPORT = Used("reports/a.txt", "某区2023年报告", Kind.REPORT, "https://example.org/a?x=1&y=2", "a" * 64, TEXT)


def quoted(quote: str, *, section: str | None = "一、过去一年", page: int | None = None) -> Evidence:
    """Evidence from TEXT, where it stands."""
    start = TEXT.index(quote)
    return Evidence(REPORT.path, REPORT.title, quote, start, start + len(quote), section, page)


PLANTED = FigureTarget("造林面积", Op.AT_LEAST, Decimal(1600), "亩", written="造林面积 >= 1600 亩")
PARKING = FigureTarget("新建停车场", Op.AT_LEAST, Decimal(5), "处", written="新建停车场 >= 5 处")
ROAD = MilestoneTarget("𠮷祥路", Stage.STARTED, written="𠮷祥路 -> 开工")
COVER = FigureTarget("医保覆盖率", Op.AT_LEAST, Decimal("98.5"), "%", written="医保覆盖率 >= 98.5 %")
INCOME = ComparisonTarget("居民收入", Op.AT_LEAST, Named("地区生产总值"), written="居民收入 增长 >= 地区生产总值 增长")

MET = TargetResult(
    PLANTED, Verdict.MET, Reason.VALUE_MEETS, True, Value(Decimal(4233), "亩"), Decimal("2.646"), "4233亩 >= 1600亩",
    (quoted("造林4233亩"),),
)  # fmt: skip
SHORT = TargetResult(
    PARKING, Verdict.UNMET, Reason.VALUE_FALLS_SHORT, False, Value(Decimal(3), "处"), Decimal("0.6"), "3处 < 5处",
    (quoted("新建停车场3处", page=2),),
)  # fmt: skip
STARTED = TargetResult(
    ROAD, Verdict.MET, Reason.STAGE_REACHED, actual=Stage.STARTED, evidence=(quoted("𠮷祥路已经开工"),)
)
VAGUE = TargetResult(
    COVER, Verdict.UNVERIFIABLE, Reason.NO_FIGURE,
    candidates=(NearMiss(quoted("医保覆盖面继续扩大"), (Difference.MEASURE, Difference.NAME), "医保覆盖面"),),
)  # fmt: skip
PAIR = TargetResult(
    INCOME, Verdict.UNMET, Reason.COMPARISON_FAILS, actual=Pair(Value(Decimal("4.8"), "%"), Value(Decimal("5.2"), "%")),
    evidence=(quoted("全区植树四千亩"), quoted("造林4233亩")),
)  # fmt: skip
SILENT = TargetResult(PLANTED, Verdict.UNVERIFIABLE, Reason.NOT_REPORTED)


def judged(
    number: int | str,
    title: str,
    *targets: TargetResult,
    area: str | None = "生态",
    owner: str | None = "林草局",
    due: date | None = None,
    review: Review | None = None,
    line: int = 10,
) -> CommitmentResult:
    """A commitment with the verdict that follows from its targets."""
    commitment = Commitment(
        number,
        title,
        area,
        owner,
        due,
        tuple(one.target for one in targets if one.target),
        Place("targets/a-2022.yaml", line),
    )
    said = [one.verdict for one in targets]
    if Verdict.UNMET in said:
        own = Verdict.UNMET
    else:
        own = Verdict.MET if said and all(one is Verdict.MET for one in said) else Verdict.UNVERIFIABLE
    reason = targets[0].reason if targets else Reason.NOT_MEASURABLE
    verdict = own if review is None else review.verdict
    return CommitmentResult(commitment, verdict, own, reason, said.count(Verdict.MET), len(said), targets, review)


DECISION = Review(4, Verdict.MET, "王芳", date(2023, 3, 15), "验收单已核对", None, Verdict.UNVERIFIABLE)


def sample(
    *results: CommitmentResult, path: str = "targets/a-2022.yaml", name: str = "某区", sha256: str = "b" * 64
) -> FileResult:
    """A whole result; without arguments the five commitments below."""
    held = results or (
        judged(1, "植树造林", MET, line=10),
        judged(2, "停车场", SHORT, STARTED, area="城建", owner="住建局", due=date(2022, 6, 30), line=14),
        judged("3.2", "居民增收", PAIR, area="民生", owner=None, line=20),
        judged(4, "医保", VAGUE, area="民生", owner="医保局", review=DECISION, line=24),
        judged(5, "作风建设", area=None, owner=None, line=28),
        judged(6, "湿地", SILENT, VAGUE, line=30),
    )
    file = TargetsFile(
        path, Locality(name, "230111", "某市"), Period.of_year(2022), Source("某区2022年工作计划", "2022-01", "https://example.org/plan"),
        tuple(each.commitment for each in held), expects=6, sha256=sha256,
    )  # fmt: skip
    return FileResult(file, (REPORT,), held)


def halfway(result: TargetResult) -> TargetResult:
    """The same with progress against elapsed time."""
    from dataclasses import replace

    return replace(result, progress=Progress("2022-06", Decimal("0.5"), Decimal("0.62"), None))
