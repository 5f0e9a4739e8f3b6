"""Sensitivity 敏感性分析 of an option: NPV and IRR when one of four figures is larger or smaller than assumed.

Source (dossier method_and_worksheets.md 3.9): investment, annual saving, tax or discount rate changed one at a time,
the others kept. Prices and saved quantities both act through the annual saving P. Depreciation follows the investment,
working capital, residual value and subsidy stay. A life of n years becomes n(1 ± change), rounded half up to whole
years. The usual change is 20 % (dossier, worked example); it is an input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from desktop.calc.economics import Economics, whole_years
from desktop.calc.flows import write_irr
from desktop.calc.method import Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings, listed
from desktop.content.library import Library
from desktop.model.format import MINUS
from desktop.model.text import Text

_FACTORS = ("investment", "annual_saving", "life_years", "discount_rate")
_KEPT = ("working_capital", "residual")


class Sensitivity(Economics, frozen=True):
    """The option as for ``economics``, and by which fraction each figure changes."""

    change: Annotated[
        float, Meta(gt=0, lt=1, description="变动幅度，小数，20 % 写 0.2 / change, a fraction, 20 % = 0.2")
    ] = 0.2


@dataclass(frozen=True, slots=True)
class _Case:
    """One figure changed, or none (``factor`` empty); its steps end with its number."""

    number: int
    factor: str = ""
    sign: str = ""

    @property
    def ending(self) -> str:
        """What the names of its results end with."""
        return f"_{self.factor}_{'up' if self.sign == '+' else 'down'}" if self.factor else ""

    def of(self, figure: str) -> str:
        """The figure as this case takes it."""
        return f"{figure} * (1 {self.sign} change)" if figure == self.factor else figure


def compute(given: Sensitivity, library: Library) -> MethodResult:
    """NPV and IRR of the option as assumed and of each case, and the lowest NPV."""
    whole_years(given)
    work = Workings(library)
    for name in given.__struct_fields__:
        number = getattr(given, name)
        if number is not None:
            work.give(name, number)
    pairs = [(factor, sign) for factor in _FACTORS for sign in ("+", "-")]
    cases = [_Case(0), *(_Case(at, *pair) for at, pair in enumerate(pairs, 1))]
    work.count(
        "I D T E F n last out NPV IRR", {one.number: _called(library, one, given.change) for one in cases}
    )
    found = [_evaluate(work, given, case) for case in cases]
    known = [f"NPV_{one.number}" for one in cases if work.number(f"NPV_{one.number}") is not None]
    lowest = work.step("NPV_lowest", listed(known, "min")) if known else None
    flat = {
        f"{name}{case.ending}": one[name]
        for case, one in zip(cases, found, strict=True)
        for name in ("NPV", "IRR", "irr_reading")
    }
    return work.result({**flat, "NPV_lowest": lowest, "cases": found[1:]})


def _called(library: Library, case: _Case, change: float) -> Text:
    factor = library.text(f"calc.factor.{case.factor or 'none'}")
    if not case.factor:
        return factor
    size = f" {case.sign.replace('-', MINUS)}{change * 100:g} %"
    return Text(factor.zh + size, factor.en + size)


def _evaluate(work: Workings, given: Sensitivity, case: _Case) -> dict[str, object]:
    """The option as one case takes it, from year 0 to the end of its life."""
    at = case.number
    kept = [one for one in _KEPT if getattr(given, one) is not None]
    work.step(f"I_{at}", case.of("investment") + (" - subsidy" if given.subsidy is not None else ""))
    work.step(f"D_{at}", f"max({' - '.join([f'I_{at}', *kept])}, 0) / depreciation_years")
    work.step(f"T_{at}", f"{case.of('annual_saving')} - D_{at}")
    work.step(f"E_{at}", f"T_{at} - max(T_{at}, 0) * tax_rate")
    work.step(f"F_{at}", f"E_{at} + D_{at}")
    life, depreciated = given.life_years, given.depreciation_years
    if case.factor == "life_years":
        life = work.step(f"n_{at}", f"max(round({case.of('life_years')}, 0), 1)") or 1
    flows = [f"{'F' if year <= depreciated else 'E'}_{at}" for year in range(1, int(life) + 1)]
    if kept:
        work.step(f"last_{at}", " + ".join([flows[-1], *kept]))
        flows[-1] = f"last_{at}"
    work.step(f"out_{at}", f"-I_{at}")
    worth = f"npv({case.of('discount_rate')}, {listed(flows)}) - I_{at}"
    npv = work.step(f"NPV_{at}", worth, result=f"NPV{case.ending}")
    irr, status = write_irr(work, [f"out_{at}", *flows], f"IRR_{at}", f"IRR{case.ending}")
    return {
        "factor": case.factor,
        "change": given.change * (-1 if case.sign == "-" else 1),
        "NPV": npv,
        "IRR": irr,
        "irr_reading": "negative" if irr is not None and irr < 0 else status,
    }


METHOD = Method("sensitivity", Text("方案敏感性分析", "Sensitivity of an option"), "1", Sensitivity, compute)
