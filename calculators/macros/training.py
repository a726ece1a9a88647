"""What a page may call to show the formats of training files, with who takes them by which rules."""

from calculators.kit.numbers import say
from calculators.macros.tables import partial, together
from calculators.training_file.formats import formats
from calculators.training_file.takers import UNITS, TrainingRule, titled, training_rules


def training_formats() -> str:
    """The shapes that lines of training files have, in the order of their table."""
    return partial("training_formats", rows=formats().values())


def training_takers() -> str:
    """Who takes which training files, rule by rule."""
    groups = together(training_rules().values(), lambda rule: rule.name)
    return partial("training_rules", groups=groups, said=said)


MACROS = (training_formats, training_takers)


DOES = {
    "refuses": "refuses",
    "skips": "skips",
    "trims": "passes over",
    "passes": "has nothing against",
    "ignores": "does not read",
}
"""What is said of a rule by what it does with the findings that it names."""


def said(rule: TrainingRule) -> str:
    """What a rule says, in words."""
    if rule.takes:
        shapes = ", ".join(formats()[shape].short for shape in rule.takes)
        keys = f" with the keys {' and '.join(f'“{key}”' for key in rule.keys)}" if rule.keys else ""
        return f"takes: {shapes}{keys}{'; CSV too' if rule.tables else '; Parquet alone' if rule.columnar else ''}"
    of = f" (of {', '.join(formats()[shape].short for shape in rule.only)})" if rule.only else ""
    for does, words in DOES.items():
        if names := getattr(rule, does):
            return f"{words}{of}: {', '.join(titled(name) for name in names)}"
    if rule.bills:
        return "bills: questions and answers alike" if rule.bills == "all tokens" else "bills: not said which tokens"
    name = rule.limit or ""
    return f"{name.replace('-', ' ')}{of}: {say(rule.value or 0, UNITS[name].partition('/')[0])}"
