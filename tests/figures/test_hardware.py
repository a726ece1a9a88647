"""What GPUs can do, what they cost: the expected figures are the sources', typed in by hand."""

from datetime import date

import pytest

from calculators.figures.tables import catalogue
from calculators.kit.facts import Fact

GPUS, PRICES, USE = catalogue().gpus, catalogue().gpu_prices, catalogue().utilisation

DENSE = {
    "b300-sxm": 2250,
    "b200-sxm": 2250,
    "h200-sxm": 989,
    "h100-sxm": 989,
    "h100-pcie": 756,
    "a100-sxm-80gb": 312,
    "a100-sxm-40gb": 312,
    "a100-pcie-80gb": 312,
    "l40s": 362,
    "l4": 121,
    "a10g": 70,
    "rtx-a6000": 154.8,
    "rtx-4090": 165.2,
    "t4": 65,
    "v100-sxm-32gb": 125,
    "gb200": 2500,
    "rtx-pro-6000": 503.8,
    "rtx-5090": 209.5,
    "h100-nvl": 835,
    "h20": 148,
    "a100-pcie-40gb": 312,
    "l40": 181.05,
    "a40": 149.7,
    "rtx-6000-ada": 364,
    "rtx-3090": 71,
    "mi300x": 1307.4,
    "mi325x": 1307.4,
    "mi355x": 2500,
}
MISLEADING = {
    "h200-sxm": 2000,
    "h100-sxm": 1979,
    "a10g": 125,
    "rtx-4090": 82.6,
    "l4": 242,
    "a100-sxm-80gb": 624,
    "l40": 362,
    "rtx-3090": 142,
    "gb200": 5000,
    "h100-nvl": 1671,
    "mi300x": 2615,
}


@pytest.mark.parametrize("key", DENSE)
def test_the_peak_is_the_dense_one(key: str) -> None:
    assert GPUS[key].bf16_tflops == DENSE[key]


@pytest.mark.parametrize("key", MISLEADING)
def test_a_figure_that_other_lists_give_is_named_and_not_used(key: str) -> None:
    gpu = GPUS[key]
    assert gpu.bf16_tflops != MISLEADING[key]
    assert f"{MISLEADING[key]:,}" in (gpu.peak_trap or "")


def test_a_card_without_bf16_says_so() -> None:
    assert [key for key, gpu in GPUS.items() if not gpu.has_bf16] == ["t4", "v100-sxm-32gb", "v100-sxm-16gb"]
    peak = GPUS["t4"].bf16_tflops
    assert peak is not None
    assert peak.name == "T4, dense FP16 peak"


def test_gb_mean_what_the_vendor_means_by_them() -> None:
    h100, b300, b200 = GPUS["h100-sxm"], GPUS["b300-sxm"], GPUS["b200-sxm"]
    assert h100.memory_bytes == 81559 * 1024 * 1024
    assert h100.memory_gib == pytest.approx(79.65, abs=0.005)
    assert h100.memory_gb == pytest.approx(85.52, abs=0.005)
    assert b300.memory_gb == pytest.approx(288.4, abs=0.05)
    assert b200.memory_gib == pytest.approx(179.06, abs=0.005)
    assert b200.memory_gb == pytest.approx(192.3, abs=0.05)
    assert (h100.memory_gb.unit, h100.memory_gib.unit) == ("GB", "GiB")
    # Where no reading of the driver was seen, what is sold is taken.
    assert GPUS["h100-pcie"].memory_bytes == 80 * 2**30


@pytest.mark.parametrize("key", GPUS)
def test_what_the_driver_shows_is_near_what_is_sold(key: str) -> None:
    gpu = GPUS[key]
    sold = gpu.memory.sold * {"GB": 1e9, "GiB": 2**30}[gpu.memory.means]
    assert 0.93 * sold <= gpu.memory_bytes <= 1.003 * sold


def test_each_figure_of_a_card_has_its_own_source() -> None:
    l4 = GPUS["l4"]
    assert l4.bf16_tflops is not None
    assert l4.memory_bandwidth is not None
    assert (l4.bf16_tflops.source, l4.bf16_tflops.confidence) == ("lightning-throughput", "medium")
    assert (l4.memory_bandwidth.source, l4.memory_bandwidth.confidence) == ("bandwidth-tables", "medium")
    assert (l4.memory_bytes.source, l4.memory_bytes.unit) == ("nvidia-smi-readings", "bytes")
    assert GPUS["a10"].memory_bandwidth == 600


HOURLY = {
    "lambda/h100-sxm": 3.99,
    "lambda/h100-sxm-single": 4.29,
    "lambda/a10": 1.29,
    "lambda/a100-sxm-40gb": 1.99,
    "runpod/a100-pcie-80gb": 1.79,
    "runpod/rtx-4090": 0.74,
    "runpod/h100-sxm": 3.99,
    "nebius/h100-sxm": 4.5,
    "nebius/h200-sxm": 5.4,
    "nebius/b200-sxm": 8.5,
    "hyperstack/rtx-pro-6000": 1.85,
    "coreweave/gb200": 10.5,
    "crusoe/mi300x": 3.45,
    "modal/a100-sxm-80gb": 2.4984,
    "replicate/a100-sxm-80gb": 5.04,
    "aws/a10g": 2.036,
    "fireworks/h100": 8,
    "together/h100": 5.49,
}


@pytest.mark.parametrize("key", HOURLY)
def test_an_hour_costs_what_the_provider_lists(key: str) -> None:
    assert PRICES[key].per_hour == HOURLY[key]
    assert PRICES[key].per_hour.unit == "USD/h"


@pytest.mark.parametrize("key", PRICES)
def test_a_price_knows_its_card(key: str) -> None:
    price = PRICES[key]
    assert price.card is GPUS[price.gpu]
    assert key.startswith(f"{price.provider.lower()}/")
    assert price.name == f"{price.listed_as} at {price.provider}"
    assert price.card.name.split()[0] in price.listed_as
    # A list that names no form is taken for one; a list that does is believed.
    assert not (price.form_assumed and ("SXM" in price.listed_as or "PCIe" in price.listed_as))


def test_spot_is_cheaper_than_on_demand() -> None:
    pairs = [
        key.removesuffix("-spot") for key in PRICES if key.endswith("-spot") and key.removesuffix("-spot") in PRICES
    ]
    assert len(pairs) > 3
    for key in pairs:
        assert PRICES[f"{key}-spot"].per_hour < PRICES[key].per_hour
        assert PRICES[f"{key}-spot"].kind == "spot"


def test_a_node_of_eight_costs_what_is_listed_for_it() -> None:
    nodes = {
        "lambda/h100-sxm": 31.92,
        "lambda/v100-sxm-16gb": 6.32,
        "lambda/a100-sxm-80gb": 22.32,
        "coreweave/h100-sxm": 49.24,
        "coreweave/h200-sxm": 50.44,
        "coreweave/b200-sxm": 68.80,
        "coreweave/h100-sxm-spot": 19.71,
        "coreweave/l40s": 18.00,
        "aws/a10g": 16.288,
        "aws/a100-sxm-40gb": 21.958,
        "aws/a100-sxm-80gb": 27.447,
        "aws/h100-sxm": 55.04,
        "aws/h200-sxm": 63.296,
    }
    assert {key for key, price in PRICES.items() if price.least_gpus == 8} > set(nodes)
    for key, usd in nodes.items():
        assert PRICES[key].per_hour * 8 == pytest.approx(usd, abs=0.003)


def test_doubts_go_along_with_a_price() -> None:
    market = PRICES["vast/h100-sxm"].per_hour
    assert market.confidence == "low"
    assert "twelve days before it was 6.15" in market.note
    assert not any(price.disagrees for price in PRICES.values() if price.confidence == "high")
    assert "tell the form" in PRICES["modal/h100-sxm"].per_hour.note
    assert PRICES["lambda/h100-sxm"].per_hour.name == "H100 SXM 80GB at Lambda, on demand"


def test_a_price_that_holds_no_longer_has_a_later_one_or_is_no_longer_sold() -> None:
    old = {key for key, price in PRICES.items() if price.stage == "historical"}
    assert old == {
        "fireworks/a100-80gb-2025", "fireworks/h100-2025", "together/h100-2026",
        "nebius/h100-sxm-spot", "nebius/h200-sxm-spot",
    }  # fmt: skip
    assert PRICES["fireworks/h100"].as_of > PRICES["fireworks/h100-2025"].as_of
    assert PRICES["together/h100"].as_of > PRICES["together/h100-2026"].as_of


def test_dedicated_prices_are_those_of_the_tuning_offers() -> None:
    offers = catalogue().tuning_offers
    for key, offer in (
        ("fireworks/h100", "fireworks/up-to-16b-lora-sft"),
        ("together/h100", "together/up-to-16b-lora-sft"),
    ):
        assert PRICES[key].per_hour == offers[offer].hosting_per_hour


def test_the_use_of_a_gpu_is_a_range_with_a_figure_to_start_from() -> None:
    for row in USE.values():
        if row.usual is not None:
            assert row.lowest < row.usual < row.highest <= 1.8 * row.lowest
    assert USE["ampere/published-hours"].usual is None


@pytest.mark.parametrize("software", ["plain", "tuned"])
def test_every_nvidia_gpu_has_a_use_for_either_kind_of_software(software: str) -> None:
    rows = [row for row in USE.values() if row.software == software and not row.mixture and row.expected is not None]
    cards = {gpu for row in rows for gpu in row.gpus}
    assert cards >= {gpu for gpu in GPUS if not gpu.startswith("mi")}


def test_a_figure_of_our_choice_is_never_called_sure() -> None:
    for row in USE.values():
        if row.usual is not None:
            assert isinstance(row.usual, Fact)
            assert row.usual.confidence != "high"
            assert row.usual.as_of >= date(2026, 11, 22)


def test_measured_runs_lie_within_the_range_and_agree_with_their_own_throughput() -> None:
    peak = {"hopper/tuned": 989.5e12, "ampere/tuned": 312e12}
    depth = {"MPT 7B": (32, 4096), "MPT 13B": (40, 5120), "MPT 30B": (48, 7168), "MPT 70B": (80, 8192)}
    for key, flops in peak.items():
        for run in USE[key].measured:
            worked = run.utilisation * (4 / 3 if run.checkpointing else 1)  # recomputation counted, as the range is
            assert USE[key].low < worked < 1.2 * USE[key].high
            layers, width = depth[run.model]
            work = 6 * run.parameters + 12 * layers * width * run.tokens_per_sequence
            assert run.tokens_per_second * work / flops == pytest.approx(run.utilisation, rel=0.002)
