"""What one cell of a file of results says: right or wrong, a score, or which of two models is preferred."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from calculators.files.grid import Column
from calculators.kit.numbers import read_number

GUESS, RIGHT, SCORES, PREFERENCE, WIN_RATE = "guess", "right", "scores", "preference", "win-rate"
"""What the cells hold: right or wrong, scores, which of two is preferred, or the share of wins of the model after."""

TEXT, EMPTY = "text", "empty"
"""What the cells of other columns hold."""


def words(*listed: str) -> frozenset[str]:
    """The words of some texts."""
    return frozenset(word for text in listed for word in text.split(","))


NOTHING = words(
    ",-,–,—,--,.,na,n/a,#n/a,n.a.,n.a,nan,none,null,missing,?,<na>,nat,[],{},k.a.,k. a.,keine angabe,s.o.,nsp,n.v.t.",
    "n/d,n.d.,s/d,s.d.,sin dato,no disponible,non disponible,not available,unavailable,nicht verfügbar,non renseigné",
    "#nv,#n/v,#div/0!,#value!,#wert!,#valeur!,#ref!,#bezug!,#name?,#num!,#zahl!",
)
LONGEST_NOTHING = 20
TRUE = words(
    "true,1,1.0,yes,y,t,right,correct,pass,passed,ok,success,succeeded,solved,resolved,good,✓,✔,✅,👍",
    "successful,fulfilled,met,in ordnung,i.o.,i. o.,okay",
    "up,thumbs up,thumb up,thumbsup,upvote,upvoted,like,liked,👍🏻,👍🏼,👍🏽",
    "wahr,richtig,korrekt,bestanden,gelöst,ja,vrai,oui,juste,exact,réussi,correcte,verdadero,correcto,acierto",
    "aprobado,sí,si,sì",
    "vero,corretto,giusto,superato,sim,verdadeiro,correto,certo,acerto,aprovado,waar,juist,goed,geslaagd",
    "正确,正確,对,對,是,真,通过,合格,正解,正しい,はい,○,◯",
)
FALSE = words(
    "false,0,0.0,no,n,f,wrong,incorrect,fail,failed,failure,unsolved,unresolved,bad,✗,✘,❌,👎",
    "unsuccessful,unfulfilled,nok,n.ok,n. ok,n.i.o.,n. i. o.,nio",
    "down,thumbs down,thumb down,thumbsdown,downvote,downvoted,dislike,disliked,👎🏻,👎🏼,👎🏽",
    "falsch,inkorrekt,nicht bestanden,durchgefallen,ungelöst,nein,faux,non,incorrecte,inexact,échoué,échec,falso",
    "incorrecto",
    "incorrecta,fallo,suspenso,sbagliato,errato,scorretto,non superato,não,nao,errado,incorreto,reprovado,onwaar",
    "onjuist,fout",
    "gezakt,nee,错误,錯誤,错,錯,否,假,不通过,不合格,不正解,誤り,いいえ,×",
)
NEGATED = re.compile(
    r"((is|was|were|has|have|did|does|do|are|be)\s+)?(not|no|non|never)( yet| been)?[ -]+"
    r"|(isn|wasn|didn|doesn|don|hasn)['’]?t[ -]+|nicht |kein |keine |(n['’]est )?pas |niet |geen |não |nao |不"
)
"""What stands before a word to say the contrary."""

FOR_AFTER = words("after,b,model b,new,tuned,fine tuned,finetuned,win,wins,won")
FOR_BEFORE = words("before,a,model a,old,base,baseline,loss,lose,loses,lost")
TIES = words(
    "tie,ties,tied,draw,equal,same,both,neither,no preference,unchanged,no change,unverändert,inchangé",
    "sin cambios,igual",
    "both bad,both good,both are bad,both are good,beide schlecht,beide gut,ambas malas,ambas buenas,ambos malos",
    "ambos buenos,les deux mauvaises,les deux bonnes,entrambe buone,entrambe cattive,entrambi buoni,entrambi cattivi",
    "ambas ruins,ambas boas,ambas,les deux sont bonnes,ninguna,aucune,nessuna,nenhuma,geen van beide,keine von beiden",
    "unentschieden,gleich,gleich gut,gleichstand,beide",
    "remis",
    "égalité,egalité,nul,les deux,aucun,empate,iguales,ambos,ninguno,pareggio,pari,entrambi,nessuno,empatado,iguais",
    "gelijk,gelijkspel,beiden,平局,平手,相同,一样,引き分け,同点,同等",
)
ERRORS = words(
    "error,errors,err,timeout,timed out,exception,crash,crashed,invalid,skipped,skip,not attempted,no answer,refused",
    "refusal,unparsable,unparseable,api error,rate limit,cancelled,aborted,failed to run,no response,fehler,erreur",
    "dnf,did not finish,oom,out of memory,killed,crashed out,truncated,rate limited,abgebrochen,absturz",
    "zeitüberschreitung,abbruch,超时,タイムアウト",
)
"""Words of runs that came to no result: whether they count as wrong is for the reader to say where it matters."""

GRADES = words(
    "excellent,great,very good,fair,poor,partial,partly,partially correct,mixed,acceptable,average,very poor",
    "very bad,weak",
    "strong,sehr gut,gut,befriedigend,ausreichend,mangelhaft,ungenügend,mittel,schlecht,teilweise,teilweise richtig",
    "très bien,bien,assez bien,passable,moyen,mauvais,insuffisant,muy bueno,bueno,regular,malo,parcial,ottimo,buono",
    "discreto,sufficiente,insufficiente,scarso,ótimo,bom,ruim,uitstekend,voldoende,matig,onvoldoende,slecht",
    "优秀,优,良好,良,一般,中,差,部分正确,優秀,普通,不良,可,不可",
)
"""Words of grades: beside one of them, "ok" or "good" alone is no plain right."""

OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|of|out of|von|sur)\s*(\d+)", re.IGNORECASE)
OPEN = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}\s*%?")
"""A number that can be read in both ways: 1,234 or 1.234."""

UNIT = re.compile(
    r"(?<=\d)\s*(ms|msec|s|sec|secs|seconds?|sek|sekunden|min|mins|minutes?|minuten|h|hrs?|hours?|std|stunden|tok|tokens?"
    r"|tok/s|tokens/s|pts?|points?|punkte?n?|pkt|stars?|sterne|words|wörter|chars|zeichen|errors?|fehler|x)\.?$",
    re.IGNORECASE,
)
"""A unit behind a number, at the end of a cell."""

SPREAD = re.compile(r"(?<=[\d%])\s*(?:±|\+/-|\+-)\s*\d[\d.,]*\s*%?$")
"""How far a number may be off, behind it."""

MONEY = re.compile(r"(?:US)?[$€£¥]\s*|\s*[$€£¥]")
MANY = 2_000
"""Of so many different cells some from all over are looked at to tell what a column holds."""


@lru_cache(maxsize=20_000)
def plain(cell: str) -> str:
    """A cell as a word to look up: no capitals, spaces for what joins words."""
    return " ".join(cell.strip().lower().replace("_", " ").split())


def right_or_wrong(cell: str) -> float | None:
    """1 for right, 0 for wrong, None for neither."""
    word = plain(cell)
    if word in TRUE:
        return 1.0
    negated = NEGATED.match(word)
    return 0.0 if word in FALSE or (negated and _verdict(word[negated.end() :])) else None


def _verdict(word: str) -> bool:
    """Whether a word judges what it stands beside, as “ok” does and “1” does not."""
    return word in TRUE and len(word) > word.isascii() and word[0].isalpha()


def score(cell: str) -> float | None:
    """A number, also as 7/10, 70 %, $0.15, 350 ms or 0.7 ± 0.1; None for what is none."""
    try:
        value = float(cell)
    except ValueError:
        cell = UNIT.sub("", SPREAD.sub("", LABELLED.sub("", cell.strip())))
        parts = OF.fullmatch(cell)
        try:
            if parts and float(parts[2]):
                value = float(parts[1].replace(",", ".")) / float(parts[2])
            else:
                value = read_number(MONEY.sub("", cell), unit="%")
        except ValueError:
            return None
    return value if math.isfinite(value) and abs(value) < 1e12 else None


def unit(cell: str) -> str:
    """The unit behind a number; empty where there is none."""
    text = cell.strip()
    found = UNIT.search(text) if text[-1:].isalpha() or text[-1:] == "." else None
    return found[1].lower() if found else ""


LABELLED = re.compile(
    r"^(?:overall |final )?(?:score|rating|grade|mark|result|points|total|note|punkte|bewertung|ergebnis)\s*[:=]\s*",
    re.IGNORECASE,
)
"""What stands before a number that a judge wrote, as in “Score: 4/5”."""

SPENT = (
    {**dict.fromkeys(("ms", "msec"), "ms"), "tok": "tokens", "token": "tokens", "tokens": "tokens"}
    | dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunden"), "s")
    | dict.fromkeys(("min", "mins", "minute", "minutes", "minuten"), "min")
    | dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunden"), "h")
    | dict.fromkeys(("error", "errors", "fehler"), "errors")
)
"""Units of what a call takes, or gets wrong, of which less is mostly better."""


def spent(cell: str) -> str:
    """The unit of a number of seconds, tokens, errors, or the mark of a price; empty for other cells."""
    price = MONEY.search(cell) if len(cell) < LONGEST_NOTHING else None
    return SPENT.get(unit(cell), "") or (price[0].strip() if price and score(cell) is not None else "")


def preference(cell: str) -> float | None:
    """1 for the model after, -1 for the model before, 0 for a tie, None for none of them."""
    word = plain(cell).replace("-", " ")
    if word in FOR_AFTER:
        return 1.0
    if word in FOR_BEFORE:
        return -1.0
    return 0.0 if tied(word) else None


ALIKE = re.compile(
    r"((about|roughly|nearly|almost|mostly)\s*)?(the )?(same|equal|equally.*|similar|comparable|even)( good)?"
    r"|no difference"
)


def tied(word: str) -> bool:
    """Whether a word says that neither is preferred: "both bad", "tie (bothbad)", "about the same"."""
    return word in TIES or word.startswith(("tie ", "tie(", "both", "neither", "draw ")) or bool(ALIKE.fullmatch(word))


PARSERS = {RIGHT: right_or_wrong, PREFERENCE: preference, SCORES: score, WIN_RATE: score}


def empty(cell: str) -> bool:
    """Whether a cell says that there is no result."""
    return not cell or (len(cell) < LONGEST_NOTHING and cell.strip().lower() in NOTHING)


class Looks(NamedTuple):
    """What a column's cells look like: what most of them are, how large a share that is, how many hold anything."""

    kind: str
    share: float
    filled: int
    different: int


def looks(column: Column) -> Looks:
    """What all cells of a column look like, a few thousand of them where more differ."""
    tally = [(cell, count) for cell, count in column.tally() if not empty(cell)]
    filled = sum(count for _, count in tally)
    if not filled:
        return Looks(EMPTY, 0, 0, 0)
    seen = tally
    if len(tally) > MANY:
        step = len(tally) // (MANY // 2)
        often = sorted(tally, key=lambda one: -one[1])[: MANY // 2]
        seen = list(dict([*often, *tally[::step]]).items())
    counts = {
        kind: sum(count for cell, count in seen if PARSERS[kind](cell) is not None) for kind in (RIGHT, PREFERENCE)
    }
    counts[SCORES] = sum(count for cell, count in seen if score(cell) is not None or OPEN.fullmatch(cell.strip()))
    kind = max(counts, key=lambda kind: counts[kind])
    share = counts[kind] / sum(count for _, count in seen)
    return Looks(kind if share >= 0.5 else TEXT, share, filled, len(tally))


WANTED = {
    RIGHT: "neither right nor wrong",
    SCORES: "no number",
    PREFERENCE: "neither before, after nor tie",
    WIN_RATE: "no number",
}

COUNTS_AS = {"right": 1.0, "wrong": 0.0, "half": 0.5, "after": 1.0, "before": -1.0, "tie": 0.0}
OUT = "out"
NO_CELL = "(empty)"
"""Stands for a cell that holds nothing."""


PARTED = re.compile(r'(?:"[^"]*"|[^,;\n"]|")+?(?=[,;\n]|$)')
"""One part of what is typed of how words count; a word in quotes may hold commas."""


def parts_of(typed: str) -> list[str]:
    """The parts of a list with commas between; one in quotes may hold commas."""
    return [part for found in PARTED.finditer(typed) if (part := found[0].strip())]


def listed_words(typed: str) -> tuple[str, ...]:
    """The words of a list with commas between; one in quotes may hold commas."""
    return tuple(part[1:-1] if len(part) > 1 and part[0] == part[-1] == '"' else part for part in parts_of(typed))


def as_typed(words: Iterable[str]) -> str:
    """Words as such a list."""
    return ", ".join(f'"{word}"' if re.search("[,;\n]", word) else word for word in words)


def with_more(typed: str, more: Mapping[str, str]) -> str:
    """What is typed of how words count, with more behind it that counts where both speak of a word."""
    return added(typed, ", ".join(f"{as_typed([word])}={value}" for word, value in more.items()))


def added(typed: str, more: str) -> str:
    """The same with more that is typed."""
    words = {plain(part.rpartition("=")[0]) for part in parts_of(more)}
    return ", ".join(
        [*(part for part in parts_of(typed) if plain(part.rpartition("=")[0]) not in words), *parts_of(more)]
    )


def meanings(typed: str) -> Mapping[str, float | None]:
    """How words count, as a person types it: "ERROR=wrong, fair=0.5". Raises ValueError, in words."""
    found: dict[str, float | None] = {}
    for part in parts_of(typed):
        word, equals, value = (one.strip() for one in part.rpartition("="))
        if len(word) > 1 and word[0] == word[-1] == '"':
            word = word[1:-1]
        number = score(value) if value not in COUNTS_AS else COUNTS_AS[value]
        if not (word and equals) or (number is None and value != OUT):
            raise ValueError(
                f"“{part[:40]}” does not say how a word counts; type such as “ERROR=wrong”, with right, wrong, half, a "
                "number, out, or of preferences after, before, tie"
            )
        found[plain(word)] = number
    return found
