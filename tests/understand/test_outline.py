"""Parts, tenses and the frame of a report."""

from __future__ import annotations

import pytest

from tracker.model import Document, Kind, Period, Tense
from tracker.understand import understand

SPEECH = """2023年云溪县政府工作报告
——2023年1月9日在云溪县第八届人民代表大会第二次会议上
县长 某某

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2022年工作回顾
过去一年，全县新修渠道12公里。新建粮仓3座。
存在的问题：渠道清淤没有完成年初目标。
二、2023年工作安排
（一）兴修水利。新修渠道20公里。去年全县改厕300户，群众满意。
（二）建设粮仓。要新建粮仓5座。
三、政府自身建设
压减会议10%。
名词解释
渠道清淤：把泥沙挖出来，每年2次。
"""


def tenses(text: str) -> dict[str, tuple[str, str | None]]:
    reading = understand(Document("speech.txt", text))
    return {
        reading.quote(each.start, each.end): (each.tense.value, None if each.period is None else str(each.period))
        for each in reading.sentences
    }


def test_the_head_tells_who_speaks_and_of_which_year() -> None:
    reading = understand(Document("speech.txt", SPEECH))
    assert reading.title == "2023年云溪县政府工作报告"
    assert reading.locality == "云溪县"
    assert str(reading.period) == "2022"


def test_each_part_has_its_tense() -> None:
    found = tenses(SPEECH)
    assert found["新建粮仓3座。"] == ("past", "2022")
    assert found["存在的问题：渠道清淤没有完成年初目标。"] == ("past", "2022")
    assert found["新修渠道20公里。"] == ("plan", "2023")
    assert found["要新建粮仓5座。"] == ("plan", "2023")
    assert found["压减会议10%。"] == ("plan", "2023")
    assert found["渠道清淤：把泥沙挖出来，每年2次。"][0] == "none"


def test_a_whole_sentence_of_the_plan_that_looks_back_is_past() -> None:
    assert tenses(SPEECH)["去年全县改厕300户，群众满意。"] == ("past", "2022")


def test_a_look_back_goes_on_until_the_plan_resumes() -> None:
    text = SPEECH.replace(
        "去年全县改厕300户，群众满意。",
        "过去一年成绩不小。改厕300户，群众有了新厕所。新植树木2万株。今年改厕500户。继续努力。",
    )
    found = tenses(text)
    assert found["改厕300户，群众有了新厕所。"] == ("past", "2022")
    assert found["新植树木2万株。"][0] == "plan"  # nothing in it tells that it was done
    assert found["今年改厕500户。"][0] == "plan"
    assert found["继续努力。"][0] == "plan"


def test_half_a_sentence_of_a_plan_is_no_evidence() -> None:
    reading = understand(Document("speech.txt", SPEECH.replace("要新建粮仓5座。", "将补助由每户240元提高到280元。")))
    amounts = [each for each in reading.observations if each.unit == "元"]
    assert amounts
    assert all(each.tense is not Tense.PAST for each in amounts)


def test_sections_nest_and_end_where_the_next_begins() -> None:
    reading = understand(Document("speech.txt", SPEECH))
    first = [each.title for each in reading.sections if each.level == 1]
    assert first == ["一、2022年工作回顾", "二、2023年工作安排", "三、政府自身建设", "名词解释"]
    plan = next(each for each in reading.sections if each.title.startswith("二"))
    inner = [each for each in reading.sections if each.level == 2]
    assert [each.title for each in inner] == ["（一）兴修水利", "（二）建设粮仓"]
    assert all(plan.start < each.start and each.end <= plan.end for each in inner)


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("一、过去五年工作回顾", "2018..2022"),
        ("一、“十三五”时期工作回顾", "2016..2020"),
        ("一、2022年和过去五年工作回顾", "2018..2022"),
        ("一、去年工作回顾", "2022"),
    ],
)
def test_a_review_names_its_years(heading: str, period: str) -> None:
    plain = SPEECH.replace("过去一年，", "").replace("一、2022年工作回顾", heading)
    reading = understand(Document("speech.txt", plain))
    sentence = next(each for each in reading.sentences if reading.quote(each.start, each.end) == "新建粮仓3座。")
    assert str(sentence.period) == period


def test_the_first_words_of_a_paragraph_set_its_time() -> None:
    found = tenses(SPEECH.replace("一、2022年工作回顾", "一、过去五年工作回顾"))
    assert found["新建粮仓3座。"] == ("past", "2022")


def test_a_line_break_inside_a_sentence_is_no_end() -> None:
    reading = understand(
        Document("speech.txt", SPEECH.replace("新修渠道12公里", "细颗粒物（PM\n2.5\n）浓度下降5%，新修渠道12公里"))
    )
    assert any(each.value == 5 and each.unit == "%" for each in reading.observations)


def test_a_bulletin_is_all_past() -> None:
    text = "2022年云溪县国民经济和社会发展统计公报\n云溪县统计局\n全年粮食产量4.2万吨，比上年增长3.1%。\n"
    reading = understand(Document("bulletin.txt", text, kind=Kind.BULLETIN))
    assert str(reading.period) == "2022"
    assert {each.tense for each in reading.observations if each.value is not None} == {Tense.PAST}
    assert {str(each.period) for each in reading.observations if each.value is not None} == {"2022"}


def test_the_caller_overrules_what_a_report_says_of_itself() -> None:
    document = Document("speech.txt", SPEECH, locality="云山县", period=Period.of_year(2022))
    reading = understand(document)
    assert reading.locality == "云山县"
