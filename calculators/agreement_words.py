"""How the answer of “agreement” is told."""

from collections.abc import Iterator

from calculators.agreement import Agreement
from calculators.kit.chart import Bar, Intervals
from calculators.kit.model import Figure, PlanStep, Result, Step, Table
from calculators.kit.numbers import say, say_number
from calculators.results.file_report import FAULTS, in_order, left_out
from calculators.results.judge_words import judge_table
from calculators.results.ratings_report import DISPUTED, by_rater, disputed, notices
