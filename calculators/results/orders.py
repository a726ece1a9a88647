"""Words of marks whose order is known, in several languages, the least first."""

from collections.abc import Iterable

ORDERS = (
    ("very low", "low", "medium", "high", "very high"),
    ("very bad", "very poor", "bad", "poor", "fair", "ok", "okay", "average", "neutral", "acceptable", "good",
     "very good", "great", "excellent"),
    ("terrible", "bad", "poor", "okay", "fine", "good", "great", "perfect"),
    ("very negative", "negative", "slightly negative", "neutral", "slightly positive", "positive", "very positive"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("very unlikely", "unlikely", "neutral", "likely", "very likely"),
    ("not at all", "slightly", "somewhat", "moderately", "very", "extremely"),
    ("irrelevant", "partially relevant", "somewhat relevant", "relevant", "highly relevant"),
    ("not relevant", "partly relevant", "relevant", "very relevant"),
    ("not helpful", "slightly helpful", "somewhat helpful", "partly helpful", "helpful", "very helpful"),
    ("strongly disagree", "disagree", "somewhat disagree", "slightly disagree", "neutral", "neither agree nor disagree",
     "slightly agree", "somewhat agree", "agree", "strongly agree"),
    ("does not apply at all", "does not apply", "rather does not apply", "somewhat applies", "partly applies",
     "rather applies", "applies", "fully applies"),
    ("ne s'applique pas", "s'applique peu", "s'applique en partie", "s'applique plutôt", "s'applique tout à fait"),
    ("niet van toepassing", "weinig van toepassing", "deels van toepassing", "van toepassing"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("none", "low", "minor", "medium", "moderate", "high", "major", "severe", "critical"),
    ("none", "minimal", "mild", "moderate", "severe", "extreme"),
    ("wrong", "partly", "partial", "partly right", "right"),
    ("incorrect", "partially correct", "partly correct", "mostly correct", "correct"),
    ("no", "maybe", "unsure", "yes"),
    ("beginner", "intermediate", "advanced", "expert"),
    ("small", "medium", "large"),
    ("easy", "medium", "hard"),
    ("ungenügend", "mangelhaft", "ausreichend", "befriedigend", "gut", "sehr gut"),
    ("sehr schlecht", "schlecht", "eher schlecht", "mittel", "mittelmäßig", "befriedigend", "neutral", "eher gut",
     "gut", "sehr gut"),
    ("sehr niedrig", "niedrig", "gering", "mittel", "hoch", "sehr hoch"),
    ("keine", "leicht", "mittel", "schwer", "sehr schwer"),
    ("schwach", "mittel", "stark", "sehr stark"),
    ("nie", "selten", "manchmal", "oft", "häufig", "immer"),
    ("irrelevant", "teilweise relevant", "relevant", "sehr relevant"),
    ("falsch", "teilweise richtig", "richtig"),
    ("trifft gar nicht zu", "trifft überhaupt nicht zu", "trifft nicht zu", "trifft eher nicht zu", "teils/teils",
     "teils teils", "teils, teils", "teilweise", "trifft eher zu", "trifft zu", "trifft voll zu",
     "trifft voll und ganz zu"),
    ("stimme gar nicht zu", "stimme überhaupt nicht zu", "stimme nicht zu", "stimme eher nicht zu", "teils/teils",
     "teils teils", "weder noch", "neutral", "stimme eher zu", "stimme zu", "stimme voll zu",
     "stimme voll und ganz zu"),
    ("nul", "nulle", "très faible", "faible", "moyen", "moyenne", "modéré", "modérée", "élevé", "élevée", "fort",
     "forte", "très élevé", "très élevée", "très fort", "très forte"),
    ("très mauvais", "mauvais", "insuffisant", "médiocre", "passable", "moyen", "neutre", "assez bien", "assez bon",
     "bien", "bon", "très bien", "très bon", "excellent"),
    ("jamais", "rarement", "parfois", "souvent", "toujours"),
    ("pas du tout d'accord", "pas d'accord", "plutôt pas d'accord", "neutre", "plutôt d'accord", "d'accord",
     "tout à fait d'accord"),
    ("non pertinent", "peu pertinent", "partiellement pertinent", "pertinent", "très pertinent"),
    ("léger", "modéré", "grave", "très grave"),
    ("muy bajo", "bajo", "baja", "medio", "media", "alto", "alta", "muy alto", "muy alta"),
    ("muy malo", "malo", "regular", "neutral", "bueno", "muy bueno", "excelente"),
    ("nunca", "raramente", "rara vez", "a veces", "a menudo", "siempre"),
    ("muy en desacuerdo", "en desacuerdo", "neutral", "de acuerdo", "muy de acuerdo"),
    ("irrelevante", "parcialmente relevante", "relevante", "muy relevante"),
    ("leve", "moderado", "moderada", "grave", "muy grave"),
    ("molto basso", "basso", "bassa", "medio", "media", "alto", "alta", "molto alto", "molto alta"),
    ("pessimo", "scarso", "insufficiente", "sufficiente", "discreto", "buono", "ottimo", "eccellente"),
    ("mai", "raramente", "qualche volta", "a volte", "spesso", "sempre"),
    ("muito baixo", "baixo", "baixa", "médio", "média", "alto", "alta", "muito alto", "muito alta"),
    ("péssimo", "ruim", "regular", "bom", "muito bom", "ótimo", "excelente"),
    ("nunca", "raramente", "às vezes", "frequentemente", "sempre"),
    ("zeer laag", "laag", "gemiddeld", "hoog", "zeer hoog"),
    ("zeer slecht", "slecht", "onvoldoende", "matig", "neutraal", "voldoende", "goed", "zeer goed", "uitstekend"),
    ("nooit", "zelden", "soms", "vaak", "altijd"),
    ("很低", "低", "中", "高", "很高"),
    ("很差", "差", "一般", "中", "良", "良好", "好", "优", "优秀", "很好", "非常好"),
    ("低い", "普通", "高い"),
    ("とても悪い", "悪い", "普通", "良い", "とても良い"),
)  # fmt: skip
"""Each is an order of its own; a word may stand in several."""

LETTERS = ("f", *(letter + sign for letter in "edcba" for sign in ("-", "", "+")))
"""Grades, the worst first."""

SCALES = (frozenset("abcde"), frozenset("abcdf"))
"""Letters of a scale of grades; A to D alone are more often the options of a question."""


def graded(labels: Iterable[str]) -> bool:
    """Whether labels are letters of grades, such as A, B+, F."""
    known = {label.casefold() for label in labels}
    bare = {label[:1] for label in known}
    return known <= {*LETTERS} and (len(bare) < len(known) or any(one <= bare for one in SCALES))
