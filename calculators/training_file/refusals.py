"""Answers that decline what was asked, told by how they begin, in the main languages.

Only what is said of the request as a whole counts ("I can't help with that"); not a polite sentence with "sorry" in it,
nor a matter of fact that is a no ("I'm sorry, we cannot refund this order").
"""

import re
from collections.abc import Iterable, Mapping

HEAD = 320
"""A refusal comes at the beginning."""

UNABLE = r"(?:not able|unable|not allowed|not permitted|not comfortable|not going|not designed|not programmed)(?: to)?"
CANNOT = (
    r"(?:\b(?:i|we) (?:really |simply |just |unfortunately )?"
    r"(?:can(?:'t|not| not)|won't(?: be able to)?|will not(?: be able to)?"
    rf"|(?:must|have to|need to) (?:decline|refuse)(?: to)?|(?:am|are) {UNABLE})|\bi'm {UNABLE})"
)
ENDED = (
    r"(?:[.!?;,](?!\w)|\s*\Z|\s+[-–—]|\n| (?:because|as|since) (?:it|that|this|i|doing)\b"
    r"| (?:at all|for you|here|in any)\b"
    r"|(?<=request) (?:to|as|because|since)\b)"
)
"""What follows where a request as a whole is declined: the clause ends, or says why; “that on Monday” goes on."""

OBJECT = r"(?:you |him |her |them )?(?:with |in |to |on |about |by )?(?:doing )?"

# "…" stands for anything within the sentence.
PATTERNS = {
    "English": (
        r"CANNOT (?:help|assist|comply|engage|participate|fulfil|fulfill|answer|discuss|respond|support|complete|do"
        r"|say|writ(?:e|ing)|generat(?:e|ing)|creat(?:e|ing)|provid(?:e|ing)|produc(?:e|ing)|shar(?:e|ing)|giv(?:e"
        r"|ing)|offer(?:ing)?|tell|talk|continue|proceed|roleplay|role-play|translate|process) OBJECT(?:that|this"
        r"|those|these|it|such|any of (?:that|this)|requests?|(?:your|that|this|such an?|these|such)"
        r" (?:requests?|questions?|prompts?|kinds? of \w+|types? of \w+|sorts? of \w+|topics?|content|task"
        r"|instructions?|information|conversation))ENDED",
        r"CANNOT (?:help|assist|comply|participate|engage)(?: you)?(?: here)?[.,;!]",
        r"CANNOT (?:help|assist)(?: you)? (?:with|in) (?:illegal|harmful|anything|hacking|creating|making|writing"
        r"|requests|any )",
        r"CANNOT (?:provide|give|offer|share|generate|create|write|produce|make"
        r"|recommend)(?: you)?(?: with)?(?: any| an?)?(?: specific| detailed| personal| personalized| professional"
        r"| actual| direct| explicit| sexual| hateful| harmful| violent| real-time| medical| legal| financial| tax"
        r"| investment)* (?:instructions?|information on how|information (?:about|on|or)|advice|guidance|assistance"
        r"|content|material|diagnos[ei]s|predictions?|opinions?|recommendations?|jokes?|malware|code (?:that|for"
        r"|to))\b",
        r"\b(?:as an? (?:ai|artificial intelligence)(?: language)?(?: model| assistant| chatbot| system)?,"
        r"|as an? (?:ai |large )?(?:language model|ai (?:language )?(?:model|assistant)|artificial intelligence)\b"
        r"|(?:i'm|i am) (?:just |only |merely )?an? (?:ai|artificial intelligence|language model"
        r"|large language model)\b(?! (?:engineer|research|compan|student|expert|develop|consult|special|start|scien"
        r"|artist|team|lead|manager)))[^\n]{0,120}?(?:\b(?:cannot|can not|unable|lack|not (?:able|capable|have"
        r"|possess))\b|n't (?:have|possess|able|help|assist|provide|access|browse|feel|engage|do|give|make|offer)"
        r"|can't|have no\b)",
        r"\b(?:goes|go|is|be|are|would be|violates?|breach(?:es)?)(?: against)? my (?:\w+ ){0,3}(?:guidelines|polic"
        r"|principles|programming|rules)",
        r"\b(?:violates?|against|breach(?:es)?) (?:the |our |openai's )?(?:content|usage|use-case|ethical|safety"
        r"|community) (?:guidelines|polic)",
    ),
    "German": (
        r"(?:leid|leider|entschuldig|bedau)…\b(?:kann|darf|werde) ich\b…\bnicht (?:weiter)?(?:helfen|behilflich"
        r"|unterstützen|beantworten|erfüllen|nachkommen|bereitstellen|geben\b.{0,3}\Z)",
        r"\b(?:leid|leider)\b…\bich kann\b…\bnicht (?:weiter)?(?:helfen|behilflich|unterstützen|beantworten|erfüllen"
        r"|nachkommen)",
        r"\bich (?:kann|darf|werde) (?:dir|ihnen|euch)? ?(?:leider )?(?:dabei|damit|hierbei|bei dieser (?:anfrage"
        r"|bitte)|bei so etwas) (?:leider )?nicht (?:weiter)?helfen",
        r"\bals (?:ki|künstliche intelligenz|(?:großes |ki-)?sprachmodell|ki-(?:modell|assistent\w*"
        r"|sprachmodell))\b…\b(?:nicht|kein\w*)\b",
    ),
    "French": (
        r"(?:désolée?|malheureusement|regrette|excus)…\bje ne (?:peux|puis"
        r"|suis)(?: malheureusement)?(?: pas)?(?: en mesure)?(?: de)? ?(?:vous |t'|te )?(?:aider|assister"
        r"|répondre à (?:cette|votre|ce)|fournir (?:d'|de |ce|des )|accéder à (?:cette|votre)|satisfaire"
        r"|faire (?:cela|ça))",
        r"\bje ne (?:peux|puis) pas (?:vous |t')?aider (?:avec|à|sur|dans|pour) (?:cela|ça|cette|ce)\b",
        r"\ben tant qu(?:'|e )(?:ia|intelligence artificielle|assistant|modèle|grand modèle)\b…(?:\bne\b|\bn')",
    ),
    "Spanish": (
        r"(?:lo siento|disculp|perdon|lamento)…\bno puedo (?:ayudar|asistir|cumplir|responder (?:a )?(?:eso|esa|esta"
        r"|ese)|proporcionar (?:informaci|instruccion|es[aeo]|ayuda)|ofrecer (?:asesor|consej)|hacer eso)",
        r"\bcomo (?:una? |uma? )?(?:ia\b|inteligencia artificial|inteligência artificial|modelo de (?:lenguaje"
        r"|linguagem)"
        r"|asistente de ia)…\b(?:no|não) (?:puedo|tengo|posso|tenho|soy|sou)",
    ),
    "Portuguese": (
        r"(?:desculp|sinto muito|lamento|infelizmente)…\bnão (?:posso|consigo) (?:te |lhe )?(?:ajud"
        r"|atender (?:a )?(?:ess|est)|responder (?:a )?(?:ess|est)|fornecer (?:informaç|instruç|ess|ajuda|conselho)"
        r"|cumprir|fazer isso)",
    ),
    "Italian": (
        r"(?:dispiace|scus|purtroppo)…\bnon posso (?:aiutar|assister|rispondere a (?:quest|tal)"
        r"|fornire (?:informazion|istruzion|consigl|quest|assist)|soddisfare|farlo)",
        r"\b(?:in quanto|come) (?:ia|intelligenza artificiale|modello (?:linguistico|di linguaggio))\b…\bnon\b",
    ),
    "Dutch": (
        r"(?:sorry|helaas|spijt)…\b(?:kan|mag) ik\b…\bniet (?:mee )?(?:helpen|assisteren|beantwoorden|voldoen)",
        r"(?:sorry|helaas|spijt)…\bik (?:kan|mag)\b…\bniet (?:mee )?(?:helpen|assisteren|beantwoorden|voldoen)",
        r"\bals (?:een )?(?:ai|ai-taalmodel|ai-model|taalmodel|ai-assistent)\b…\b(?:niet|geen)\b",
    ),
    "Nordic": (
        r"(?:tyvärr|ledsen|beklager|desværre|ked af)…\b(?:kan (?:jag|jeg)|(?:jag|jeg) kan) (?:inte|ikke) (?:hjälpa"
        r"|hjælpe|hjelpe)",
        r"\bsom (?:en )?(?:ai|språkmodell|sprogmodel|ai-modell?|ai-språkmodell)\b…\b(?:inte|ikke)\b",
    ),
    "Polish": (
        r"(?:przykro|przepraszam|niestety)…\bnie mogę (?:ci |panu |pani |państwu )?(?:w tym |z tym )?(?:pomóc"
        r"|odpowiedzieć na to|spełnić|udzielić (?:porad|informacji o tym))",
        r"\bjako (?:model językowy|sztuczna inteligencja|ai|asystent ai)\b…\bnie\b",
    ),
    "Russian": (
        r"(?:извин|сожален|простите|прощения)…\bне могу (?:вам |тебе )?(?:с этим |в этом )?(?:помочь"
        r"|ответить на этот|выполнить|предоставить (?:эт|так|инструкц))",
        r"\bкак (?:языковая модель|искусственный интеллект|ии)\b…\bне\b",
    ),
    "Turkish": (r"üzgünüm…\b(?:yardımcı olamam|yardım edemem|yanıtlayamam)",),
    "Chinese": (
        r"(?:抱歉|对不起|遗憾)…(?:无法|不能)…(?:帮助|帮您|帮你|协助|提供(?:这|此|相关|任何|该)|回答(?:这|此|您的|你的|该)|满足|完成(?:这|此|您))",
        r"作为(?:一个|一名|一款)?(?:人工智能|ai|大?语言模型|大型语言模型)…(?:无法|不能|没有|不会)",
    ),
    "Japanese": (
        r"申し訳(?:ありません|ございません|ない)…(?:お手伝い|お答え|お応え|対応|ご?提供|お受け)…(?:できません|できかねます|いたしかねます)",
        r"(?:ai|人工知能|言語モデル)(?:アシスタント)?として…(?:ません|できない)",
    ),
    "Korean": (
        r"죄송…(?:도와|도움|제공|답변|응답)…수 ?(?:가 )?없",
        r"(?:ai|인공지능|언어) ?(?:언어 )?모델로서…(?:없|않|못)",
    ),
}
GAP = r"[^.!?。！？\n]{0,60}?"

STEMS = {
    "English": "sorry|can't|cannot|can not|unable|not able|won't|will not|declin|refuse|an ai|language model|guidelines"
    "|programming|not going|not allowed|not permitted|not comfortable|not designed|polic",
    "German": "leid|entschuldig|bedau|als ki|ich kann|ich darf|künstliche|sprachmodell",
    "French": "désolé|malheureusement|regrette|excus|en tant qu|je ne p",
    "Spanish": "lo siento|disculp|perdon|lamento|como una|como un m|como ia|como mod|como uma|como int",
    "Portuguese": "desculp|sinto muito|lamento|infelizmente",
    "Italian": "dispiace|scus|purtroppo|in quanto|come ia|come m|come intell",
    "Dutch": "sorry|helaas|spijt|als ai|als een",
    "Nordic": "tyvärr|ledsen|beklager|desværre|ked af|som en|som ai",
    "Polish": "przykro|przepraszam|niestety|jako",
    "Russian": "извин|сожален|простите|прощения|как язык|как иск|как ии",
    "Turkish": "üzgünüm",
    "Chinese": "抱歉|对不起|遗憾|作为",
    "Japanese": "申し訳|として",
    "Korean": "죄송|모델로서",
}
"""One of these is in every refusal of the language: most texts have none, and are done with."""

FORMS = {
    language: re.compile(
        "|".join(patterns).replace("CANNOT", CANNOT).replace("OBJECT", OBJECT).replace("ENDED", ENDED).replace("…", GAP)
    )
    for language, patterns in PATTERNS.items()
}
SHARED = ("'", "j", "q", "z", "x", "not", "com", "als ", "som ", "ich ")
"""What several stems have, or few texts: looked for before them."""


def _by_part(stems: Iterable[str]) -> Mapping[str, list[str]]:
    """Stems by what they share with others; by themselves where that is nothing."""
    made: dict[str, list[str]] = {}
    for stem in sorted(stems):
        made.setdefault(next((part for part in SHARED if part in stem), stem), []).append(stem)
    return made


OF_STEM: dict[str, list[str]] = {}
"""The languages of which a refusal may hold a stem."""
for _language, _stems in STEMS.items():
    for _stem in _stems.split("|"):
        OF_STEM.setdefault(_stem, []).append(_language)
REFUSALS = _by_part(OF_STEM)
ASCII = _by_part(filter(str.isascii, OF_STEM))

QUOTES = frozenset('"“„«‚‘')
RETOLD = re.compile(
    r"translat|übersetz|tradui|traduz|traduc|vertaal|przetłumacz|перевед|перевод|översätt|çevir|翻译|翻譯|翻訳|訳し|번역"
    r"|rephras|paraphras|rewrit|reword|proofread|umformul|reformul"
    r"|(?:correct|fix) (?:the|this|my) (?:grammar|spelling|sentence)"
)
APOLOGIES = re.compile(
    r"can't|cannot|unable|sorry|leid|kann ich|ich kann|désolé|je ne peux|lo siento|no puedo|não posso|non posso|kan ik"
    r"|kan inte|kan ikke|nie mogę|не могу|üzgünüm|无法|不能|抱歉|できません|없습니다"
)


def retold(asked: str) -> bool:
    """Whether a refusal is what was asked to be translated or put in other words, so that the answer is none."""
    plain = asked.lower().replace("’", "'")
    return RETOLD.search(plain) is not None and APOLOGIES.search(plain) is not None


SAID = re.compile(
    r"\"[^\"\n]{8,600}(?:\"|\Z)|“[^”\n]{8,600}(?:”|\Z)|„[^“”\"\n]{8,600}(?:[“”\"]|\Z)|«[^»\n]{8,600}(?:»|\Z)"
    r"|»[^«\n]{8,600}(?:«|\Z)|「[^」\n]{4,600}(?:」|\Z)|(?<!\w)[‘'](?=\w)[^\n]{8,400}?(?<=[.!?,…\w])'(?!\w)"
)
"""What somebody says within an answer, in the marks of several languages."""

SPOKEN = re.compile(
    r"\s*[-–—]?\s*(?:(?:he|she|they|er|sie|il|elle)\s+)?"
    r"(?:said|says|replied|answered|whispered|muttered|sighed|snapped|sagte|antwortete|erwiderte|murmelte|seufzte|dit"
    r"|répondit|répliqua|murmura|dijo|respondió|contestó|disse|rispose)\b"
)
"""What follows where somebody is told to have said it, without marks around it."""

TURN = re.compile(r"(?m)^[ \t*]*([^\W\d][\w .'’-]{0,28})[*]*:[*]* \S[^\n]*")
"""A line of a dialogue: who speaks, what."""


def _narrated(text: str) -> str:
    """A text without what others say in it, in a story or a dialogue; as long as before."""
    if any(mark in text for mark in "\"“„«»「'‘"):
        text = SAID.sub(lambda said: " " * len(said[0]), text)
    speakers = {one[1] for one in TURN.finditer(text)} if ":" in text else set()
    return TURN.sub(lambda said: " " * len(said[0]), text) if len(speakers) > 1 else text


def refusal(text: str) -> bool:
    """An answer that declines what was asked; not one that only says sorry, nor one in which somebody else declines."""
    head = text[: 2 * HEAD].lower().replace("’", "'")
    if head[:1] in QUOTES:  # somebody is quoted who says it
        return False
    whole = head
    head = head[:HEAD]
    parts = ASCII if head.isascii() else REFUSALS
    stems = [stem for part in parts if part in head for stem in parts[part] if stem in head]
    languages = {one for stem in stems for one in OF_STEM[stem]}
    if not any(FORMS[language].search(head) for language in languages):
        return False
    told = _narrated(whole)
    found = next((one for language in languages if (one := FORMS[language].search(told[:HEAD]))), None)
    if found is None:
        return False
    return told[found.end() - 1] == "." or SPOKEN.match(told, found.end()) is None
