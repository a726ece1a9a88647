"""The decision record as HTML, with the scenarios that it keeps."""

import json
from typing import Any

from calculators import CLASSES, calculators
from calculators.page.render import environment, template
from calculators.record.answers import document, entry
from calculators.record.compare import scenario_tables, scenarios_compared, variants_compared
from calculators.record.files import files
from calculators.record.record import LONGEST_NAME, MOST_CHARACTERS, WORDS, Record, RecordRefused, packed, read_record
from calculators.record.summary import summary


def decision_record() -> str:
    """The page of the decision record as it stands in the built site: empty, a form to fill in."""
    empty = Record()
    return template(
        "record/page.html",
        document=document(empty),
        scenarios={},
        summary=None,
        titles={kind.slug: kind.title for kind in calculators()},
        most=WORDS,
        most_bytes=MOST_CHARACTERS,
        longest_name=LONGEST_NAME,
        compared=None,
    )


def record_slots(text: str) -> str:
    """The slots of the record's page for a record as text; whatever is wrong with it is said in words."""
    try:
        told = document(read_record(text))
    except RecordRefused as refused:
        return _html("record/refused.html", problem=str(refused))
    return _html(
        "record/reply.html",
        document=told,
        summary=summary(told),
        scenarios=scenario_tables(told.record),
        compared=variants_compared(told),
        link=packed(told.record),
        files=files(told),
    )


def scenario_slots(text: str) -> str:
    """Scenarios of one calculator side by side, for `{"slug": …, "scenarios": …}` as the record keeps them."""
    asked = json.loads(text)
    slug = asked["slug"]
    content = {"format": "decision-record", "version": 1, "scenarios": {slug: asked["scenarios"]}}
    try:
        kept = read_record(json.dumps(content)).scenarios.get(slug, ()) if slug in CLASSES else ()
    except RecordRefused as refused:
        return _html("record/refused.html", problem=str(refused))
    named = [(one.name, entry(slug, one.query)) for one in kept]
    return _html("record/scenarios.html", slug=slug, named=named, compared=scenarios_compared(named) if named else None)


def _html(name: str, **values: Any) -> str:
    """The HTML of one partial with its blank lines, which a text to carry off may hold."""
    return environment().get_template(name).render(values)
