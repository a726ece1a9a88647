"""How the answer of “memory” is told."""

from collections.abc import Iterator
from urllib.parse import urlencode

from calculators.bills import evaluating
from calculators.bills.assumed import other_ways
from calculators.bills.footprint import GB, GIB, OPTIMISER_BYTES
from calculators.bills.margins import reach
from calculators.bills.rentals import cheapest
from calculators.bills.ways import Way, by, questions, settled
from calculators.bills.words import beyond_context, how_often_enough, how_sure
from calculators.figures.tables import catalogue
from calculators.kit.chart import Bar, Stack
from calculators.kit.facts import Sourced
from calculators.kit.model import Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_number
from calculators.kit.query import query_of
from calculators.memory import SHAPE_FIELDS, Memory

SHARED = frozenset(
    {"open_model", "framework", "method", "sequence_length", "batch_size", "checkpointing", "lora_rank", "lora_targets",
     "lora_parameters", "layers", "gpus", "parameters"}
)  # fmt: skip
"""The answers that “training-run” asks for too, by the same names."""

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
    needed = case.gpus_needed(case.memory)
    words = "1 GPU" if needed == 1 else ""
    if needed is None:
        words = f"more {'hardly' if case.gpus_at_all(case.memory) else 'do not'} help; a larger card"
    figures = [
        *_totals(case),
        *(_total_of(case, way) for way in _others(case)),
        Figure(
            "free_gb",
            _in_way(case, "Left free"),
            (case.usable(case.memory) - case.total) / GB,
            "GB",
            help="It is missing." if case.total > case.memory else "Of what a program can have.",
        ),
        Figure(
            "most_gb", _each(case, "At worst"), case.most / GB, "GB", help="In any usual way; it must fit.", detail=True
        ),
        Figure("gpus_needed", "GPUs that hold the high end", needed, "GPUs", text=words),
        *(_in_use(case, *unit) for unit in (("tensors_gb", "GB", GB), ("tensors_gib", "GiB", GIB))),
        Figure(
            "states_gb", "Of that, whatever the text", held.states / GB, "GB", help="Weights, gradients, optimiser."
        ),
        *_line_figures(lines),
        Figure("parameters", "Parameters", case.all_parameters, "parameters"),
    ]
    if case.method != "inference":
        figures.append(Figure("learning_parameters", "Parameters that learn", case.learning, "parameters"))
    return Result(
        verdict=case.verdict,
        answer=_answer(case),
        why=_why(case, lines),
        notices=tuple(_notices(case)),
        figures=tuple(figures),
        working=tuple(_working(case)),
        chart=_chart(case, lines),
        table=_table(case),
        more_tables=(_ways(case),) if case.parted else (),
        asks=questions(case.ways) if case.parted else (),
        plan=tuple(_plan(case)),
        facts=tuple(_other_facts(case)),
    )


def _others(case: Memory) -> tuple[Way, ...]:
    """The usual ways but for the likeliest, where they part."""
    return case.ways[1:] if case.parted else ()


def _in_way(case: Memory, words: str) -> str:
    """A figure's name, with the way that it is of where the usual ways part."""
    return f"{words}: {case.ways[0].words}" if case.parted else words


def _totals(case: Memory) -> Iterator[Figure]:
    """What it takes in all, in both units; where the usual ways of what is not known part, in the likeliest."""
    told = "What the card shows as taken (reserved)."
    of = case.ways[0] if case.parted else case
    for key, words, unit, size in (("total_gb", "Memory", "GB", GB), ("total_gib", "Memory in GiB", "GiB", GIB)):
        beside = "" if unit == "GB" else "total_gb"
        name, low, high = _in_way(case, _each(case, words)), of.least / size, of.most / size
        yield Figure(key, name, case.total / size, unit, low, high, help=told, beside=beside)


def _total_of(case: Memory, way: Way) -> Figure:
    """What it takes in one of several ways."""
    name = "_".join(value.replace("-", "") for value in way.chosen.values())
    size = way.cases[0].total / GB
    return Figure(
        f"total_gb_{name}", f"{_each(case, 'Memory')}: {way.words}", size, "GB", way.least / GB, way.most / GB
    )


def _in_use(case: Memory, key: str, unit: str, size: int) -> Figure:
    """What is in use at the peak, in one unit."""
    held = case.footprint
    ways = case.ways[:1] if case.parted else case.ways
    cases = [one for way in ways for one in way.cases] or [case]
    low = min(reach(one, one.footprint, "low", alone=True) for one in cases)
    high = max(reach(one, one.footprint, "high", alone=True) for one in cases)
    words = _in_way(case, "In use at the peak" if unit == "GB" else "In use at the peak, in GiB")
    told = "By the formulas; what frameworks report as allocated."
    beside = "" if key == "tensors_gb" else "tensors_gb"
    return Figure(key, words, held.tensors / size, unit, low / size, high / size, help=told, beside=beside)


def _line_figures(lines: list[tuple[str, str, float]]) -> Iterator[Figure]:
    for key, words, size in lines:
        in_gib = say(size / GIB, "GiB")
        yield Figure(f"{key}_gb", words, size / GB, "GB", help="" if key in IN_GIB else in_gib)
        if key in IN_GIB:
            yield Figure(f"{key}_gib", f"{words} in GiB", size / GIB, "GiB", beside=f"{key}_gb")


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
    yield "activations", "Activations", held.activations + held.scores
    yield "logits", "Logits", held.logits


def _answer(case: Memory) -> str:
    words = f"{_not_measured(case)}{VERDICTS[case.verdict]}"
    card = f"{'an' if case.card.name[0] in 'AHLR' else 'a'} {case.card.name}" if case.card else "your GPU"
    each = "" if case.gpus == 1 else f" on each of {case.gpus:,} GPUs"
    room = f"{card} has {both(case.memory)}, of which a program can have {gigabytes(case.usable(case.memory))}"
    if case.parted:
        question = questions(case.ways)[0]
        of_each = case.ways if len(case.ways) <= SHOWN_WAYS else by(case.ways, question)
        first, *rest = (f"with {way.words}{{}} {_range(way.least, way.most)}" for way in of_each)
        told = "; ".join([first.format(f" it takes{each}"), *(one.format("") for one in rest)])
        asked = [f"“{case.inputs()[name].label}”" for name in questions(case.ways)]
        these = f"{', '.join(asked[:-1])} and {asked[-1]} are" if len(asked) > 1 else f"{asked[0]} is"
        same = ", whatever the answer" if case.verdict != "perhaps" else ""
        return f"{words}{same}; {these} not known yet: {told}. {room[0].upper()}{room[1:]}."
    return f"{words}: it takes about {gigabytes(case.total)}{each} ({_range(case.least, case.most)}), and {room}."


def _not_measured(case: Memory) -> str:
    """That nobody's training of such a kind of model was measured; nothing where one was, or where it only answers."""
    kinds = {"linear attention": case.shape.recurrent, "latent attention (MLA)": case.shape.latent}
    kind = next((words for words, has in kinds.items() if has), "")
    if case.method == "inference" or not kind:
        return ""
    return (
        f"No figure is known: no measured training of a model with {kind} is known here, the nearest are models "
        "without it. By the formulas alone: "
    )


SHOWN_WAYS = 4
"""So many ways stand in the answer; of more only the question that parts them most."""

VERDICTS = {"fits": "It fits", "likely": "It should fit", "perhaps": "It may fit or not", "no": "It does not fit"}


def _range(least: float, most: float) -> str:
    return f"{say_number(least / GB)} to {gigabytes(most)}"


def _why(case: Memory, lines: list[tuple[str, str, float]]) -> str:
    largest = sorted(lines, key=lambda line: -line[2])[:3]
    parts = ", ".join(f"{words.lower().replace('kv', 'KV')} {gigabytes(size)}" for _, words, size in largest if size)
    needed = case.gpus_needed(case.memory)
    enough = "" if case.method == "inference" else f" {how_often_enough()}"
    if needed is None:
        held = case.at_worst.whole
        text = held.kv_cache if case.method == "inference" else held.activations + held.scores + held.logits
        many = case.gpus_at_all(case.memory)
        help_so = f"hardly help, it takes {many:,} of them" if many else "do not help"
        then = (
            f"More such GPUs {help_so}: {gigabytes(text)} is what the text leaves behind, and each of them holds "
            "its own. Take a larger card, a shorter text, or fewer sequences at once."
        )
    elif needed == 1:
        then = f"The whole range fits on one such GPU.{enough}"
    else:
        then = f"For the whole range to fit it takes {needed:,} such GPUs with everything shared out.{enough}"
    if case.parted:
        if needed != 1:
            worst = max(case.ways, key=lambda way: way.most)
            then = f"At worst, with {worst.words}: {then[0].lower()}{then[1:]}"
        return (
            f"Line by line below is the likeliest way, with {case.ways[0].words}: {parts} are its largest parts. {then}"
        )
    return f"The largest parts are {parts}. {then}"


def _notices(case: Memory) -> Iterator[str]:
    for other in other_ways(case):
        yield f"{other.words} “{other.label}” decides."
    if case.left_open and not case.parted:
        names = [f"“{case.inputs()[name].label}”" for name in case.left_open]
        yield f"Not known: {', '.join(names)}. The range holds every usual way."
    yield from _close(case)
    if case.verdict == "perhaps" and case.parted:
        yield _first(case.at_worst)
    elif case.verdict == "perhaps":
        yield (
            f"{_first(case)} Between the ends of the range only a try decides: run a few steps with your longest "
            "examples."
        )
    if case.card and case.card.has_bf16 is False and case.method != "inference":
        yield f"{case.card.name} has no BF16: training there takes FP16, with care for overflow."
    yield from beyond_context(case.model, case.sequence_length)
    if case.heads % case.kv_heads:
        yield "Heads should be a multiple of the heads for keys and values; no model is built like this."
    if case.parameters and abs(case.scale - 1) > 0.02:
        yield (
            f"The shape adds up to {say_number(case.shape.parameters)} parameters; all parts are scaled to your "
            f"{say_number(case.parameters)}."
        )
    experts = case.scale * case.shape.expert_parameters
    if experts and case.quantised:
        more = experts * (2 - (case.quantised_bits or 0) / 8)
        yield (
            "bitsandbytes does not quantise experts that are kept as one fused tensor a layer, as Transformers 5 keeps "
            f"them: they then stay in 16 bits and take {gigabytes(more)} more. Watch what your tool says at the start."
        )
    if experts and case.adapters and case.lora_parameters is None and case.lora_targets in ("all", "block"):
        yield (
            "LoRA is counted beside every expert. PEFT’s “all linear layers” leaves fused experts out: choose the "
            "attention alone, or name them as target_parameters."
        )
    if case.wide_norms and "embedding_bits" not in case.left_open:
        yield (
            "Embeddings and norms are taken to be in 32 bits, as prepare_model_for_kbit_training makes them; what the "
            "text leaves is then twice as large. TRL since November 2025 and several other tools keep 16 bits."
        )
    if "spread" not in case.unused and case.spread == "no":
        yield (
            "Each GPU is taken to hold all 4-bit weights: they are shared out only where they are stored in a 16-bit "
            "type (bnb_4bit_quant_storage), as FSDP with QLoRA asks for. If yours are, say so under "
            f"“{case.inputs()['spread'].label}”."
        )
    if case.method != "inference":
        yield how_sure("memory/first-asked")
    if case.method == "inference" and case.shape.recurrent:
        yield "Layers of linear attention keep a state of fixed size; it is counted in the KV cache."


def _close(case: Memory) -> Iterator[str]:
    """What the range does not hold where it decides: an evaluation, the host's memory, what few runs take beyond."""
    if case.verdict not in ("fits", "likely"):
        return
    if case.evaluated > case.usable(case.memory):
        yield (
            f"An evaluation in between may not fit: Transformers takes {evaluating.at_once(case)} sequences at once "
            f"unless you say otherwise, and their scores alone are {gigabytes(evaluating.scores(case))}. Set "
            f"per_device_eval_batch_size to {case.batch_size:,}, or evaluate afterwards."
        )
    if case.waiting:
        yield (
            f"The memory of the host must hold {gigabytes(case.waiting)} beside it; whether it does is not asked here, "
            "and a run that was said to fit may have ended for want of it."
        )
    beyond = catalogue().rules["memory/beyond"].figure or 0
    if case.method != "inference" and case.most * (1 + beyond) > case.usable(case.memory):
        yield (
            f"Little is left above the range. Of published runs a few took up to {100 * beyond:.0f} % more than its "
            "high end: run a few steps with your longest examples first."
        )


def _first(case: Memory) -> str:
    """What to change first where it may not fit, by what takes most and can be changed."""
    if case.method == "inference":
        return "It may not fit: answer fewer requests at once, or shorter ones, first."
    held, kept = case.footprint, case.kept
    text = held.activations + held.scores + held.logits
    if kept.checkpointing == "off":
        return "It may not fit: turn checkpointing on first."
    if held.scores > held.states / 2:
        return "It may not fit: choose FlashAttention or another fused kernel first."
    if held.logits > text / 2 and settled(case, "loss") != "chunked":
        return "It may not fit: take a loss in chunks or a fused one (Liger, Cut Cross-Entropy) first."
    if text > held.states / 2 and case.batch_size > 1:
        return "It may not fit: take fewer sequences at once first, and add up gradients."
    if text > held.states / 2:
        return "It may not fit: shorten the sequences first."
    if case.method == "full":
        return "It may not fit: take LoRA, or an optimiser with fewer bytes a parameter, first."
    if case.method == "lora":
        return "It may not fit: load the model in 4 bits (QLoRA) first."
    return "It may not fit: take fewer or shorter sequences at once first."


def _plan(case: Memory) -> Iterator[PlanStep]:
    """What the run costs, with the same answers, on the same card where it can be rented."""
    if case.method == "inference":
        return
    given = [name for name in case.inputs() if name in case.given and name in SHARED]
    length = f", with sequences of {say(case.sequence_length, 'tokens')}" if "sequence_length" in given else ""
    rent = cheapest(case.gpu, case.gpus)
    place = f", on {rent[1].name}" if rent else ""
    yield PlanStep(
        "Next",
        "What it costs",
        "Hours and money of this training on GPUs, rented or your own, all tries together. It asks how many examples "
        "there are, and how long each is.",
        f"Training on GPUs{place}{length}",
        "training-run",
        "&".join(filter(None, [query_of(case, given), rent and urlencode({"rental": rent[1].key})])),
    )


def _working(case: Memory) -> Iterator[Step]:
    held, shape = case.footprint, case.shape
    of_weight, of_gradient, of_optimiser = OPTIMISER_BYTES[settled(case, "optimiser")]
    shared = f" / {case.gpus:,} GPUs" if case.gpus > 1 else ""
    everything = shared if case.sharding in ("all", "zero3") else ""
    if "spread" not in case.unused and case.spread == "no":
        everything = ""
    if case.method == "full":
        weights = f"{say_number(case.all_parameters)} × {of_weight} bytes"
    elif case.quantised_bits is not None:
        linear = shape.linear_parameters + (shape.head_parameters if case.quantised_head == "yes" else 0)
        rest = shape.parameters - linear
        plain = 4 if case.wide_norms else 2
        weights = f"{say_number(linear)} × {say_number(case.quantised_bits)} bits + {say_number(rest)} × {plain} bytes"
    else:
        weights = (
            f"{say_number(case.all_parameters)} × {4 if settled(case, 'precision') in ('32', '32-mixed') else 2} bytes"
        )
    if case.adapters:
        weights += f" + {say_number(case.adapters)} of LoRA × {of_weight} bytes"
    yield Step("Weights", f"({weights}){everything}" if everything else weights, held.weights / GB, "GB")
    tokens = f"{say_number(case.sequence_length)} × {say_number(case.batch_size)} tokens"
    if case.method == "inference":
        parts = round(case.whole.kv_cache / held.kv_cache) if held.kv_cache else 1
        by = f" / {parts} GPUs" if parts > 1 else ""
        yield Step("KV cache", f"{_cache(case)}{by}", held.kv_cache / GB, "GB")
    else:
        learning = say_number(case.learning)
        by = shared if case.sharding in ("all", "zero3", "gradients") else ""
        yield Step("Gradients", f"{learning} × {of_gradient} bytes{by}", held.gradients / GB, "GB")
        by = shared if case.sharding != "none" else ""
        yield Step("Optimiser", f"{learning} × {of_optimiser} bytes{by}", held.optimiser / GB, "GB")
        if held.gathered:
            ahead = (
                "parameters gathered ahead, and buckets"
                if case.sharding == "zero3"
                else f"2 × {both(case.layer_bytes)}, embeddings and head"
            )
            yield Step("Layers gathered", ahead, held.gathered / GB, "GB")
        each = held.activations / (case.sequence_length * case.batch_size)
        kind = {
            "on": "inputs of all layers and one layer whole",
            "offloaded": "inputs of two layers and one layer whole",
            "selective": "a part of all layers and one layer whole",
            "off": "all layers",
        }[case.kept.checkpointing]
        yield Step("Activations", f"{tokens} × {say_number(each)} bytes: {kind}", held.activations / GB, "GB")
        if held.scores:
            pairs = case.sequence_length**2 * case.batch_size
            each = held.scores / (case.heads * pairs)
            scores = f"{say_number(case.heads)} heads × {say_number(pairs)} pairs of tokens × {say_number(each)} bytes"
            yield Step("Attention scores", scores, held.scores / GB, "GB")
        wide = "units wide, in chunks" if settled(case, "loss") == "chunked" else "of the vocabulary"
        logits = f"{tokens} × {say_number(case.loss_width)} {wide} × {say_number(case.logit_bytes)} bytes"
        yield Step("Logits", logits, held.logits / GB, "GB")
    missed = f" × (1 + {say(case.margin, '%')})" if case.margin else ""
    in_use = f"{gigabytes(held.tensors)}{missed}"
    if case.text_held > 1:
        text = gigabytes(held.activations + held.logits)
        in_use = f"({in_use} + {say_number(case.text_held - 1)} × {text} held for other lengths)"
    yield Step(
        "In all",
        f"{in_use} × (1 + {say(case.held, '%')} held) + {say(case.overhead, 'GB')} overhead",
        case.total / GB,
        "GB",
    )


def _cache(case: Memory) -> str:
    """What the cache of all sequences is reckoned from."""
    shape, of_each = case.shape, f"{say_number(case.kv_bytes)} bytes"
    tokens = f"{say_number(case.sequence_length)} × {say_number(case.batch_size)} tokens"
    parts = []
    if shape.latent:
        parts.append(f"{shape.full_layers} layers × ({shape.latent.kv_rank} + {shape.latent.rope_dim})")
    elif shape.full_layers:
        parts.append(f"2 × {shape.full_layers} layers × {shape.kv_heads} heads × {shape.head_dim}")
    reckoned = [f"{part} × {of_each} × {tokens}" for part in parts]
    if shape.windows:
        heads, size = shape.windows.kv_heads or shape.kv_heads, shape.windows.head_dim or shape.head_dim
        seen = say_number(min(case.sequence_length, shape.windows.window))
        window = f"2 × {shape.windows.layers} layers × {heads} heads × {size} × {of_each}"
        reckoned.append(f"{window} × {seen} × {say_number(case.batch_size)} tokens")
    if shape.recurrent:
        state = f"{shape.recurrent.layers} layers × {say_number(shape.recurrent.state_bytes)} bytes"
        reckoned.append(f"{state} × {say_number(case.batch_size)} sequences")
    return " + ".join(reckoned)


def _chart(case: Memory, lines: list[tuple[str, str, float]]) -> Stack:
    """Where the memory goes."""
    beside = case.total - case.footprint.tensors
    parts = [(words, size / GB) for _, words, size in lines]
    parts.append(("Overhead and what formulas miss", beside / GB))
    return Stack(
        title="Where the memory goes" if case.gpus == 1 else "Where the memory of each GPU goes",
        summary=f"{_answer(case)} {_why(case, lines)}",
        unit="GB",
        bars=tuple(Bar(words, size) for words, size in parts),
        whole=Bar(
            "In all", case.total / GB, None if case.parted else case.least / GB, None if case.parted else case.most / GB
        ),
        room=Bar("Memory of the GPU", case.gpu_memory),
    )


def _table(case: Memory) -> Table:
    """Every GPU of the data: whether one is enough and how many are, the cheapest first."""
    alone = case.variant("gpus", 1)
    found = []
    for key, card in catalogue().gpus.items():
        memory = float(card.memory_bytes)
        needed = case.gpus_needed(memory)
        rent = cheapest(key, needed) if needed else None
        on_one = case.verdicts[alone.verdict_on(memory)]
        order = (needed is None, rent is None, rent[0] if rent else 0.0, needed or 0)
        price = f"{say(rent[0], 'USD/h')} at {rent[1].provider}" if rent else "no price known" if needed else "none"
        count = "a larger card" if needed is None else f"{needed:,}"
        found.append((order, (card.name, both(memory), on_one, count, price)))
    return Table(
        title="On which GPUs it fits",
        heads=("GPU", "Memory", "On one", "For the whole range", "Cheapest rental"),
        rows=tuple(row for _, row in sorted(found, key=lambda one: one[0])),
        note="“For the whole range”: so many that even its upper end fits, with everything shared out; “a "
        "larger card” where more hardly help. Rentals on demand or by the second, not spot; the price is for all that "
        "must be rented.",
    )


def _ways(case: Memory) -> Table:
    """What it takes in each usual way of what is not known."""
    asked = questions(case.ways)
    heads = tuple(case.inputs()[name].label for name in asked)
    rows = tuple(
        (
            *(case.inputs()[name].say(way.chosen[name]) for name in asked),
            _range(way.least, way.most),
            case.verdicts[max((one.verdict for one in way.cases), key=list(VERDICTS).index)],
        )
        for way in case.ways
    )
    note = "Only what parts the range is listed; all else that is not known lies within each."
    return Table("In each usual way", (*heads, "Memory", "On this GPU"), rows, note)


def _other_facts(case: Memory) -> Iterator[Sourced]:
    if case.model and not case.given & SHAPE_FIELDS and case.parameters is None:
        yield case.model.parameter_count
