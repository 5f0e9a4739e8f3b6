"""Weighted-sum scoring 权重总和计分排序法: total = Σ weight · score, the highest total is the audit focus.

Source: CNCPC handbook 企业清洁生产审核手册, pre-assessment, choice of the audit focus (recalled); the same sum ranks
medium- and high-cost options in stage 4. Scoring by vote is criticised as subjective, so every ranking is tried
again with each weight one higher and one lower.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from desktop.calc.method import Input, Method
from desktop.calc.result import MethodResult
from desktop.calc.workings import Workings, listed, quoted
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.problem import Severity
from desktop.model.text import Text

MOST = 100
LOW, HIGH = 1, 10
_LIKE_FRACTIONS = 9  # decimals to which totals of fractions are rounded before they are called equal
_MOST_NESTED = 30  # spreadsheets nest conditions only so deep

Flip = dict[str, object]
Weight = Annotated[float, Meta(ge=0, description="权重，1—10 / weight, 1 to 10")]
Score = Annotated[float, Meta(description="得分，1—10 / score, 1 to 10; null = not scored yet")]


class Ranking(Input, frozen=True):
    """Weights of the factors and scores of the candidates by factor."""

    weights: Annotated[
        dict[str, Weight],
        Meta(min_length=1, max_length=MOST, description="因素 → 权重 / factor → weight"),
    ]
    scores: Annotated[
        dict[str, dict[str, Score | None]],
        Meta(
            min_length=1, max_length=MOST, description="备选重点 → 因素 → 得分 / candidate → factor → score"
        ),
    ]


def compute(given: Ranking, library: Library) -> MethodResult:
    """Totals, ranks (equals share one), the winner, and whether it stays under each weight ± 1."""
    work = Workings(library)
    factors, candidates = list(given.weights), list(given.scores)
    _give(work, given, factors, candidates)
    missing = [
        (who, factor) for who in candidates for factor in factors if given.scores[who].get(factor) is None
    ]
    short = {who for who, _ in missing}
    totals: dict[str, object] = dict.fromkeys(candidates)
    whole = _all_whole(given)
    for at, who in enumerate(candidates, 1):
        if who not in short:
            terms = [f"weight_{number} * score_{at}_{number}" for number in range(1, len(factors) + 1)]
            added = listed(terms, "sum")
            formula = added if whole else f"round({added}, {_LIKE_FRACTIONS})"
            totals[who] = work.step(f"total_{at}", formula, result="totals", member=who)
    if missing:
        places = ", ".join(f"scores.{who}.{factor}" for who, factor in missing[:5])
        for about in ("ranks", "winner", "stable"):
            work.note("calc.scores_missing", about, count=len(missing), places=places)
        ranks = dict.fromkeys(candidates)
        return work.result(
            {"totals": totals, "ranks": ranks, "winner": None, "stable": None, "flips": [], "tied": []}
        )
    return _ranked(work, factors, candidates, totals, whole)


def _ranked(
    work: Workings, factors: list[str], candidates: list[str], totals: dict[str, object], whole: bool
) -> MethodResult:
    every = listed([f"total_{at}" for at in range(1, len(candidates) + 1)])
    ranks: dict[str, object] = {}
    for at, who in enumerate(candidates, 1):
        rank = work.step(f"rank_{at}", f"rank(total_{at}, {every})", result="ranks", member=who)
        ranks[who] = None if rank is None else int(rank)
    first = [at for at, who in enumerate(candidates, 1) if ranks[who] == 1]
    values: dict[str, object] = {
        "totals": totals,
        "ranks": ranks,
        "winner": None,
        "stable": None,
        "flips": [],
    }
    values["tied"] = [candidates[at - 1] for at in first] if len(first) > 1 else []
    if len(first) != 1:
        names = "、".join(candidates[at - 1] for at in first)
        work.note("calc.winner_tied", "winner", names=names)
        work.note("calc.winner_tied", "stable", names=names)
        return work.result(values)
    _write_winner(work, candidates, first[0])
    flips = _flips(work, factors, candidates, first[0], whole)
    winner = candidates[first[0] - 1]
    return work.result({**values, "winner": winner, "stable": work.flag("stable"), "flips": flips})


def _give(work: Workings, given: Ranking, factors: list[str], candidates: list[str]) -> None:
    work.count("weight less lead_plus lead_minus", factors)
    work.count("total rank", candidates)
    work.count("score", candidates, factors)
    work.count("plus minus", factors, candidates)
    for number, factor in enumerate(factors, 1):
        weight = given.weights[factor]
        work.give(f"weight_{number}", weight, f"weights.{factor}")
        _look_at(work, f"weights.{factor}", weight)
    for at, who in enumerate(candidates, 1):
        for factor in given.scores[who]:
            if factor not in given.weights:
                raise AuditError(
                    "calc.unknown_factor",
                    path=f"scores.{who}.{factor}",
                    name=factor,
                    known=", ".join(factors),
                )
        for number, factor in enumerate(factors, 1):
            score = given.scores[who].get(factor)
            if score is not None:
                work.give(f"score_{at}_{number}", score, f"scores.{who}.{factor}")
                _look_at(work, f"scores.{who}.{factor}", score)


def _look_at(work: Workings, path: str, number: float) -> None:
    if not LOW <= number <= HIGH:
        work.problem("calc.outside_scale", Severity.WARNING, path, found=f"{number:g}", low=LOW, high=HIGH)


def _all_whole(given: Ranking) -> bool:
    """Whole numbers add up exactly; fractions need rounding before two totals can be called equal."""
    scores = [score for row in given.scores.values() for score in row.values() if score is not None]
    return all(number.is_integer() and abs(number) < 1e6 for number in [*given.weights.values(), *scores])


def _write_winner(work: Workings, candidates: list[str], first: int) -> None:
    if len(candidates) <= _MOST_NESTED:
        chain = quoted(candidates[-1])
        for at in range(len(candidates) - 1, 0, -1):
            chain = f"{quoted(candidates[at - 1])} if rank_{at} == 1 else {chain}"
        work.step("winner", chain)
    else:
        work.step("winner", quoted(candidates[first - 1]))


def _flips(work: Workings, factors: list[str], candidates: list[str], first: int, whole: bool) -> list[Flip]:
    """Weights whose change by one takes the lead from the winner, alone or shared."""
    flips: list[Flip] = []
    leads: list[str] = []
    for number, factor in enumerate(factors, 1):
        work.step(f"less_{number}", f"min(1, weight_{number})")  # a weight does not fall below zero
        for change, sign, amount in (("plus", "", "1"), ("minus", "-", f"less_{number}")):
            name = f"lead_{change}_{number}"
            leads.append(name)
            totals = _changed(work, f"{change}_{number}", len(candidates), number, f"{sign}{amount}", whole)
            lead = _lead(
                work, name, [f"{change}_{number}_{at}" for at in range(1, len(candidates) + 1)], first
            )
            if lead is None or lead > 0:
                continue
            best = [who for who, total in zip(candidates, totals, strict=True) if total == max(totals)]
            flips.append(
                {
                    "factor": factor,
                    "change": 1.0 if change == "plus" else -(work.number(amount) or 0.0),
                    "winner": best[0] if len(best) == 1 else None,
                    "tied": best if len(best) > 1 else [],
                    "lead": lead,
                }
            )
    work.step("stable", f"{listed(leads, 'min')} > 0")
    return flips


def _changed(work: Workings, name: str, many: int, number: int, change: str, whole: bool) -> list[float]:
    """The totals under one changed weight."""
    totals = []
    for at in range(1, many + 1):
        formula = f"total_{at} + {change} * score_{at}_{number}"
        total = work.step(f"{name}_{at}", formula if whole else f"round({formula}, {_LIKE_FRACTIONS})")
        totals.append(0.0 if total is None else total)
    return totals


def _lead(work: Workings, name: str, totals: list[str], first: int) -> float | None:
    """How far the winner is ahead of the best other one."""
    others = [total for at, total in enumerate(totals, 1) if at != first]
    return work.step(name, f"{totals[first - 1]} - {listed(others, 'max')}" if others else "1")


METHOD = Method(
    "weighted_ranking",
    Text("权重总和计分排序", "Weighted ranking"),
    "1",
    Ranking,
    compute,
)
