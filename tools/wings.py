"""Prints the wings of the house as text, the ground first: `python -m tools.wings`."""

from collections.abc import Iterator

from calculators.macros.wings import Wing, house


def lines(found: tuple[Wing, ...]) -> Iterator[str]:
    """A line for each wing: its name, its lines, whom it imports, how often."""
    width = max(len(one.name) for one in found)
    yield f"{'wing':{width}}  lines  imports"
    for one in found:
        named = ", ".join(f"{name} {count}" for name, count in one.imports.items())
        yield f"{one.name:{width}}  {one.lines:5,}  {named or 'nothing of ours'}"


def main() -> None:
    """Print them."""
    print("\n".join(lines(house())))


if __name__ == "__main__":
    main()
