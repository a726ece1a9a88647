"""Which columns of a table, or keys of an object, hold the input, the answer, what stands before both, or neither."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any

from calculators.files.reading import guessed
from calculators.training_file.kinds import canonical, quoted
from calculators.training_file.reserved import listed

INPUTS = (
    *("prompt", "instruction", "question", "query", "input", "inputs", "problem", "user", "source", "ticket"),
    *("message", "utterance"),
    *("text", "sentence", "review", "premise", "sentence1", "text a", "document", "article", "dialogue", "context"),
    *("passage", "content", "body", "input text", "frage", "eingabe", "anfrage", "pregunta", "entrada", "pergunta"),
    *("entrée", "domanda", "pytanie", "vraag", "问题", "问", "质问", "質問", "질문", "вопрос"),
)
ANSWERS = (
    *("completion", "output", "response", "answer", "label", "target", "assistant", "reply", "class", "category"),
    *("generation", "revision", "caption", "message 2", "intent", "chosen response", "output text", "summary"),
    *("highlights", "solution", "translation", "topic", "labels", "sentiment", "rating", "tag", "antwort", "ausgabe"),
    *("respuesta", "salida", "réponse", "risposta", "resposta", "odpowiedź", "antwoord", "答案", "回答", "答", "답변"),
    "ответ",
)
COUPLES = (
    *(("q", "a"), ("human", "ai"), ("human", "bot"), ("human", "gpt"), ("human", "assistant"), ("user", "bot")),
    *(("user", "ai"), ("src", "tgt"), ("customer", "agent")),
)
"""Names that say what they hold only where both stand side by side."""

WHOLE = ("answers", "targets", "outputs", "ideal")
"""Names of answers that say so only as they stand, and where they hold one: “correct_answers” are several."""

TEXTS = ("text", "content", "document", "body")
SYSTEMS = ("system", "system_prompt", "system_message")
HISTORIES = ("history",)
TOOLS = ("tools", "functions")
"""What stands beside an example of any shape, and is read as what the model may call."""

MORE = listed(
    "input context passage hypothesis premise sentence1 sentence2 text_a text_b question1 question2 article document "
    "title headline choices options schema code evidence facts background knowledge definition"
)
"""Names of further columns that belong to the input beside the first."""

EACH_ALONE = ("completion", "output", "response", "answer", "solution", "target", "generation", "reply")
"""Names of which each says that the column is the answer: where two stand side by side, nobody can tell which it is."""

OPTIONS = re.compile(r"(?:(?:option|opt|op|choice|ending|alternative) ?)?(?:[a-h]|\d)|distractor ?\d")
"""Names of columns of which several hold what can be chosen among, so are part of the question."""

DRAFTS = re.compile(r"(?:original|orig|raw|old|seed)\b.*")
"""Names of columns that hold what another was made from, so are no part of the input."""

JUDGED = re.compile(r"(?:.* )?(?:reference|ground truth|gold|expected|ideal|correct)(?: .*)?")
"""Names of columns that hold what an answer is held against, so are no part of the input."""

SCORES = re.compile(
    r"(?:.* )?(?:scores?|ratings?|rewards?|stars|votes|upvotes|rank|helpfulness|correctness|coherence|complexity"
    r"|verbosity|quality)"
)
"""Names of columns that say how good an answer is."""

BESIDE_ANSWERS = listed(
    "explanation rationale reason reasoning cot thought thoughts analysis feedback critique comment comments note "
    "notes rejected"
)
"""Names of columns of text that tell of the answer, so are no part of the input."""

KEPT_APART = re.compile(
    r"(?:.* )?(?:id|ids|idx|uuid|guid|key|hash|index)|unnamed: \d.*"
    r"|(?:row|line|number|no|nr|split|fold|subset|url|uri|link|date|time|timestamp|created|updated|created at"
    r"|updated at|annotator|author|annotated by|completed by|dataset|origin|file|filename|license|licence"
    r"|lead time|agreement|was cancelled|ground truth count)"
)
"""Names of what tells where an example comes from, so no column to learn from is guessed among them."""

PROVENANCE = re.compile(
    r"(?:(?:row|line|example|sample|record|item|entry|annotation|conversation|custom) )?(?:id|uuid|guid)"
    r"|idx|index|unnamed: \d.*|index level \d+|created|updated|created at|updated at|timestamp|lead time|annotator"
    r"|annotated by|completed by"
)
"""Names of what only says where an example comes from: two examples that differ in nothing else are copies."""

COUNTING = re.compile(
    r"|unnamed: \d.*|(?:column ?|x ?|level )\d*|#|№|n|(?:(?:s|sl|sr|row|item) )?(?:no|nr|num|number)|row|line|serial"
    r"|row ?names?"
)
"""Names of columns, or none, under which tables number their rows: as R and pandas write them, and spreadsheets."""

CONDITIONS = listed(
    "language lang locale source_language source_lang src_lang target_language target_lang tgt_lang "
    "programming_language style tone persona register"
)
"""Names of columns that say how to answer: part of the input where the same text has several answers."""

LINKS = re.compile(r"(?:.* )?(?:parent|previous|prev|reply to)(?: (?:row|turn|message))?(?: (?:id|uuid|key))|parent")
"""Names of columns that say which row was said before."""

TALKS_APART = re.compile(r"(?:conversation|conv|dialogue|dialog|session|thread|chat)(?: (?:id|uuid|hash|key))")
"""Names of columns that say to which conversation a row belongs, where several rows do."""

LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_]\w{2,8})?")
"""A key that is the code of a language."""

NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
WHOLE_NUMBER = re.compile(r"\d{1,18}")
NUMBERED = re.compile(r"[_ -]?(?:\d+|[aAbB])$")
NOT_APART = ("input ids", "token ids", "answer key")
LONGEST_LABEL = 60
LONG = 15
"""From so many characters on, half of its cells longer, a column with spaces in them is one of text."""


@dataclass(frozen=True)
class Columns:
    """What each column is for; `unread` are those of no known use, which are compared and not taught.

    The `link` tells with which other rows one hangs together, the `score` how good one of several answers is, the
    `rating` how good each is. Inputs that repeat with other answers differ in each of the unread that are `telling`.
    """

    inputs: tuple[str, ...] = ()
    answer: str = ""
    system: str = ""
    history: str = ""
    unread: tuple[str, ...] = ()
    link: str = ""
    telling: tuple[str, ...] = ()
    score: str = ""
    rating: str = ""

    @property
    def read(self) -> tuple[str, ...]:
        """All columns that reach the model."""
        return tuple(name for name in (self.system, self.history, *self.inputs, self.answer) if name)


@lru_cache(maxsize=4096)
def is_apart(name: str) -> bool:
    """A column that tells of an example where it comes from, and never reaches a model."""
    plain = _plain(name)
    return plain not in NOT_APART and (name[:1] == "_" or KEPT_APART.fullmatch(plain) is not None)


@lru_cache(maxsize=4096)
def is_provenance(name: str) -> bool:
    """A key that only numbers an example, or says when or by whom it was made."""
    return PROVENANCE.fullmatch(_plain(name)) is not None


def numbering(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns that only number the rows: named so or not named, with whole numbers most of which differ."""
    found = []
    for column in columns:
        cells = [str(row[column]) for row in rows if row.get(column) not in (None, "")]
        whole = bool(cells) and all(map(WHOLE_NUMBER.fullmatch, cells))
        if whole and COUNTING.fullmatch(_plain(column)) and 2 * len(set(cells)) > len(cells):
            found.append(column)
    return tuple(found)


def compared(record: Mapping[str, Any], read: Collection[str] = (), numbers: Collection[str] = ()) -> Mapping[str, Any]:
    """What tells an example from every other: all of its record but what says by its name where it comes from.

    A key beside a conversation may reach a grader or a reward function, whatever its name, so only those few are left
    out, where they hold one value and are not `read` as a column; and those that are `numbers` of rows.
    """
    kept = {
        key: value
        for key, value in record.items()
        if key in read or isinstance(value, (dict, list)) or not (is_provenance(key) or key in numbers)
    }
    return kept or record


def named(columns: Sequence[str], typed: str) -> tuple[str, ...]:
    """The columns that a reader typed, one or several with "+" or commas between; none where one is not there."""
    found = [_one(columns, word) for word in ([typed] if _one(columns, typed) else re.split(r"[,+]", typed))]
    return tuple(found) if all(found) else ()


def _one(columns: Sequence[str], typed: str) -> str:
    wanted = typed.strip().casefold()
    if not wanted:
        return ""
    exactly = next((column for column in columns if column.casefold() == wanted), "")
    # The language alone names a text of a translation: “en” of “translation.en”.
    return exactly or next((column for column in columns if column.casefold().endswith(f".{wanted}")), "")


def chosen(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], asked: str, answered: str) -> Columns:
    """What the columns are for: as the reader named them, else as their names or their content speak for it.

    Where nothing does, `inputs` or `answer` stays empty.
    """
    system = _exactly(columns, SYSTEMS)
    history = _exactly(columns, HISTORIES)
    numbers = numbering(columns, rows)
    free = [one for one in columns if one not in (system, history, *numbers, *TOOLS) and not is_apart(one)]
    inputs, typed_answer = named(columns, asked), named(columns, answered)[:1]
    answer = typed_answer[0] if typed_answer else ""
    if not inputs and not answer and (both := _coupled(free)):
        inputs, answer = both[:1], both[1]
    spoken = languages(free)  # which of them is translated into which nobody can tell
    if len(spoken) == 2 and (typed := {*inputs, answer} & {*spoken}) and not (inputs and answer):
        (other,) = {*spoken} - typed
        inputs, answer = inputs or (other,), answer or other
    candidates = [column for column in free if column not in (*inputs, *spoken)]
    taught = [one for one in candidates if not JUDGED.fullmatch(_plain(one))]
    answer = answer or _only(guessed(taught, *ANSWERS), taught, rows) or _whole(taught, rows)
    if not answer and not rivals(taught, rows):
        answer = _only(guessed(candidates, *ANSWERS), candidates, rows)
    if not inputs:
        others = [column for column in free if column != answer and column not in spoken]
        first = guessed(others, *INPUTS)
        if not first and answer and len(others) == 1:
            first = others[0]
        if first:
            inputs = (first, *further([one for one in others if one not in (first, answer)], rows, first))
            named_so = [one for one in others if one not in inputs and _plain(one).replace(" ", "_") in CONDITIONS]
            inputs += tuple(one for one in named_so if tells_apart(one, rows, inputs, answer, wholly=False))
    elif not answer and len(candidates) == 1:
        answer = candidates[0]
    used = {system, history, answer, *inputs}
    unread = tuple(one for one in free if one not in used and any(row.get(one) not in (None, "") for row in rows))
    telling = tuple(column for column in unread if tells_apart(column, rows, inputs, answer))
    scores = (one for one in unread if _scores(one, rows))
    score = next((one for one in scores if tells_apart(one, rows, inputs, answer, wholly=False)), "")
    rating = next((one for one in unread if _rates(one, rows)), "")
    return Columns(inputs, answer, system, history, unread, _link(columns, rows), telling, score, rating)


def languages(columns: Sequence[str]) -> list[str]:
    """The columns that each hold a text in one language, by the codes of these behind one name."""
    parted = {column: column.rpartition(".") for column in columns}
    found = [column for column, (key, _, code) in parted.items() if key and LANGUAGE.fullmatch(code)]
    return found if len(found) > 1 and len({parted[column][0] for column in found}) == 1 else []


def _coupled(columns: Sequence[str]) -> tuple[str, ...]:
    """The two columns whose names together say that one asks, the other answers; none where there are no such."""
    plain = {_plain(column): column for column in columns}
    return next(((plain[one], plain[other]) for one, other in COUPLES if {one, other} <= plain.keys()), ())


def _rates(column: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column seems to say how good an answer is: by true and false, or by numbers under such a name."""
    held = [row.get(column) for row in rows if row.get(column) not in (None, "")]
    return _scores(column, rows) or (bool(held) and all(isinstance(cell, bool) for cell in held))


def _scores(column: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column holds numbers by which answers are rated."""
    held = [str(cell) for row in rows if (cell := row.get(column)) not in (None, "")]
    return bool(held) and SCORES.fullmatch(_plain(column)) is not None and all(NUMBER.fullmatch(one) for one in held)


def _plain(name: str) -> str:
    return re.sub(r"[\s\-._]+|(?<=[a-z])(?=[A-Z])", " ", name).strip().lower()


def _link(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The column that tells with which others a row hangs together; empty where each stands alone."""
    for column in columns:
        held = [str(cell) for row in rows if (cell := row.get(column)) not in (None, "")]
        if held and LINKS.fullmatch(_plain(column)):
            return column
        if len(set(held)) < len(held) and TALKS_APART.fullmatch(_plain(column)):
            return column
    return ""


def tells_apart(
    column: str, rows: Sequence[Mapping[str, Any]], inputs: Sequence[str], answer: str, *, wholly: bool = True
) -> bool:
    """Whether inputs that repeat with other answers have one answer each with this column beside them, or fewer."""
    answers: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        asked = canonical([row.get(one) for one in inputs])
        answers.setdefault(asked, {}).setdefault(str(row.get(column)), set()).add(canonical([row.get(answer)]))
    several = [found for found in answers.values() if len(set().union(*found.values())) > 1]
    if not wholly:
        return any(len(found) > 1 for found in several)
    return bool(several) and all(len(one) == 1 for found in several for one in found.values())


def _whole(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The column of the answer by a name in the plural that holds one answer each; empty where there is none."""
    found = _exactly(columns, WHOLE)
    return found if found and all(one_answer(row[found]) for row in rows if row.get(found) is not None) else ""


def one_answer(held: Any) -> bool:
    """Whether this is one answer: a text, a number, or the texts of which the first is the best, as SQuAD has them."""
    return not isinstance(held, (dict, list)) or (isinstance(held, dict) and isinstance(held.get("text"), list))


def rivals(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns of texts whose names each say that it is the answer."""
    held = [one for one in columns if all(isinstance(row.get(one), (str, int)) for row in rows)]
    answers = [one for one in held if says_answer(one)]
    return answers + [one for one in held if _plain(one) in ("label", "labels", "class")] if answers else []


def says_answer(column: str) -> bool:
    """Whether the last word of a name says that the column is the answer."""
    return _plain(column).rpartition(" ")[2] in EACH_ALONE


def _only(answer: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """A guessed answer, unless it is one of several, numbered or with like names: then nobody can tell which it is."""
    if len(like := rivals(columns, rows)) > 1 and answer in like:
        return ""
    stem = NUMBERED.sub("", answer)
    if stem.lower() in INPUTS:  # message_1 asks, message_2 answers
        return answer
    return "" if any(column != answer and NUMBERED.sub("", column) == stem for column in columns) else answer


def further(others: Iterable[str], rows: Sequence[Mapping[str, Any]], first: str) -> list[str]:
    """The columns that belong to the input beside the first: by their names, or since they hold texts."""
    others = list(others)
    rendered = first.lower() in ("instruction", "prompt", "question", "input")  # a text beside these is all of it again
    options = [one for one in others if OPTIONS.fullmatch(_plain(one))]
    found = options if len(options) > 1 else []
    for column in others:
        plain = column.strip().lower()
        if column in found:
            continue
        if _plain(column).rpartition(" ")[2] in BESIDE_ANSWERS or (plain == "text" and rendered):
            continue
        if DRAFTS.fullmatch(_plain(column)) or says_answer(column) or JUDGED.fullmatch(_plain(column)):
            continue
        if plain in MORE or holds_texts(column, rows):
            found.append(column)
    return found


def without_names(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """What to do with a table whose first line is an example; empty where it names the columns."""
    sentences = [column for column in columns if _is_sentence(column)]
    # Forms put what they ask above the columns, each a question.
    form = len(sentences) > 1 and all(column[-1] in "?？" for column in sentences)
    if guessed([column for column in columns if form or column not in sentences], *INPUTS, *ANSWERS, *TEXTS):
        return ""
    for column in columns:
        again = len(rows) > 1 and any(row[column] == column for row in rows)
        if again or re.fullmatch(r"-?\d+([.,]\d+)?", column) or _is_sentence(column):
            return (
                f"its first line looks like an example, not like names of columns (“{quoted(column, 40)}”); put a line "
                "above it that names them, such as input and answer"
            )
    return ""


def _is_sentence(column: str) -> bool:
    """Whether the name of a column is a text, in which a word such as “answer” names nothing."""
    return (column.count(" ") > 3 and len(column) > LONG) or (column[-1] in ".?!。？" and " " in column)


PRINTED = re.compile(
    r"""\s*\[?\s*\{\s*(?:'[^']{1,40}'\s*:|"(?:role|from|content|value|messages|conversations?|contents)"\s*:)"""
)
"""How cells begin that hold lists or objects, as Python or JSON writes them."""


def of_objects(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The first column whose cells hold lists or objects, written out; empty where there is none."""
    half = len(rows) / 2
    return next((one for one in columns if sum(bool(PRINTED.match(row[one])) for row in rows) > half), "")


def text_column(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The column to learn as a text: by its name, else the first that holds texts, else the first of all."""
    found = guessed(columns, *TEXTS) or next((one for one in columns if holds_texts(one, rows)), "")
    return found or next(filter(None, columns), columns[0])


ID = re.compile(r"\d{1,18}|(?i:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,64})|[A-Za-z]{1,6}[-_]?\d{2,12}")
"""What only numbers an example: a whole number, a key made by a program, a few letters with a number."""


def holds_texts(column: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column holds texts, not labels, numbers or names."""
    cells = [cell for row in rows if isinstance(cell := row.get(column), str) and cell.strip()]
    spaced = sum(" " in cell.strip() or not cell.isascii() for cell in cells)
    return bool(cells) and 2 * spaced > len(cells) and median(map(len, cells)) >= LONG


TITLES = frozenset(
    {"title", "headline", "heading", "name", "subreddit", "genre", "subset", "publisher", "site", "year"}
)
ORIGINS = frozenset({"source", "data_source", "level", "difficulty", "category", "domain", "language", "task"})
"""Names of texts beside another that are neither an input nor an answer."""


def beside_text(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The first column beside a text that may be what is to be answered to it: texts, or a few labels that repeat.

    What fewer than half of the rows have is none.
    """
    texts = guessed(columns, *TEXTS)
    for column in columns:
        plain = column.strip().lower()
        if column == texts or is_apart(column) or plain in TITLES | ORIGINS | CONDITIONS:
            continue
        if 2 * sum(column in row for row in rows) < len(rows):
            continue
        cells = [str(cell) for row in rows if isinstance(cell := row.get(column), (str, int)) and cell != ""]
        labels = 1 < len(set(cells)) <= len(cells) / 2 and max(map(len, cells)) <= LONGEST_LABEL
        if labels or holds_texts(column, rows):
            return column
    return ""


def _exactly(columns: Sequence[str], names: Sequence[str]) -> str:
    return next((column for name in names for column in columns if column.strip().lower() == name), "")
