"""What a page may call to let a reader put figures of their own in place of ours."""

from calculators.kit.strict import MOST_BYTES
from calculators.page.own import TITLES, row_texts
from calculators.page.render import template


def own_figures() -> str:
    """A field for each table, beginning with one row of ours as a comment, and all rows of ours to take over."""
    tables = []
    for name, title in TITLES.items():
        head, rows = row_texts(name)
        example = "".join(f"#{line}" for line in next(iter(rows.values())).splitlines(keepends=True))
        tables.append(
            (
                name,
                title,
                f"{head}# A row of yours goes here, such as this one without the signs in front:\n{example}",
                rows,
            )
        )
    return template("data/own_figures.html", tables=tables, most_bytes=MOST_BYTES)


MACROS = (own_figures,)
