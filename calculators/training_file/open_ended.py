"""Inputs to which many answers are good: a poem is asked for, a name, an idea; told by their words in some languages.

Two answers to such an input contradict each other no more than two poems do. What asks for a fact or a label is none,
nor what asks about a poem.
"""

import re

BEFORE = (
    r"(?:\A|[.!?:;,\n\x1f\x1d\x1e\"“„«(-] ?|\b(?:please|you|bitte|du|sie|svp|plaît|vous|tu|por favor|usted|me|and|then"
    r"|you to|is to|always|only|mir|uns|und) )"
)
VERBS = (
    "write|compose|create|invent|make up|make|come up with|think of|think up|suggest|propose|give|tell|brainstorm"
    "|generate|draft|craft|imagine|pitch|sing|recite|improvise|devise|design|list|offer|show|need|want"
    "|schreibe?n?|verfasse?n?|dichte?n?|erfinde?n?|denke?n?|erzähle?n?|nenne?n?|schlage?n?|gib|geben|mache?n?|entwirf"
    "|formuliere?n?|überlege?n?|reime?n?|ersinne?n?|erstelle?n?"
    r"|écri\w+|compose\w*|invente\w*|imagine\w*|raconte\w*|donne\w*|propose\w*|trouve\w*|rédige\w*|crée\w*"
    r"|escrib\w+|compón|compon\w*|inventa\w*|imagina\w*|cuént\w+|cuenta\w*|dame|propón|sugi?ere?\w*|crea"
    r"|scriv\w+|racconta\w*|proponi\w*|dammi|escrev\w+|conte|invente|sugira|schrijf|bedenk|vertel|napisz|wymyśl|opowiedz"
)
OBJECTS = (
    r"poems?|haikus?|limericks?|sonnets?|verses?|stanzas?|couplets?|rhymes?|lyrics|songs?|raps?|ballads?|stor(?:y|ies)"
    r"|tales?|fables?|scenes?|dialogues?|dialogs?|monologues?|sketch(?:es)?|scripts?|screenplays?|jokes?|puns?|riddles?"
    r"|anecdotes?|slogans?|taglines?|mottos?|captions?|jingles?|toasts?|greetings?|compliments?|insults?|metaphors?"
    r"|similes?|quatrains?|odes?|lullab(?:y|ies)|tongue twisters?|fun facts?|birthday wish(?:es)?|bedtime stor(?:y|ies)"
    r"|gedichte?|verse?n?|reime?|lied(?:er)?|liedtext|geschichten?|märchen|fabeln?|szenen?|dialoge?|witze?|rätsel"
    r"|werbesprüche?|werbespruch|sprüche?|spruch|glückwunsch|glückwünsche|grußtext"
    r"|poèmes?|haïkus?|chansons?|histoires?|contes?|blagues?|devinettes?|comptines?|saynètes?"
    r"|poemas?|haikús?|canci(?:ón|ones)|cuentos?|chistes?|adivinanzas?|eslóganes|eslogan|rimas?"
    r"|poesi[ae]|storiell[ae]|barzellett[ae]|filastrocc\w+|piadas?|histórias?|gedichten|mopje?s?|wiersz\w*|żart\w*"
)
"""What is made up, and of which nobody says that one is right."""

WEAKER = (
    r"ideas?|suggestions?|names? for|titles? for|headlines? for|names? of|nicknames?|usernames?|domain names?"
    r"|company names?|product names?|brand names?|pet names?|titles?|headlines?|paragraphs?|essays?|letters?|e-?mails?"
    r"|speech(?:es)?|posts?|tweets?|adverts?|ads?|recipes?|sentences?|opening lines?|examples?|ways|reasons?|tips?"
    r"|activit(?:y|ies)|gifts?|excuses?|analog(?:y|ies)|questions?|reviews?|product descriptions?|descriptions?|plots?"
    r"|characters?|prompts?|variations?|alternatives?"
    r"|ideen?|vorschlag|vorschläge|namen?|titel|überschriften?|absatz|aufsatz|briefe?|rede|beitrag|rezepte?|beispielsatz"
    r"|satz|sätze|gründe|tipps?|idées?|noms?|titres?|lettres?|discours|recettes?|phrases?|nombres?|títulos?|cartas?"
    r"|recetas?|frases?|nom[ei]|titol[oi]|ricett[ae]|fras[ei]"
)
"""What is made up where one of many is asked for: “a name for my cat”, not “the name of the capital”."""

MANY = (
    r"an?|another|some|any|new|several|many|two|three|four|five|six|seven|ten|\d{1,2}|short|funny|good|creative|catchy"
    r"|eine?n?|einige|weitere?n?|neue?n?|zwei|drei|vier|fünf|zehn|kurze?s?n?|une?|des|quelques|deux|trois|cinq|dix"
    r"|una?|unos|unas|algunos|algunas|dos|tres|cinco|diez|uno|alcuni|uma?|alguns|een|enkele"
)
MADE_UP = re.compile(
    rf"{BEFORE}(?:{VERBS})(?: (?:me|us|mir|uns|dir|moi|nous|up|sie|du|out))*"
    rf"(?: (?:(?:[\w’'-]+ ){{0,4}}?(?:{OBJECTS})|(?:[\w’'-]+ ){{0,2}}?(?:{MANY}) (?:[\w’'-]+ ){{0,4}}?(?:{WEAKER})))\b"
)
NAMED = re.compile(
    rf"(?:\A|[\n\x1f:] ?)(?:(?:{MANY}) )?(?:[\w’'-]+ ){{0,2}}?(?:{OBJECTS}) (?:about|on|for|in which|with|über|für|mit"
    r"|sur|pour|sobre|para|su|per)\b"
)
REWORDED = re.compile(
    r"\b(?:rephrase|paraphrase|reword|brainstorm|roleplay|role-play|say (?:it|this) (?:differently|in other words)"
    r"|umformulier\w*|reformulier\w*|formuliere\w* .{0,40}\bum\b|reformul\w+|parafras\w+)"
)
COLUMN = re.compile(rf"(?:{OBJECTS}|slogan|headline|caption|paraphrase|rewrite|continuation)\b")
LOOKED_AT = 400
"""So many letters at the beginning of each turn say what is asked; what follows is a text that goes with it."""


def is_open(asked: str, answered: str = "") -> bool:
    """Whether an input asks for something made up, by its turns, or the column says so in which it is `answered`."""
    if answered and COLUMN.match(answered.lower().replace("_", " ")):
        return True
    turns = [turn.partition("\x1f") for turn in asked.split("\x1e")]
    said = [text[:LOOKED_AT].lower() for role, _, text in (turns[:1] + turns[-1:])]
    return any(form.search(text) for text in said for form in (MADE_UP, NAMED, REWORDED))
