"""How providers bill the tokens of a call: the one formula behind every calculator of API costs."""

from dataclasses import dataclass

from calculators.kit.numbers import say_number


def billed_tokens(prefix: float, variable: float, output: float, hits: float) -> tuple[float, float, float, float]:
    """The tokens of a call by the price that they cost: input, cached input, cache write, output.

    Without caching (`hits` = 0) the prefix is plain input; with it, a call that misses writes the cache.
    """
    if not hits:
        return prefix + variable, 0.0, 0.0, output
    return variable, hits * prefix, (1 - hits) * prefix, output


def bill(billed: tuple[float, float, float, float], prices: tuple[float, float, float, float]) -> float:
    """USD for tokens counted by `billed_tokens`, at the prices of the same four kinds in USD/Mtok."""
    plain, read, written, answered = billed
    input_price, cached_input_price, cache_write_price, output_price = prices
    inputs = plain * input_price + read * cached_input_price + written * cache_write_price
    return (inputs + answered * output_price) / 1e6


@dataclass(frozen=True)
class TokenBill:
    """One call: h·P·c + (1-h)·P·w + U·i + O·o, per million tokens.

    `hits` (h, from 0 to 1) is the share of calls that find the prefix in the cache, `prefix_tokens` P and
    `variable_tokens` U are the input, `output_tokens` O the output; the prices c (cached input), w (cache write),
    i (input) and o (output) are in USD/Mtok. Without caching (h = 0) the prefix costs the input price; with it, a miss
    writes the cache. A price that plays no part may be 0. Source: the providers' price pages, as told on the method
    page of break-even.
    """

    prefix_tokens: float
    variable_tokens: float
    output_tokens: float
    hits: float
    input_price: float
    output_price: float
    cached_input_price: float = 0.0
    cache_write_price: float = 0.0

    @property
    def missed_price(self) -> float:
        """USD/Mtok of a prefix that is not in the cache."""
        return self.cache_write_price if self.hits else self.input_price

    @property
    def cost(self) -> float:
        """USD a call."""
        billed = billed_tokens(self.prefix_tokens, self.variable_tokens, self.output_tokens, self.hits)
        return bill(billed, (self.input_price, self.cached_input_price, self.cache_write_price, self.output_price))

    @property
    def reckoning(self) -> str:
        """The formula with these numbers."""
        parts = []
        prefix = say_number(self.prefix_tokens)
        if self.prefix_tokens and self.hits:
            parts.append(f"{say_number(self.hits)} × {prefix} × {say_number(self.cached_input_price)}")
        if self.prefix_tokens and self.hits < 1:
            share = f"{say_number(1 - self.hits)} × " if self.hits else ""
            parts.append(f"{share}{prefix} × {say_number(self.missed_price)}")
        parts.append(f"{say_number(self.variable_tokens)} × {say_number(self.input_price)}")
        parts.append(f"{say_number(self.output_tokens)} × {say_number(self.output_price)}")
        return f"({' + '.join(parts)}) / 1,000,000"


def known_bill(
    prefix: float,
    variable: float,
    output: float,
    hits: float,
    input_price: float | None,
    cached_input_price: float | None,
    cache_write_price: float | None,
    output_price: float | None,
) -> TokenBill | None:
    """A call at prices of which some may not be known; None where one is missing that plays a part."""
    cached = cached_input_price if hits else 0.0
    written = cache_write_price if 0 < hits < 1 else 0.0
    if input_price is None or output_price is None or cached is None or written is None:
        return None
    return TokenBill(prefix, variable, output, hits, input_price, output_price, cached, written)
