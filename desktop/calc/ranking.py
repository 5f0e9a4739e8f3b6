"""``weighted_ranking``: weighted-sum scoring of candidates (权重总和计分排序法), Total_k = Σ W_j · R_jk.

Source: method dossier 3.1. The sensitivity re-ranks with each weight one higher and one lower.
"""

from __future__ import annotations

from desktop.calc.method import Input, MethodResult, refuse
from desktop.calc.steps import Steps
from desktop.content.library import Library


class RankingInput(Input, frozen=True, kw_only=True):
    """``weights`` by factor; ``scores`` by candidate and factor."""

    weights: dict[str, float]
    scores: dict[str, dict[str, float]]


def weighted_ranking(given: RankingInput, library: Library) -> MethodResult:
    """Totals, shared ranks, winner, and whether the winner stays when a weight moves by one."""
    del library
    _checked(given)
    factors, candidates = list(given.weights), list(given.scores)
    inputs: dict[str, float | None] = {f"w_{j}": given.weights[name] for j, name in enumerate(factors, 1)}
    for k, candidate in enumerate(candidates, 1):
        inputs |= {f"r_{k}_{j}": given.scores[candidate].get(name) for j, name in enumerate(factors, 1)}
    steps = Steps(inputs)
    totals: dict[str, float | None] = {}
    for k, candidate in enumerate(candidates, 1):
        terms = [f"w_{j} * r_{k}_{j}" for j in range(1, len(factors) + 1)]
        totals[candidate] = steps.add(f"total_{k}", " + ".join(terms) or "0", candidate)
    every = ", ".join(f"total_{k}" for k in range(1, len(candidates) + 1))
    ranks = {
        candidate: _whole(steps.add(f"rank_{k}", f"rank(total_{k}, [{every}])", candidate))
        for k, candidate in enumerate(candidates, 1)
    }
    notes = [
        ("calc.scores_missing", {"candidate": candidate}) for candidate, total in totals.items() if total is None
    ]
    complete = bool(candidates) and not notes
    winner = _winner(given.weights, given) if complete else None
    if not candidates:
        notes.append(("calc.no_candidates", {}))
    elif complete and winner is None:
        notes.append(("calc.tie", {}))
    flips = _flips(given, winner) if complete and winner is not None else []
    values = {
        "totals": totals,
        "ranks": ranks,
        "winner": winner,
        "stable": not flips if winner is not None else None,
        "flips": flips,
    }
    return MethodResult(values, steps.inputs, steps.done(), tuple(notes))


def _checked(given: RankingInput) -> None:
    for name, weight in given.weights.items():
        if weight < 0:
            raise refuse("calc.negative", f"$.weights.{name}", found=weight)
    for candidate, scores in given.scores.items():
        for name in scores:
            if name not in given.weights:
                raise refuse("calc.no_such_factor", f"$.scores.{candidate}.{name}", name=name)


def _winner(weights: dict[str, float], given: RankingInput) -> str | None:
    """The one candidate with the highest total; None where several share it."""
    totals = {
        candidate: sum(weights[name] * score for name, score in scores.items())
        for candidate, scores in given.scores.items()
    }
    best = max(totals.values())
    first = [candidate for candidate, total in totals.items() if total == best]
    return first[0] if len(first) == 1 else None


def _flips(given: RankingInput, winner: str) -> list[dict[str, object]]:
    """Every single weight changed by one that changes the winner."""
    flips: list[dict[str, object]] = []
    for name, weight in given.weights.items():
        for change in (-1, 1):
            if weight + change < 0:
                continue
            other = _winner({**given.weights, name: weight + change}, given)
            if other != winner:
                flips.append({"factor": name, "change": change, "winner": other})
    return flips


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
