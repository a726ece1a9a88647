"""Several answers to what asks for something made up contradict nothing; to what asks for a fact they do."""

from collections.abc import Callable

import pytest

from calculators.dataset_check import DatasetCheck
from calculators.training_file.open_ended import is_open
from calculators.training_file.refusals import refusal
from tests.training_file.findings import cleaned, told

Given = Callable[..., DatasetCheck]

OPEN = [
    "Write a four-line poem about the old ferry.",
    "write me a haiku about rust",
    "Tell me a joke about gulls.",
    "Can you tell me another funny story for sailors?",
    "Please come up with a name for my rowing boat",
    "Give me three names for a harbour café.",
    "Suggest a slogan for a lighthouse museum.",
    "A limerick about a cook at sea",
    "Paraphrase: the boat is late.",
    "Schreibe ein kurzes Gedicht über den Nebel.",
    "Erzähl mir einen Witz über Möwen.",
    "Nenne einen Namen für mein Segelboot.",
    "Écris un poème sur le port.",
    "Raconte une blague de marin.",
    "Cuéntame un chiste de marineros.",
    "Brainstorm gifts for a captain.",
]
CLOSED = [
    "What is the capital of Malta?",
    "Classify the mood of this poem: The sea is grey.",
    "How many lines has the poem?",
    "Give me the name of the captain who found the strait.",
    "Write the chemical name for NaCl.",
    "Which joke did the mate tell?",
    "Is this story true or false? The boat sank.",
    "When does the ferry leave?",
    "Translate into German: the boat is late.",
    "Wie heißt die Hauptstadt von Malta?",
    "The reviewer wants to write a story. Positive or negative?",
    "Schreibe die Nummer des Artikels auf.",
]


@pytest.mark.parametrize("asked", OPEN)
def test_what_asks_for_something_made_up_has_many_answers(asked: str) -> None:
    assert is_open(f"user\x1f{asked}")


@pytest.mark.parametrize("asked", CLOSED)
def test_what_asks_for_a_fact_or_a_label_has_one(asked: str) -> None:
    assert not is_open(f"user\x1f{asked}")


def test_poems_are_mentioned_and_facts_contradict(of: Given) -> None:
    poems = [{"prompt": "Write a poem about rope.", "completion": f"Rope of {at} threads, hold."} for at in range(4)]
    facts = [{"prompt": "How long is the quay?", "completion": f"It is {at} metres long."} for at in (80, 90)]
    case = of(*poems, *facts)
    assert told(case, "several-answers") == [2, 3, 4]
    assert told(case, "conflict") == [6]
    assert case.survey.counts["conflict"] == 2
    assert len(cleaned(case)) == 6


def test_a_column_of_poems_says_so_by_its_name(of: Given) -> None:
    lines = [{"topic": "rope", "poem": f"Rope of {at} threads, hold."} for at in range(3)]
    case = of(*lines, asked="topic", answered="poem")
    assert not case.survey.counts["conflict"]


@pytest.mark.parametrize(
    "answer",
    [
        'The clerk looked up. "I\'m afraid I cannot help you with that, sir." He slid the form back.',
        "He said: 'I'm sorry, I can't help with that.' Then he shut the hatch.",
        "The mate frowned. “I’m sorry, but I can’t assist with that request.” Nobody moved.",
        "Der Lotse sah auf. „Es tut mir leid, dabei kann ich Ihnen nicht helfen.“ Dann ging er.",
        "Le douanier soupira. « Je suis désolé, je ne peux pas vous aider avec cela. » Puis il partit.",
        "Captain: Can you mend the sail tonight?\nSailmaker: I'm sorry, I can't help with that.\nCaptain: Who can?",
        "I can't help you with that, said the pilot, and he turned to the wheel.",
        "I'm sorry that your parcel came wet. A new one is on its way, and you can keep the old one.",
    ],
)
def test_what_somebody_else_declines_is_no_refusal(answer: str) -> None:
    assert not refusal(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry, but I can't help with that.",
        "I can't help with that request. You could ask the harbour master's office instead.",
        "I'm sorry, I can't help with that. The sign says \"no entry to the yard after dark\", and it is meant.",
        "Answer: I'm sorry, but I can't assist with that.",
    ],
)
def test_what_the_answer_itself_declines_is_one(answer: str) -> None:
    assert refusal(answer)
