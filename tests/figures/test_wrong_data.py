"""Every table in `tests/figures/wrong_data/` is refused, with the message that its first line gives.

A file is named after the table it stands for and after what is wrong with it. To see how a mistake is answered, read
the folder; to promise a new answer, add a file.
"""

from pathlib import Path

import pytest

from calculators.figures.hardware import Gpu, GpuPrice, Utilisation
from calculators.figures.labels import LabellingRate
from calculators.figures.offers import TuningOffer
from calculators.figures.prices import ApiModel
from calculators.figures.retrieval import Embedding, VectorStore
from calculators.figures.rules import Rule
from calculators.figures.shapes import OpenModel
from calculators.kit import strict
from calculators.kit.facts import Source

WRONG = sorted((Path(__file__).parent / "wrong_data").glob("*.yaml"))
ROWS: dict[str, type] = {
    "sources": Source,
    "api_models": ApiModel,
    "tuning_offers": TuningOffer,
    "gpus": Gpu,
    "gpu_prices": GpuPrice,
    "utilisation": Utilisation,
    "open_models": OpenModel,
    "embeddings": Embedding,
    "vector_stores": VectorStore,
    "labelling_rates": LabellingRate,
    "rules": Rule,
}
KNOWN = {"sources": {"price-page"}, "api_models": {"vendor/model"}, "gpus": {"card"}}


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_wrong_table_is_refused_with_the_promised_words(path: Path) -> None:
    promised = path.read_text("utf-8").splitlines()[0].removeprefix("# Refused: ")
    with pytest.raises(strict.DataError) as refused:
        strict.table(path, ROWS[path.stem.partition("-")[0]], KNOWN)
    place, _, words = str(refused.value).partition(f"wrong_data/{path.name}")
    assert place == ""
    assert words.lstrip(",: ") == promised


def test_the_folder_holds_every_kind_of_mistake() -> None:
    promised = "\n".join(path.read_text("utf-8").splitlines()[0] for path in WRONG)
    for kind in (
        "is not a key here; allowed:",
        "is missing",
        "stands twice",
        "a number is needed",
        "text is needed",
        "a date such as",
        "is not a value that exists",
        "is not a key of data/sources.yaml",
        "is not a key of data/api_models.yaml",
        "is not a key of data/gpus.yaml",
        "is not the unit of this column",
        "is out of range",
        "anchors and aliases are not allowed",
        "tags are not allowed",
        "nested more than",
        "this is not YAML",
        "must stand oldest first",
        "is not allowed; allowed: open, closed-to-newcomers, closed, unknown",
    ):
        assert kind in promised


@pytest.mark.parametrize("table", ROWS)
def test_every_table_is_tried_with_an_unknown_key_a_wrong_unit_and_a_wrong_type(table: str) -> None:
    promised = [path.read_text("utf-8").splitlines()[0] for path in WRONG if path.stem.partition("-")[0] == table]
    for kind in ("is not a key here; allowed:", ": units.", " is needed, not "):
        assert any(kind in promise for promise in promised), kind


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(strict.DataError, match=r"sources\.yaml: there is no such file"):
        strict.table(tmp_path / "sources.yaml", Source)


def test_a_table_of_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("units: {}\nrows: {}\n#" + "x" * strict.MOST_BYTES, "utf-8")
    with pytest.raises(strict.DataError, match=r"allowed: up to 1,000,000"):
        strict.table(path, Source)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_bytes("units: {}\nrows: {}\n# é".encode("latin-1"))
    with pytest.raises(strict.DataError, match=r"not UTF-8 text"):
        strict.table(path, Source)
