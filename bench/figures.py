"""Figures with their budgets, and the table they end up in."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field


@dataclass(slots=True)
class Figure:
    """One measured value. ``at_least`` tells which side of the budget is good; no budget means for information."""

    name: str
    value: float
    unit: str
    budget: float | None = None
    at_least: bool = False
    rival: str = ""

    @property
    def met(self) -> bool | None:
        if self.budget is None:
            return None
        return self.value >= self.budget if self.at_least else self.value <= self.budget


@dataclass(slots=True)
class Report:
    figures: list[Figure] = field(default_factory=list)

    def add(self, *arguments: object, **options: object) -> None:
        figure = Figure(*arguments, **options)  # type: ignore[arg-type]
        self.figures.append(figure)
        print(row(figure), flush=True)

    def table(self) -> str:
        head = "| what | measured | budget | | rivals on the same work |\n| --- | --- | --- | --- | --- |"
        return "\n".join([head, *map(row, self.figures)])


def row(figure: Figure) -> str:
    sign = ">=" if figure.at_least else "<="
    budget = "" if figure.budget is None else f"{sign} {figure.budget:,g} {figure.unit}"
    verdict = {None: "", True: "met", False: "**missed**"}[figure.met]
    return f"| {figure.name} | {figure.value:,.6g} {figure.unit} | {budget} | {verdict} | {figure.rival} |"


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` (0..1) of ``values`` lie."""
    return statistics.quantiles(values, n=1000, method="inclusive")[min(int(share * 1000), 999) - 1]
