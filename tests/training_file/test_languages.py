"""The language of a text: right for most sentences, hardly ever wrong, unknown for what has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.training_file.function_words import LETTERS, WORDS
from calculators.training_file.languages import NAMES, language
from calculators.training_file.spoken import Spoken, is_brief
from tests.training_file.sentences import ANSWERS, SENTENCES


def told(sentences: dict[str, str]) -> list[tuple[str, str]]:
    """The right language of every sentence, and the one that is told."""
    return [(code, language(sentence)) for code, some in sentences.items() for sentence in some.split("\n")]


def test_nearly_all_answers_are_told_right_and_hardly_any_wrong() -> None:
    # The figures that the docstring gives.
    all_told = told(ANSWERS)
    assert len(all_told) == 108
    assert sum(right == said for right, said in all_told) >= 104
    assert sum(said not in (right, "unknown") for right, said in all_told) <= 1


def test_most_short_questions_are_told_right_and_hardly_any_wrong() -> None:
    all_told = told(SENTENCES)
    assert sum(right == said for right, said in all_told) >= 0.9 * len(all_told)
    assert sum(said not in (right, "unknown") for right, said in all_told) <= 1


@pytest.mark.parametrize("code", SENTENCES)
def test_a_paragraph_of_each_language_is_told_right(code: str) -> None:
    assert language(SENTENCES[code].replace("\n", " ")) == code


@pytest.mark.parametrize("code", [code for code, some in SENTENCES.items() if some.count("\n") == 9])
def test_of_each_main_language_most_sentences_are_told_right_and_nearly_none_wrong(code: str) -> None:
    said = [language(sentence) for sentence in (SENTENCES[code] + "\n" + ANSWERS[code]).split("\n")]
    assert len(said) == 14
    assert said.count(code) >= 9
    assert len([other for other in said if other not in (code, "unknown")]) <= 1


@pytest.mark.parametrize("code", ["de", "fr", "es", "pl", "tr", "vi"])
def test_capital_letters_make_no_difference(code: str) -> None:
    assert language(SENTENCES[code].replace("\n", " ").upper()) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42",
        "positive",
        "Paris",
        "refund_request",
        "Berlin, Paris, Madrid, Rome, Oslo, Bern",
        "Anna Müller, Paul Schmidt, Jean Dupont",
        "3.14159 2.71828 1.41421",
        "😀 😀 😀",
        "a b c d e f g",
        "for i in range(10):\n    if x[i] is not None and y[i] in z:\n        return {x: y}",
        "SELECT o.id, o.total FROM orders_2024 o WHERE o.total > 100 AND o.state = 'on_hold' LIMIT 10;",
        '{"name": "Anna", "is": "the", "of": ["and", "to"]}',
        "factorial(n)\nif n == 0\nn * factorial(n - 1)\nn",
        "def in_the_list(of, and_a):\n    return of == and_a",
        "```python\nprint('this is the code that we had')\n```",
        "<div class='a'><p>the</p></div>",
        "id;name;of;the\n1;a;b;c\n2;d;e;f",
        "xyzzy plugh frobnicate quux blorb",
        "https://acme-tools.com/a/b/c?d=e&f=g",
        "Я",
    ],
)
def test_code_names_labels_and_tables_are_of_no_language(text: str) -> None:
    assert language(text) == "unknown"


def test_prose_around_code_is_told() -> None:
    code = "```python\nfor x in y:\n    print(x)\n```"
    assert language(f"Sie können die Liste so ausgeben:\n{code}\nDamit wird jede Zeile gezeigt.") == "de"
    assert language(f"You can print the list like this:\n{code}\nThis shows each line of it.") == "en"


def test_names_and_quotes_of_another_language_do_not_turn_the_answer() -> None:
    assert language("My friend Søren Kjærgård and I went to the Café Zürich to see what they had on the menu.") == "en"
    assert language("Das Lied „Let It Be“ ist von den Beatles, und es wird noch heute im Radio gespielt.") == "de"
    assert language("我们公司使用 Microsoft Office 和 Google Workspace 来处理文件。") == "zh"
    assert language("The Japanese word for cat is 猫, and it is read neko by most people.") == "en"


@pytest.mark.parametrize(
    "text", ["ski, mountain, skier\nA skier is skiing down a mountain.", "A red train is moving down a track"]
)
def test_short_captions_in_english_are_not_taken_for_hungarian(text: str) -> None:
    assert language(text) in ("en", "unknown")


def test_of_two_languages_the_one_with_more_words_is_told() -> None:
    german, french = SENTENCES["de"].replace("\n", " "), SENTENCES["fr"].split("\n")[0]
    assert language(f"{french} {german}") == "de"


def test_every_language_that_can_be_told_has_a_name() -> None:
    assert set(WORDS) | set(SENTENCES) | {"unknown"} <= set(NAMES)
    assert set(LETTERS) <= set(WORDS)
    assert all(len(code) == 2 for code in NAMES if code != "unknown")


@given(st.text(max_size=300))
def test_any_text_has_one_of_the_names(text: str) -> None:
    assert language(text) in NAMES


@pytest.mark.parametrize("piece", ["a ", "the ", "ы", "猫", "é", "```", "{"])
def test_a_text_of_a_megabyte_takes_no_longer_than_its_beginning(piece: str) -> None:
    long = piece * (1_000_000 // len(piece))
    assert language(long) == language(long[:6000])


def spoken(*texts: str) -> list[str]:
    found = Spoken()
    for text in texts:
        found.add(language(text), brief=is_brief(text))
    return list(found.all()[1])


NAMES_AND_TITLES = ["Man in Black", "El Paso to Las Vegas", "Pro Max 12 i", "Ho Chi Minh", "Rue de la Paix 3"]
"""Of which the small words are those of German, Spanish, Czech, Italian, French."""


def test_names_and_titles_are_of_no_language_among_texts_of_one() -> None:
    assert {language(text) for text in NAMES_AND_TITLES} >= {"de", "es", "cs", "it"}
    english = SENTENCES["en"].split("\n")
    told = spoken(*english, *NAMES_AND_TITLES)
    assert set(told) == {"en", "unknown"}
    assert set(told[len(english) :]) <= {"en", "unknown"}


def test_of_names_and_titles_alone_nothing_is_told() -> None:
    assert set(spoken(*NAMES_AND_TITLES)) == {"unknown"}


def test_short_texts_are_told_where_most_are_of_one_language_or_the_script_says_it() -> None:
    assert spoken("Wo ist der Hafen?", "Was kostet das?", "Rheingold") == ["de", "de", "unknown"]
    assert spoken("Where is the harbour that you told me of?", "港はどこですか", "Где здесь порт") == ["en", "ja", "ru"]
    assert spoken("Where is the harbour that you told me of?", "Wo ist der Hafen, bitte, und was kostet es?")[1] == "de"
