"""Is an option economically acceptable? Every criterion is said with its outcome: a mixed picture stays visible.

Source (dossier 3.9): NPV ≥ 0; IRR ≥ the lending or benchmark rate; N within the company's limit (dybbs8.com 5056910
names N < 2–3 a for medium-, < 5 a for higher- and < 10 a for high-cost options; the limit is a company setting).
An option that fails may still be recommended for a legal reason, but that is a decision of people, not of this rule.
"""

from __future__ import annotations

from desktop.calc.workings import Workings

_CRITERIA = {
    "NPV": ("NPV >= 0", "round(NPV, 6) >= 0"),
    "IRR": ("IRR >= discount_rate", "round(IRR, 9) >= round(discount_rate, 9)"),
    "N": ("N <= payback_limit", "round(N, 9) <= round(payback_limit, 9)"),
}


def write_rule(work: Workings, has_limit: bool) -> dict[str, object]:
    """``acceptable``, the ``rule`` in one line, and whether each criterion is met (``None`` = cannot be said)."""
    criteria: list[dict[str, object]] = []
    used: list[str] = []
    for name, (rule, formula) in _CRITERIA.items():
        if name == "N" and not has_limit:
            continue
        step = f"{name}_met"
        if work.number(name) is not None:
            work.step(step, formula)
        elif name == "N" and work.number("F") is not None:
            work.step(step, "false")  # a limit is set and the investment never comes back
        else:
            criteria.append({"name": name, "rule": rule, "met": None})
            continue
        used.append(step)
        criteria.append({"name": name, "rule": rule, "met": work.flag(step)})
    rule = " and ".join(str(one["rule"]) for one in criteria)
    acceptable: bool | None = None
    if work.number("NPV") is None:
        work.note("calc.not_judged", "acceptable")
    else:
        work.step("acceptable", " and ".join(used))
        acceptable = work.flag("acceptable")
    return {"acceptable": acceptable, "rule": rule, "criteria": criteria}
