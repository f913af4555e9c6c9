"""The language data knows what it should."""

from luodi.reader.language.characters import DocumentModel, character_model, plain
from luodi.reader.language.readings import readings
from luodi.reader.language.words import pinyin_index


def test_prose_is_likelier_than_its_misreading() -> None:
    model = DocumentModel("")
    for right, wrong in [("加强生态保护", "加强生态。护"), ("推动规模化发展", "推动规。化发展")]:
        assert model.text_cost(plain("\n\n" + right)) < model.text_cost(plain("\n\n" + wrong))


def test_a_character_backs_off_from_triples_to_pairs_to_itself() -> None:
    cost = character_model().cost
    assert cost("人工智") < cost("\n工智") < cost("\n\n智")
    assert cost("人工𠀀") == 16.0


def test_what_the_document_says_elsewhere_becomes_likelier() -> None:
    word = plain("芯粒封装")
    assert DocumentModel("芯粒封装。" * 5).text_cost(word) < DocumentModel("").text_cost(word)


def test_a_character_outside_the_alphabet_costs_most() -> None:
    assert character_model().cost("人工𠀀") >= character_model().cost("人工弗")


def test_readings_know_tones_and_do_without() -> None:
    assert readings().fits("總", "zǒng") == 1.0
    assert readings().fits("总", "zong") == 0.9
    assert readings().fits("总", "zhong") == 0.0
    assert readings().fits("绿", "lv") == readings().fits("绿", "lu") == 0.9


def test_words_come_with_the_most_frequent_first() -> None:
    assert pinyin_index().words("zhengfu")[0].text == "政府"
    assert pinyin_index().words("xyz") == ()


def test_a_reading_fits_exactly_or_but_for_its_tone() -> None:
    fits = readings().fits
    assert [fits("總", letters) for letters in ("zǒng", "zong", "zòng", "lǐng")] == [
        1.0,
        0.9,
        0.9,
        0,
    ]
