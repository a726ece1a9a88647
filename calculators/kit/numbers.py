"""Numbers as people type them, or as people read them."""

import re
import unicodedata

LONGEST = 40
SPACES = " \t\u00a0\u2007\u2009\u202f"
SCALES = {
    **dict.fromkeys(("k", "thousand", "tsd"), 1e3),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions"), 1e6),
    **dict.fromkeys(("crore", "crores"), 1e7),
    **dict.fromkeys(("b", "bn", "mrd", "billion", "billions"), 1e9),
}
"""What a word behind a number multiplies it by."""
PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
SIGNS = {0x2212: "-", 0x066B: ".", 0x066C: ","}
"""A minus, an Arabic decimal mark, an Arabic mark between thousands: as a keyboard has them."""
POWERS_FROM = 1e15
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
POWER = re.compile(
    r"^(?P<sign>[-+]?)(?:(?P<factor>\d[^×x*·]*?)\s*[×x*·]\s*)?"
    r"10(?:\^\s*(?P<plain>[-+]?\d{1,3})|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]{1,3}))(?![\d.,⁰¹²³⁴-⁹])"
)
"""A power of ten at the front: "10⁶", "10^6", "3 × 10⁶"."""
FRACTION = re.compile("(?<![0-9.,][.,])(?P<whole>[0-9]*) ?(?P<part>[\u00bc-\u00be\u2150-\u215e])(?![0-9.,])")
"""A part of one as a sign of its own, alone or behind a whole number: "½", "1¾"."""
ALTERED = ("<super>", "<sub>", "<circle>", "<fraction>", "<square>")
SPELT = {"usd": r"usd|\$|dollars?", "%": r"%|per ?cent|pct", "h": "h|hr|hour", "mtok": "mtok|m|million tokens"}
"""How a unit may be spelt, as a pattern, where it is more than its name."""
APART = re.compile(r"(?:/ ?)?[a-z%€£$¥]+(?:[ /.-][a-z€£$¥]+)*\.?")
"""What may stand behind a number and is neither a scale nor its unit."""
PLURALS = (("ies$", "y"), ("ches$", "ch"), ("(?<=[a-zU])s$", ""))
THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}\.000")  # "5.000": five, or five thousand?
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")  # "1,00,000": a lakh
SHAPE = re.compile(r"(?P<sign>[-+]?)(?P<digits>[\d.,'’_]*\d[.]?)(?P<power>e[-+]?\d+)?(?P<rest>.*)", re.IGNORECASE)


def read_number(typed: str, *, grouped: bool = False, unit: str = "") -> float:
    """The number that a person typed: "5,000", "5 000", "2k", "20 Mio", "1.5e6", "3 × 10⁶", "1½", "10 %", "$0.15".

    `unit` may follow the number, a rate also in words ("300 calls a day"); "%" only where it is the unit, a dollar sign
    only where the unit is in USD. `grouped` says that a single comma before three digits groups thousands, as in a
    count of calls; a price could mean either.
    Raises ValueError with the problem in words; what could be read in two ways is asked about, never guessed.
    """
    typed = "".join(sign for sign in typed if unicodedata.category(sign) != "Cf")  # unseen, as copied from a web page
    said = " ".join(typed.split())
    text = POWER.sub(_power, with_parts(typed.strip().replace("\u2212", "-")))
    for sign in text:
        if unicodedata.category(sign) in {"No", "Nl"} or unicodedata.decomposition(sign).startswith(ALTERED):
            raise ValueError(f"“{sign}” is no plain digit; type a power of ten as 10^6, a half as 0.5")
    text = unicodedata.normalize("NFKC", text).strip().translate(SIGNS)
    if not text:
        raise ValueError("nothing is typed")
    if len(text) > LONGEST:
        raise ValueError(f"{len(text)} characters are too many for a number")
    if PLAIN.fullmatch(text) and not THOUSANDS.fullmatch(text):
        return _finite(float(text), text)
    text = without_unit(text.lower(), unit)
    parts = SHAPE.fullmatch(re.sub(f"(?<=\\d)[{SPACES}](?=\\d{{3}}(?!\\d))", "_", text))
    if not parts:
        raise ValueError(f"“{said}” is not a number")
    rest = parts["rest"].strip()
    if rest not in SCALES:
        rest = rest.removesuffix(".")
    if rest and rest not in SCALES:
        if unit and APART.fullmatch(rest) and rest not in ("x", "e"):
            raise ValueError(f"“{said}” is not told in {unit}")
        raise ValueError(f"“{said}” is not a number")
    digits = _digits(parts["digits"], grouped=grouped and not rest, typed=said)
    # The scale goes in as an exponent, so that "2.3M" is exactly 2300000.
    power = int((parts["power"] or "e0")[1:]) if len(parts["power"] or "") < 6 else 999
    scale = len(f"{SCALES[rest]:.0f}") - 1 if rest else 0
    return _finite(float(f"{parts['sign']}{digits}e{power + scale}"), said)


def with_parts(text: str) -> str:
    """A text in which a part of one is written in digits: "1.75" for "1¾"."""
    return FRACTION.sub(lambda found: repr(int(found["whole"] or 0) + unicodedata.numeric(found["part"])), text)


def without_unit(text: str, unit: str) -> str:
    """A text in lower case without its unit behind it, in full or in part: "calls/day", "calls a day", "calls"."""
    counted, _, rest = unit.lower().partition("/")
    named = "|".join(re.escape(name) for name in dict.fromkeys((counted, _one(unit.lower()).partition("/")[0])) if name)
    named = SPELT.get(counted, named)
    if rest:
        each = rf"(?:\s*/\s*|\s+(?:an?|per|each|every)\s+)(?:{SPELT.get(rest, re.escape(rest))})"
        text = re.sub(rf"{each}$", "", text)
    if counted == "usd":
        text = re.sub(r"^(?:us)?\$\s*|^usd\s*", "", text)
    return re.sub(rf"\s*(?:{named})$", "", text) if named else text


def _power(found: re.Match[str]) -> str:
    """A power of ten as a computer writes it: "3e6"."""
    power = found["plain"] or found["raised"].translate(LOWERED)
    return f"{found['sign']}{(found['factor'] or '1').strip()}e{power}"


def _digits(text: str, *, grouped: bool, typed: str) -> str:
    """Digits with a decimal point, whatever marks were used for groups and for decimals."""
    text = re.sub("['’_]", "", text)
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return text
    last = marks[-1]
    head, _, tail = text.rpartition(last)
    if len(set(marks)) == 2 and marks.count(last) == 1:
        groups = re.split("[.,]", head)
        if all(len(group) == 3 for group in groups[1:]):
            return f"{''.join(groups)}.{tail}"
    elif len(marks) > 1 and len(set(marks)) == 1:
        groups = text.split(last)
        if last == "," and INDIAN.fullmatch(text):
            return "".join(groups)
        if all(len(group) == 3 for group in groups[1:]) and 0 < len(groups[0]) <= 3:
            return "".join(groups)
    elif len(marks) == 1:
        could_be_groups = len(tail) == 3 and 0 < len(head) <= 3 and not head.startswith("0")
        if not could_be_groups or (last == "." and tail != "000"):
            return f"{head or '0'}.{tail or '0'}"
        if grouped and last == ",":
            return head + tail
        smaller = f"{head}.{tail}".rstrip("0").rstrip(".")
        raise ValueError(f"“{typed}” can be read in two ways; type {head}{tail} or {smaller}")
    raise ValueError(f"“{typed}” is not a number")


def _finite(value: float, typed: str) -> float:
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"“{typed}” is too large")
    return value + 0.0  # -0.0 becomes 0.0


def write_number(value: float, *, whole: bool = False) -> str:
    """The text that a field shows for a value; `read_number` gives the same value back."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}" if whole else str(int(value))
    text = f"{value:.17g}" if float(f"{value:.15g}") != value else f"{value:.15g}"
    return f"{value:.20f}".rstrip("0") if "e-" in text and float(f"{value:.20f}") == value else text


def say_number(value: float) -> str:
    """A number to read: three significant digits below 100, whole above, groups of thousands; from 10^15 on a power."""
    size = abs(value)
    if size >= POWERS_FROM:
        digits, _, power = f"{value:.2e}".partition("e+")
        return f"{digits} × 10{power.translate(RAISED)}"
    if size >= 100 or value == int(value):
        return f"{value:,.0f}"
    if size == 0:
        return "0"
    decimals = 1
    while decimals < 12 and size < 100 * 10.0**-decimals:
        decimals += 1
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".")


def say_money(value: float) -> str:
    """An amount of USD to read: cents, whole from 1,000 on; below 1 as many digits more as are significant."""
    size = abs(value)
    if size >= 1000 or size == 0:
        return f"{value:,.0f} USD"
    if size >= 1:
        return f"{value:,.2f} USD".replace(".00 ", " ")
    text = say_number(value)
    return f"{text}0 USD" if re.fullmatch(r"-?0\.\d", text) else f"{text} USD"


def say(value: float, unit: str) -> str:
    """A number with its unit, to read: "2,000 tokens", "1 GPU", "0.00044 USD/call", "10 %"."""
    if unit == "USD":
        return say_money(value)
    if unit.startswith("USD/"):
        return say_money(value) + unit.removeprefix("USD")
    number = say_number(value)
    return f"{number} {_one(unit) if number == '1' else unit}".rstrip()


def say_range(low: float, high: float, unit: str) -> str:
    """Two numbers with their unit, to read: "5,621 to 10,339 USD"."""
    least = say_money(low).removesuffix(" USD") if unit.startswith("USD") else say_number(low)
    return f"{least} to {say(high, unit)}"


def _one(unit: str) -> str:
    """A unit after the number 1: "GPU", "try", "call/day"; "1 billion parameters" are many."""
    counted, per, rest = unit.partition("/")
    if not counted.startswith("billion "):
        for plural, singular in PLURALS:
            counted = re.sub(plural, singular, counted)
    return f"{counted}{per}{rest}"
