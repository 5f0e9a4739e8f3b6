"""All methods by name. To add one: a module with its input struct and steps, a line here, its worked example as test."""

from __future__ import annotations

from desktop.calc.balance import BalanceInput, balance
from desktop.calc.cash_flow import CashFlowInput, cash_flow
from desktop.calc.coal import CoalInput, coal_equivalent
from desktop.calc.economics import EconomicsInput, economics
from desktop.calc.method import Method
from desktop.calc.ranking import RankingInput, weighted_ranking
from desktop.model.errors import AuditError
from desktop.model.nearest import nearest
from desktop.model.text import Text

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method(
            "weighted_ranking", Text("权重总和计分排序", "Weighted ranking"), 1, RankingInput, weighted_ranking
        ),
        Method("economics", Text("方案经济评估", "Economic evaluation"), 1, EconomicsInput, economics),
        Method("cash_flow", Text("现金流量", "Cash flow"), 1, CashFlowInput, cash_flow),
        Method("coal_equivalent", Text("能源折标煤", "Coal equivalent"), 1, CoalInput, coal_equivalent),
        Method("balance", Text("平衡闭合", "Balance"), 1, BalanceInput, balance),
    )
}


def method_named(name: str) -> Method:
    """A method by its name.

    Raises:
        AuditError: ``calc.no_such_method`` with the nearest name.
    """
    method = METHODS.get(name)
    if method is None:
        raise AuditError("calc.no_such_method", name=name, near=nearest(name, METHODS))
    return method
