"""How the answer of “memory” is told."""

from collections.abc import Iterator

from calculators.bills.footprint import GB, GIB, OPTIMISER_BYTES
from calculators.bills.rentals import cheapest
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Bars
from calculators.kit.facts import Sourced
from calculators.kit.model import Figure, Result, Step, Table
from calculators.kit.numbers import say, say_number
from calculators.memory import LOGIT_BYTES, MOST_GPUS, SHAPE_FIELDS, Memory, verdict

IN_GIB = frozenset({"weights", "activations", "kv_cache"})
"""The lines that are given in GiB too, as figures of their own."""


def gigabytes(size: float) -> str:
    """Bytes to read, in GB."""
    return say(size / GB, "GB")


def both(size: float) -> str:
    """Bytes to read, in GB and in GiB."""
    return f"{say(size / GB, 'GB')} ({say(size / GIB, 'GiB')})"


def told(case: Memory) -> Result:
    held = case.footprint
    lines = list(_lines(case))
    figures = [
        Figure("total_gb", _each(case, "Memory"), case.total / GB, "GB", case.least / GB, case.most / GB),
        Figure("total_gib", _each(case, "Memory in GiB"), case.total / GIB, "GiB", case.least / GIB, case.most / GIB),
        Figure(
            "free_gb",
            "Left free",
            (case.memory - case.total) / GB,
            "GB",
            help="It is missing." if case.total > case.memory else "",
        ),
        Figure(
            "tensors_gb", "By the formulas alone", held.tensors / GB, "GB", help="What frameworks report as allocated."
        ),
        Figure("tensors_gib", "By the formulas alone, in GiB", held.tensors / GIB, "GiB"),
        Figure(
            "states_gb", "Of that, whatever the text", held.states / GB, "GB", help="Weights, gradients, optimiser."
        ),
        *_line_figures(lines),
        Figure("parameters", "Parameters", case.all_parameters, "parameters"),
    ]
    if case.method != "inference":
        figures.append(Figure("learning_parameters", "Parameters that learn", case.learning, "parameters"))
    needed = case.gpus_needed(case.memory)
    words = f"more than {MOST_GPUS:,}, or no number" if needed is None else "1 GPU" if needed == 1 else ""
    figures.append(Figure("gpus_needed", "GPUs needed to be sure", needed, "GPUs", text=words))
    return Result(
        verdict=case.verdict,
        answer=_answer(case),
        why=_why(case, lines),
        notices=tuple(_notices(case)),
        figures=tuple(figures),
        working=tuple(_working(case)),
        chart=_chart(case, lines),
        table=_table(case),
        facts=tuple(_other_facts(case)),
    )


def _line_figures(lines: list[tuple[str, str, float]]) -> Iterator[Figure]:
    for key, words, size in lines:
        in_gib = say(size / GIB, "GiB")
        yield Figure(f"{key}_gb", words, size / GB, "GB", help="" if key in IN_GIB else in_gib)
        if key in IN_GIB:
            yield Figure(f"{key}_gib", f"{words} in GiB", size / GIB, "GiB")


def _each(case: Memory, words: str) -> str:
    return words if case.gpus == 1 else f"{words}, on each GPU"


def _lines(case: Memory) -> Iterator[tuple[str, str, float]]:
    """The lines that play a part: key, words, bytes."""
    held = case.footprint
    yield "weights", "Weights", held.weights
    if case.method == "inference":
        yield "kv_cache", "KV cache", held.kv_cache
        return
    yield "gradients", "Gradients", held.gradients
    yield "optimiser", "Optimiser", held.optimiser
    if held.gathered:
        yield "gathered", "Layers gathered for the work", held.gathered
    yield "activations", "Activations", held.activations
    if case.chunked_loss == "no":
        yield "logits", "Logits", held.logits


def _answer(case: Memory) -> str:
    words = {"fits": "It fits", "perhaps": "It may fit or not", "no": "It does not fit"}[case.verdict]
    card = f"{'an' if case.card.name[0] in 'AHLR' else 'a'} {case.card.name}" if case.card else "your GPU"
    each = "" if case.gpus == 1 else f" on each of {case.gpus:,} GPUs"
    return (
        f"{words}: it takes about {gigabytes(case.total)}{each} ({say_number(case.least / GB)} to "
        f"{gigabytes(case.most)}), and {card} has {both(case.memory)}."
    )


def _why(case: Memory, lines: list[tuple[str, str, float]]) -> str:
    largest = sorted(lines, key=lambda line: -line[2])[:3]
    parts = ", ".join(f"{words.lower().replace('kv', 'KV')} {gigabytes(size)}" for _, words, size in largest if size)
    needed = case.gpus_needed(case.memory)
    if needed is None:
        then = "No number of such GPUs is enough: what the text leaves behind is on each of them. Shorten or share it."
    elif needed == 1:
        then = "One such GPU is enough, whatever the range."
    else:
        then = f"To be sure it takes {needed:,} such GPUs with everything shared out."
    return f"The largest parts are {parts}. {then}"


def _notices(case: Memory) -> Iterator[str]:
    if case.verdict == "perhaps":
        yield "Between the ends of the range only a try decides: run a few steps with your longest examples."
    if case.card and case.card.has_bf16 is False and case.method != "inference":
        yield f"{case.card.name} has no BF16: training there takes FP16, with care for overflow."
    if case.heads % case.kv_heads:
        yield "Heads should be a multiple of the heads for keys and values; no model is built like this."
    if case.parameters and abs(case.scale - 1) > 0.02:
        yield (
            f"The shape adds up to {say_number(case.shape.parameters)} parameters; all parts are scaled to your "
            f"{say_number(case.parameters)}."
        )
    if case.method in ("lora", "qlora") and case.lora_targets != "all":
        yield "Activations are counted as in full training; with LoRA on few matrices some of them are not kept."


def _working(case: Memory) -> Iterator[Step]:
    held, shape = case.footprint, case.shape
    of_weight, of_gradient, of_optimiser = OPTIMISER_BYTES[case.optimiser]
    shared = f" / {case.gpus:,} GPUs" if case.gpus > 1 else ""
    everything = shared if case.sharding == "all" else ""
    if case.method == "full":
        weights = f"{say_number(case.all_parameters)} × {of_weight} bytes"
    elif case.quantised_bits is not None:
        linear = shape.linear_parameters + (shape.head_parameters if case.quantised_head == "yes" else 0)
        rest = shape.parameters - linear
        weights = f"{say_number(linear)} × {say_number(case.quantised_bits)} bits + {say_number(rest)} × 2 bytes"
    else:
        weights = f"{say_number(case.all_parameters)} × {4 if case.precision == '32' else 2} bytes"
    if case.adapters:
        weights += f" + {say_number(case.adapters)} of LoRA × {of_weight} bytes"
    yield Step("Weights", f"({weights}){everything}" if everything else weights, held.weights / GB, "GB")
    tokens = f"{say_number(case.sequence_length)} × {say_number(case.batch_size)} tokens"
    if case.method == "inference":
        values = f"2 × {shape.layers} layers × {shape.kv_heads} heads × {shape.head_dim}"
        cache = f"{values} × {say_number(case.kv_bytes)} bytes"
        parts = min(case.gpus, case.kv_heads) if case.sharding == "all" else 1
        by = f" / {parts} GPUs" if parts > 1 else ""
        yield Step("KV cache", f"{cache} × {tokens}{by}", held.kv_cache / GB, "GB")
    else:
        learning = say_number(case.learning)
        by = shared if case.sharding in ("all", "gradients") else ""
        yield Step("Gradients", f"{learning} × {of_gradient} bytes{by}", held.gradients / GB, "GB")
        by = shared if case.sharding != "none" else ""
        yield Step("Optimiser", f"{learning} × {of_optimiser} bytes{by}", held.optimiser / GB, "GB")
        if held.gathered:
            yield Step("Layers gathered", f"2 × {both(case.layer_bytes)}", held.gathered / GB, "GB")
        each = held.activations / (case.sequence_length * case.batch_size)
        kind = "inputs of all layers and one layer whole" if case.checkpointing == "on" else "all layers"
        yield Step("Activations", f"{tokens} × {say_number(each)} bytes: {kind}", held.activations / GB, "GB")
        if case.chunked_loss == "no":
            logits = f"{tokens} × {say_number(shape.vocab)} of the vocabulary × {LOGIT_BYTES} bytes"
            yield Step("Logits", logits, held.logits / GB, "GB")
    yield Step(
        "In all",
        f"{gigabytes(held.tensors)} × (1 + {say(case.margin, '%')}) + {say(case.overhead, 'GB')} overhead",
        case.total / GB,
        "GB",
    )


def _chart(case: Memory, lines: list[tuple[str, str, float]]) -> Bars:
    """Where the memory goes."""
    beside = case.total - case.footprint.tensors
    parts = [(words, size / GB) for _, words, size in lines]
    parts.append(("Overhead and what formulas miss", beside / GB))
    bars = [Bar(words, size) for words, size in parts]
    bars.append(Bar("In all", case.total / GB, case.least / GB, case.most / GB))
    bars.append(Bar("Memory of the GPU", case.gpu_memory))
    return Bars(
        title="Where the memory goes" if case.gpus == 1 else "Where the memory of each GPU goes",
        summary=f"{_answer(case)} {_why(case, lines)}",
        unit="GB",
        bars=tuple(bars),
    )


def _table(case: Memory) -> Table:
    """Every GPU of the data: whether one is enough and how many are, the cheapest first."""
    least = case.best(case.whole)
    found = []
    for key, card in catalogue().gpus.items():
        memory = float(card.memory_bytes)
        needed = case.gpus_needed(memory)
        rent = cheapest(key, needed) if needed else None
        alone = case.verdicts[verdict(least, case.worst(case.whole), memory)]
        order = (needed is None, rent is None, rent[0] if rent else 0.0, needed or 0)
        price = f"{say(rent[0], 'USD/h')} at {rent[1]}" if rent else "no price known" if needed else "none"
        count = "no number is enough" if needed is None else f"{needed:,}"
        found.append((order, (card.name, both(memory), alone, count, price)))
    return Table(
        title="On which GPUs it fits",
        heads=("GPU", "Memory", "On one", "To be sure", "Cheapest rental"),
        rows=tuple(row for _, row in sorted(found, key=lambda one: one[0])),
        note="“To be sure”: so many that even the upper end of the range fits, with everything shared out. Rentals "
        "on demand or by the second, not spot; the price is for all that must be rented.",
    )


def _other_facts(case: Memory) -> Iterator[Sourced]:
    if case.model and not case.given & SHAPE_FIELDS and case.parameters is None:
        yield case.model.parameter_count
