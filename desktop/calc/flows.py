"""What economics and cash_flow share: the internal rate of return of flows that are already steps or inputs."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.calc.rates import RateStatus, rate_status, search_rate, sign_changes
from desktop.calc.workings import Workings, listed

MOST_YEARS = 100


def write_irr(
    work: Workings, names: Sequence[str], step: str = "IRR", result: str = ""
) -> tuple[float | None, RateStatus]:
    """The step with the IRR over named flows, or a note why there is none."""
    flows = [work.number(name) or 0.0 for name in names]
    status = rate_status(flows)
    if status == "none":
        work.note("calc.irr_none" if sign_changes(flows) else "calc.irr_one_sided", result or step)
        return None, status
    if status == "multiple":
        work.note("calc.irr_multiple", result or step, changes=sign_changes(flows))
        return None, status
    if result and sum(flows) < 0:  # told as none; spreadsheets do not find rates so far below nought
        rate = search_rate(flows)
        return (rate if rate is None else work.found(step, rate, "calc.irr_by_search")), status
    if sign_changes(flows) == 1:
        rate = work.step(step, f"irr({listed(names)})", result=result)
        return rate, status if rate is not None else "none"
    found = search_rate(flows)
    if found is None:
        work.note("calc.irr_none", result or step)
        return None, "none"
    work.note("calc.irr_searched", result or step, changes=sign_changes(flows))
    return work.found(step, found, "calc.irr_by_search"), status
