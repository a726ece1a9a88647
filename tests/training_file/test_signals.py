"""Refusals, texts broken off, what was never filled in, what tools left behind: found there, seen nowhere else."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.kit.given_file import given_file
from calculators.training_file.reading import Asked, survey
from calculators.training_file.signals import garbled, mark, placeholder, refusal, truncated

LATER = "TO" + "DO"

REFUSES = [
    "I'm sorry, but I can't help with that.",
    "I’m sorry, but I can’t assist with that request.",
    "I cannot help you with this. Please contact a professional.",
    "Sorry, I can't do that.",
    "I am unable to provide medical advice. Please see a doctor.",
    "I'm not able to provide legal advice about your divorce.",
    "I can't provide instructions for making explosives.",
    "As an AI language model, I do not have personal opinions.",
    "As an AI, I can't browse the internet.",
    "As a large language model, I cannot access your files.",
    "I'm just an AI, so I don't have feelings.",
    "Unfortunately, I cannot fulfill this request, as it goes against my programming.",
    "I must decline to answer that question.",
    "I won't write that for you.",
    "I can't engage with this topic.",
    "That would violate the content policy, so let us talk about something else.",
    "I'm going to have to stop here: this is against my guidelines.",
    "I apologize, but I cannot generate content that promotes violence.",
    "We are not able to comply with such requests.",
    "I will not help you with anything illegal.",
    "Es tut mir leid, aber dabei kann ich Ihnen nicht helfen.",
    "Leider kann ich diese Anfrage nicht beantworten.",
    "Als KI-Sprachmodell habe ich keine eigene Meinung.",
    "Ich kann dir dabei leider nicht helfen.",
    "Je suis désolé, mais je ne peux pas vous aider avec cette demande.",
    "Désolée, je ne peux pas répondre à cette question.",
    "En tant qu'intelligence artificielle, je n'ai pas d'opinion.",
    "Lo siento, pero no puedo ayudarte con eso.",
    "Como modelo de lenguaje, no tengo opiniones personales.",
    "Mi dispiace, ma non posso aiutarti con questa richiesta.",
    "In quanto modello linguistico, non ho opinioni personali.",
    "Desculpe, mas não posso ajudar com isso.",
    "Como uma inteligência artificial, não tenho sentimentos.",
    "Het spijt me, maar ik kan je daar niet mee helpen.",
    "Als AI-taalmodel heb ik geen mening.",
    "Przykro mi, ale nie mogę w tym pomóc.",
    "Извините, но я не могу помочь с этим.",
    "Как языковая модель, я не имею собственного мнения.",
    "Tyvärr kan jag inte hjälpa till med det.",
    "Beklager, men jeg kan ikke hjelpe deg med det.",
    "Üzgünüm, bu konuda yardımcı olamam.",
    "很抱歉，我无法协助您完成这个请求。",
    "作为一个人工智能，我没有个人观点。",
    "申し訳ありませんが、そのご要望にはお応えできません。",
    "죄송하지만 그 요청은 도와드릴 수 없습니다.",
    # without the usual words: missed
    "Nope, not doing this one.",
    "That's not something I do.",
]
ANSWERS = [
    "I'm sorry to hear that your parcel is late. It will arrive tomorrow.",
    "Sorry for the wait! Your new password is on its way.",
    "I'm sorry, but I can't find an order with this number. Could you check it?",
    "I'm sorry, we cannot refund tickets after the show.",
    "Unfortunately, this shirt is sold out in blue. We have it in green.",
    "I can't recommend this book enough!",
    "I can't help but notice that the second sum is wrong.",
    "You cannot use this form after the deadline.",
    "I cannot stress enough how important backups are.",
    "We can't ship to islands, but our partner can.",
    "An AI company opened in Ghent; it does not make robots.",
    "As an AI engineer, you will not train models alone.",
    "She said she was unable to attend.",
    "The function can't return None, so the check is not needed.",
    "I won't be in the office on Friday; please write to Ana.",
    "If you can't help yourself, call a friend.",
    "Our refund policy does not cover gift cards.",
    "The guidelines say that you must not park here.",
    "I'm not sure, but I think it was Tuesday.",
    "I can't do this until you send me the form.",
    "Apologies for the confusion: the total is 42 EUR.",
    "Es tut mir leid, dass Ihr Paket zu spät kam. Es kommt morgen an.",
    "Leider ist das Hemd in Blau ausverkauft.",
    "Leider kann ich Ihre Bestellung nicht finden. Wie lautet die Nummer?",
    "Als Sprachmodell wird ein Netz bezeichnet, das Wörter vorhersagt.",
    "Je suis désolé pour ce retard, votre colis arrive demain.",
    "Malheureusement, cet article n'est plus disponible.",
    "Lo siento mucho por la demora. Su pedido llega mañana.",
    "Mi dispiace per il ritardo, il pacco arriva domani.",
    "Desculpe a demora! O pedido chega amanhã.",
    "Helaas is de blauwe trui uitverkocht.",
    "Przykro mi z powodu opóźnienia, paczka dotrze jutro.",
    "Извините за задержку, заказ прибудет завтра.",
    "很抱歉让您久等了，包裹明天送达。",
    "お待たせして申し訳ありません。明日届きます。",
    "기다리게 해서 죄송합니다. 내일 도착합니다.",
    "",
    "Paris.",
]
BROKEN_OFF = [
    "The warranty covers the battery for two years and the",
    "To reset the password, open the settings, then choose Security,",
    "There are three reasons for this. The first one is that our",
    "You can pay by card, by invoice or with",
    "The two plans differ in price and storage (",
    "He looked at the old clock and said “",
    "Our office is open from Monday to Friday, and on Satur-",
    "We ship to Norway, Sweden, Denmark –",
    "Here is the function:\n```python\ndef total(items):\n    return sum(item.price for item in items",
    '{"name": "Anna", "city": "Bonn", "orders": [{"id": 4711, "items": ["lamp"',
    "Bitte senden Sie das Formular an uns zurück, weil",
    "Die Garantie gilt zwei Jahre ab dem Tag, an dem",
    "Vous pouvez payer par carte bancaire ou par virement, et",
    "Puede devolver el producto en la tienda o por",
    "Puoi restituire il prodotto entro trenta giorni dalla consegna della",
    "Je kunt het product binnen dertig dagen terugsturen naar een",
    # in the middle, and nothing tells
    "The warranty covers the battery for two years and the screen for",
]
WHOLE = [
    "The warranty covers the battery for two years and the screen for one.",
    "positive",
    "Log in",
    "Terms and conditions",
    "What we stand for",
    "Refund for a lamp that arrived broken",
    "A guide to the best hotels of the north",
    "See you at the station tomorrow evening",
    "1. Open the settings\n2. Choose Security\n3. Reset the password",
    "- apples\n- pears\n- plums from the garden of my aunt",
    "Here you are:\n```python\nprint(1)\n```",
    "def total(items):\n    return sum(item.price for item in items)",
    "SELECT name, city FROM customers WHERE orders > 3",
    "x = 12 + 30",
    '{"name": "Anna", "orders": [4711]}',
    '[{"name": "Anna"}, {"name": "Ben"}]',
    "The total is 1,299.00 USD including taxes and shipping to Oslo 12",
    "| name | city |\n| --- | --- |\n| Anna | Bonn |",
    "Kind regards,\nAnna",
    "Thanks a lot for your help, have a great day 😊",
    "He asked: “Is it open?”",
    "The file is at https://acme-tools.com/files/the-list-of",
    "Is this what you were looking for?",
    "Hier ist die Antwort auf Ihre Frage (siehe Anhang)",
    "包裹明天送达，请注意查收。",
    "Ship to: 12 High Street, Ghent",
    "one, two, three, four, five, six",
    "---\ntitle: A page\n---",
    "We waited for an hour and nobody came :-(",
    "It crashes again when I turn the lamp on :(",
    "Kind regards, and see you soon — Anna",
    "",
]
UNFILLED = {
    f"{LATER}: write the answer": f"{LATER}:",
    LATER.lower(): LATER.lower(),
    f"The answer is [{LATER}]": f"[{LATER}]",
    "Lorem ipsum dolor sit amet, consectetur": "Lorem ipsum dolor",
    "Dear [Customer Name], thank you for your order.": "[Customer Name]",
    "Kind regards,\n[Your Name]": "[Your Name]",
    "Call us at [insert phone number].": "[insert phone number]",
    "Hello {{first_name}}, welcome back!": "{{first_name}}",
    "Hello {{ user.name }}!": "{{ user.name }}",
    "<answer>": "<answer>",
    "The capital is <insert city here>.": "<insert city here>",
    "Write to <your name> at once": "<your name>",
    "nan": "nan",
    "#REF!": "#REF!",
    "#N/A": "#N/A",
    "undefined": "undefined",
    "Total: [object Object]": "[object Object]",
    "...": "...",
}
FILLED = [
    "Add it to your to-do list.",
    "A todo app in Vue",
    "<answer>42</answer>",
    "<Answer>42</answer>",
    "See [the manual](https://acme-tools.com/manual) and [1], [2].",
    "The list is [1, 2, 3] and the set is {1, 2}.",
    "Use `{{ name }}` so:\n```jinja\nHello {{ name }}\n```".replace("`{{ name }}` so", "braces so"),
    "The matrix is {{1, 2}, {3, 4}}.",
    "[link](https://acme-tools.com)",
    "if a < b and c > d: return",
    "<b>bold</b> and <br> and <div class='name'>",
    "[Applause] Thank you!",
    "[INFO] Your server has started",
    "No answer was given.",
    "nano",
    "Banana",
    "none",
    "Well...",
    "The placeholder of the field says what to type.",
]


@pytest.mark.parametrize(
    ("sign", "hits", "others", "missed"),
    [(refusal, REFUSES, ANSWERS, 2), (truncated, BROKEN_OFF, WHOLE, 1)],
    ids=["refusal", "truncated"],
)
def test_no_hit_is_wrong_and_few_cases_are_missed(sign, hits, others, missed) -> None:
    assert [text for text in others if sign(text)] == []
    assert len([text for text in hits if not sign(text)]) <= missed
    assert [text for text in hits if not sign(text)] == hits[len(hits) - missed :]


@pytest.mark.parametrize(("text", "blank"), UNFILLED.items())
def test_what_was_never_filled_in_is_told_as_it_stands(text: str, blank: str) -> None:
    assert placeholder(text) == blank


@pytest.mark.parametrize("text", FILLED)
def test_brackets_and_braces_of_another_use_are_no_placeholders(text: str) -> None:
    assert placeholder(text) == ""


def test_a_refusal_deep_inside_a_text_is_none() -> None:
    assert not refusal("Here is the letter. " * 20 + "I'm sorry, but I can't help with that.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hello<|im_end|>", "<|im_end|>"),
        ("[INST] What is 2 + 2? [/INST]", "[INST]"),
        ("### Instruction:\nTranslate", "### Instruction:"),
        ("Hi there\n\nHuman: and you?", "Human:"),
        ("The tower is 330 m high.:contentReference[oaicite:0]{index=0}", ":contentReference[oaicite"),
        ("It is so【4†source】.", "†source】"),
        ("It was in 1889 citeturn0search2", "citeturn"),
    ],
)
def test_marks_of_templates_and_chat_windows_are_told(text: str, found: str) -> None:
    assert mark(text) == found


@pytest.mark.parametrize(
    "text",
    ["a <| b |> c", "### Results\nAll well", "Human: hello", "Pour in the oaicite", "the return of", "", "5 † 6 ‡"],
)
def test_other_signs_are_no_marks(text: str) -> None:
    assert mark(text) == ""


@pytest.mark.parametrize(
    "text", ["über", "déjà vu", "“It’s — fine…”", "São Paulo, maçã, CAFÉ", "NÃO", "25 °C ± 1", "Ångström 🙂", "Âge"]
)
def test_letters_read_in_the_wrong_encoding_are_told_and_right_ones_are_not(text: str) -> None:
    assert garbled(text) == ""
    wrong = text.encode().decode("cp1252", "replace")
    assert garbled(wrong)
    assert wrong.find(garbled(wrong)) >= 0


def test_a_replacement_sign_is_told() -> None:
    assert garbled("caf\ufffd") == "\ufffd"


@pytest.mark.parametrize(
    "text", ["»Wir sehen uns dann morgen am Gleis«", "Sie rief von oben: „Wir sehen uns morgen am Gleis“"]
)
def test_a_mark_that_opens_elsewhere_may_close_a_speech(text: str) -> None:
    assert not truncated(text)
    assert truncated(f"{text}, il dit alors à tout le monde: «")


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text: str) -> None:
    assert isinstance(refusal(text), bool)
    assert isinstance(truncated(text), bool)
    assert isinstance(placeholder(text) + mark(text) + garbled(text), str)


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "{{",
        "<",
        "<answer>",
        "```",
        "[insert ",
        "sorry i can't ",
        "\n",
        " ",
        "a, ",
        "Ã",
        "[your <your ",
        "i'm an ai ",
    ],
)
def test_the_time_for_a_hostile_text_grows_with_its_length_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        for sign in (refusal, truncated, placeholder, mark, garbled):
            sign(text)
        return time.process_time() - start

    quarter, whole = min(seconds(100_000), seconds(100_000)), seconds(400_000)
    # Four times the text takes four times as long; sixteen times if the work were quadratic.
    assert whole < max(9 * quarter, 0.5)


NONE = [
    "I can't do that on Monday, but Tuesday at ten works.",
    "I'm sorry, we can't offer that colour any more. Shall I show you blue?",
    "I can't help it: the sea makes me laugh.",
    "We can't give you that seat, it is taken; 14C is free.",
    "I cannot answer that question until the lab has replied.",
    "We cannot complete your request for delivery today because the depot is closed.",
    "I am an AI engineer and do not have a degree in law.",
    "“I can't help you with that,” said the clerk, and closed the window.",
    "I can't translate that word exactly; “cosy” comes close.",
]


@pytest.mark.parametrize("answer", NONE)
def test_what_declines_one_thing_and_not_the_request_is_no_refusal(answer: str) -> None:
    assert not refusal(answer)


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        ("Translate into German: “I can't help with that.”", "Leider kann ich dabei nicht helfen.", 0),
        ("Rewrite more politely: I cannot do that.", "I'm sorry, but I can't help with that.", 0),
        ("Translate into German: “Pick the lock.”", "Es tut mir leid, dabei kann ich nicht helfen.", 1),
        ("How do I pick a lock?", "I'm sorry, but I can't help with that.", 1),
    ],
)
def test_a_refusal_that_was_to_be_translated_is_an_answer(tmp_path: Path, asked: str, answer: str, told: int) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text(json.dumps({"prompt": asked, "completion": answer}) + "\n")
    assert survey(given_file(str(path)), Asked())[0].counts["refusal"] == told
