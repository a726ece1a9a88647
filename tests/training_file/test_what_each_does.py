"""What each provider or tool does with a file: by its own rules, not by those of another."""

from collections.abc import Callable
from typing import Any

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.kit.inputs import Refused
from calculators.training_file.takers import Taking
from tests.training_file.findings import cleaned, told

Given = Callable[..., DatasetCheck]
Record = dict[str, Any]
LIBRARIES = ["trl", "axolotl", "llama-factory", "unsloth"]


def chat(at: int, *more: Record, **beside: Any) -> Record:
    asked = {"role": "user", "content": f"Who mends net {at}?"}
    return {"messages": [asked, {"role": "assistant", "content": f"The man of boat {at} does."}, *more], **beside}


def weighted(at: int, weight: float) -> Record:
    talk = chat(at)["messages"]
    return {"messages": [talk[0], {**talk[1], "weight": weight}]}


def says(case: DatasetCheck, who: str) -> Taking:
    return next(one for one in case.takings if one.taker == who)


def test_a_weight_of_a_half_is_an_error_to_those_who_read_weights(of: Given) -> None:
    case = of(*map(chat, range(20)), weighted(20, 0.5), depth="structure")
    assert told(case, "weight-value") == [21]
    assert [says(case, who).ok for who in LIBRARIES] == [True] * 4
    assert "1 lines with an error" in says(case, "openai").reasons
    assert "1 lines with an error" in says(case, "together").reasons
    chosen = of(*map(chat, range(60)), weighted(60, 0.5), taker="trl", depth="structure")
    assert chosen.verdict != "broken"
    assert of(*map(chat, range(60)), weighted(60, 0.5), taker="openai", depth="structure").verdict == "broken"


def test_what_ends_with_the_user_is_trained_on_or_skipped_or_refused(of: Given) -> None:
    case = of(*map(chat, range(20)), chat(20, {"role": "user", "content": "Thanks."}), depth="structure")
    assert told(case, "last-turn") == [21]
    assert says(case, "trl").ok
    assert says(case, "axolotl").ok
    assert says(case, "llama-factory").in_part
    assert "1 lines with an error" in says(case, "openai").reasons


def test_a_pair_of_equal_answers_is_told_and_refused_by_nobody(of: Given) -> None:
    pairs = [{"prompt": f"Pier {at}?", "chosen": f"At {at}.", "rejected": "Go away."} for at in range(20)]
    same = {"prompt": "Pier 20?", "chosen": "At 20.", "rejected": "At 20."}
    case = of(*pairs, same, depth="structure")
    assert told(case, "pair-same") == [21]
    assert case.verdict != "broken"
    assert says(case, "trl").ok
    assert len(cleaned(case)) == 21
    assert len(cleaned(of(*pairs, same, depth="structure", left_out="suspect"))) == 20


def test_a_system_text_beside_the_messages_is_read_by_some(of: Given) -> None:
    lines = [chat(at, system=f"You keep the harbour of {at}.") for at in range(40)]
    case = of(*lines, depth="structure")
    assert len(told(case, "system-beside")) == 20
    assert case.survey.counts["system-beside"] == 40
    assert "not a system text beside them" in says(case, "trl").note
    assert case.verdict == "clean-first" or case.verdict == "too-few"
    assert not [
        one for one in of(*lines, taker="axolotl", depth="structure").findings if one.kind.key == "system-beside"
    ]
    made = cleaned(of(*lines, save_as="chat", depth="structure"))
    assert [one["messages"][0]["role"] for one in made] == ["system"] * 40


def seen(at: int, *kinds: str) -> Record:
    formats = {"image": "png", "video": "mp4"}
    blocks = [
        {kind: {"format": formats[kind], "source": {"s3Location": {"uri": f"s3://nets/{at}-{place}"}}}}
        for place, kind in enumerate(kinds)
    ]
    asked = {"role": "user", "content": [{"text": f"What is torn in net {at}?"}, *blocks]}
    answer = {"role": "assistant", "content": [{"text": f"Its edge at {at}."}]}
    return {"schemaVersion": "bedrock-conversation-2024", "messages": [asked, answer]}


def test_nova_takes_pictures_or_video_in_one_file(of: Given) -> None:
    pictures = [seen(at, "image", "image") for at in range(20)]
    assert says(of(*pictures, depth="structure"), "nova").ok
    videos = [seen(at, "video") for at in range(20)]
    assert says(of(*videos, depth="structure"), "nova").ok
    mixed = of(*pictures, seen(20, "video"), depth="structure")
    assert told(mixed, "media-mixed") == [21]
    assert "Pictures and video in one data set: 1 (line 21)" in says(mixed, "nova").reasons
    both = of(*pictures, seen(20, "image", "video"), depth="structure")
    assert told(both, "media-mixed") == [21]
    assert not says(of(*videos, seen(20, "video", "video"), depth="structure"), "nova").ok
    assert len(cleaned(of(*pictures, seen(20, "video"), taker="nova", depth="structure"))) == 20


def prompt(at: int) -> Record:
    talk = [{"role": "system", "content": "Count."}, {"role": "user", "content": f"{at} nets and one?"}]
    return {"messages": talk, "reference_answer": {"count": at + 1}}


def test_nova_takes_prompts_with_a_reference(of: Given) -> None:
    enough = of(*map(prompt, range(120)), depth="structure")
    assert says(enough, "nova").ok
    assert len(cleaned(of(*map(prompt, range(120)), taker="nova", depth="structure"))) == 120
    few = says(of(*map(prompt, range(46)), depth="structure"), "nova")
    assert few.reasons == ("46 examples, where it wants 100",)
    other = [{**prompt(at), "answer": "9"} for at in range(120)]
    bare = [{key: held for key, held in one.items() if key != "reference_answer"} for one in other]
    assert not says(of(*bare, depth="structure"), "nova").takes_shape


PAIRS = [{"id": at, "translation": {"en": f"Net {at} is torn.", "fr": f"Le filet {at} est troué."}} for at in range(20)]


def test_a_translation_asks_which_language_is_the_input(of: Given) -> None:
    with pytest.raises(Refused, match=r"which language is the input\? “translation.en” .* “translation.fr”"):
        of(*PAIRS).result()


@pytest.mark.parametrize("way", [{"asked": "translation.en"}, {"asked": "en"}, {"asked": "en", "answered": "fr"}])
def test_a_translation_is_read_as_it_is_said(of: Given, way: dict[str, str]) -> None:
    case = of(*PAIRS, PAIRS[0], **way)
    assert told(case, "duplicate") == [21]
    assert cleaned(case) == PAIRS
    other = {"translation": {"en": "Net 1 is torn.", "fr": "Le filet 1 est déchiré."}}
    assert not of(*PAIRS, other, **way).survey.counts["conflict"]
    assert case.survey.ascii[0] > len("Net 0 is torn.Le filet 0 est trou")
    assert not any(one.ok for one in case.takings)
    made = cleaned(of(*PAIRS, **way, save_as="chat"))
    assert made[1]["messages"] == [
        {"role": "user", "content": "Net 1 is torn."},
        {"role": "assistant", "content": "Le filet 1 est troué."},
    ]


def test_of_three_languages_both_are_asked(of: Given) -> None:
    lines = [{"translation": {**one["translation"], "de": "Das Netz ist gerissen."}} for one in PAIRS]
    with pytest.raises(Refused, match="3 languages; name the column of the answer, too"):
        of(*lines).result()
    assert cleaned(of(*lines, asked="de", answered="fr", save_as="chat"))[0]["messages"][0]["content"].startswith("Das")


ROWS = [
    {"key": f"{at:05}", "said": f"Net {at} hangs in the loft, and nobody mends it.", "of": at % 3} for at in range(60)
]


def test_numbers_in_the_place_of_texts_are_not_ready(of: Given) -> None:
    by_hand = of(*ROWS, line_shape="text", asked="key", depth="structure")
    assert len(told(by_hand, "ids")) == 20
    assert by_hand.verdict == "clean-first"
    assert of(*ROWS, line_shape="text", depth="structure").survey.form.use.inputs == ("said",)
    pairs = of(*ROWS, asked="key", answered="said", depth="structure")
    assert pairs.survey.counts["ids"] == 60
    assert not of(*ROWS, asked="said", answered="of", depth="structure").survey.counts["ids"]


def test_a_refusal_that_is_translated_is_none(of: Given) -> None:
    said = {
        "en": "I'm sorry, but I can't help with that.",
        "fr": "Je suis désolé, je ne peux pas vous aider avec cela.",
    }
    for way in said:
        assert not told(of(*PAIRS, {"translation": said}, asked=way), "refusal")
