"""Random planning cases small enough to try every set, and a judge of sets that shares no code with the program."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

Set = frozenset[str]
LEVELS = ("I", "II", "III")
BARS = (85, 85, 100)
WORDS = ["甲", "乙", "丙"]


def exact(value: Any) -> Fraction:
    return Fraction(str(value))


def random_case(seed: int) -> dict[str, Any]:
    """An inline system with two groups, values near its baselines, up to 9 options with everything that may go
    wrong: ties, missing values, unknown costs, exclusions, prerequisites, overlaps, limits, a budget."""
    draw = random.Random(seed)
    groups, values = [], {}
    for name, weight in (("g", 0.6), ("h", 0.4)):
        parts = draw.choice([[0.5, 0.5], [0.2, 0.3, 0.5], [1.0], [0.15, 0.25, 0.6]])
        rows = []
        for at, part in enumerate(parts):
            id_ = f"{name}{at}"
            rows.append(_row(draw, id_, part))
            values[id_] = _value(draw, rows[-1])
        groups.append({"name": name, "weight": weight, "indicators": rows})
    rows = [row for group in groups for row in group["indicators"]]
    options = [_option(draw, f"o{at}", rows) for at in range(draw.randint(2, 9))]
    names = [one["name"] for one in options]
    case: dict[str, Any] = {
        "system": {"groups": groups, "others_at_ii": draw.random() < 0.3},
        "values": values,
        "options": options,
        "target": draw.choice(["I", "II", "II", "III"]),
        "membership": draw.choice(["nested", "nested", "exact"]),
        "project": draw.choice(["existing", "existing", "new"]),
        "quantities": {
            "CO2": {"before": draw.choice([*[95] * 9, None]), "limit": draw.choice([None, 90, 100])}
        },
        "alternatives": 3,
    }
    if draw.random() < 0.4:
        case["budget"] = draw.randint(2, 20)
    if len(names) > 2:
        if draw.random() < 0.5:
            case["exclusive"] = [draw.sample(names, 2)]
        if draw.random() < 0.4:
            first, second = draw.sample(names, 2)
            options[names.index(first)]["requires"] = [second]
        if draw.random() < 0.5:
            case["overlaps"] = [
                {"between": draw.sample(names, 2), "annual_saving": -1, **_change(draw, rows, back=True)}
            ]
    return case


def _row(draw: random.Random, id_: str, weight: float) -> dict[str, Any]:
    kind = draw.choice(["<=", "<=", ">=", "qualitative"])
    levels: list[Any] = sorted(draw.sample([1.0, 1.3, 2.0, 2.2, 3.1, 4.0], 3), reverse=kind == ">=")
    if draw.random() < 0.2:
        levels[1] = levels[0]
    if kind == "qualitative":
        levels = list(WORDS)
    return {"id": id_, "weight": weight, "direction": kind, "levels": levels, "limiting": draw.random() < 0.4}


def _value(draw: random.Random, row: dict[str, Any]) -> Any:
    if draw.random() < 0.04:
        return None
    if row["direction"] == "qualitative":
        return draw.choice([*LEVELS, "none"])
    return draw.choice([0.9, 1.3, 1.7, 2.1, 2.5, 3.1, 3.4, 4.4])


def _option(draw: random.Random, name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    option = {"name": name, "cost": draw.choice([0, 1, 2, 2, 3, 5, 0.1, 4, 6, None]), **_change(draw, rows)}
    option["annual_saving"] = draw.choice([None, 0, 1, 2])
    option["forced"] = draw.random() < 0.12
    return option


def _change(draw: random.Random, rows: list[dict[str, Any]], back: bool = False) -> dict[str, Any]:
    indicators: dict[str, Any] = {}
    for row in draw.sample(rows, min(len(rows), draw.randint(1, 3))):
        if row["direction"] == "qualitative":
            if not back:
                indicators[row["id"]] = draw.choice(LEVELS)
            continue
        better = -1 if row["direction"] == "<=" else 1
        amount = draw.choice([0.1, 0.4, 0.8, 1.2, 2.1]) * better * (-1 if back or draw.random() < 0.15 else 1)
        indicators[row["id"]] = amount
    return {
        "indicators": indicators,
        "quantities": {"CO2": draw.choice([-12, -5, 0, 4]) * (-1 if back else 1)},
    }


class Judge:
    """What a set comes to, by the text of the rule alone."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        self.rows = [row for group in case["system"]["groups"] for row in group["indicators"]]
        self.weights = {
            row["id"]: exact(group["weight"]) * exact(row["weight"])
            for group in case["system"]["groups"]
            for row in group["indicators"]
        }
        last = LEVELS.index(case["target"]) + 1
        self.last = min(last, 2) if case["project"] == "new" else last

    def sets(self) -> Iterator[Set]:
        """Sets that may be carried out at all, the cheapest first, then the smallest, then what saves most."""
        options = {one["name"]: one for one in self.case["options"]}
        bound = {name for name, one in options.items() if one["forced"]}
        while True:
            more = {need for name in bound for need in options[name].get("requires", [])} | bound
            if more == bound:
                break
            bound = more
        found = []
        for picks in itertools.product((False, True), repeat=len(options)):
            chosen = frozenset(name for name, pick in zip(options, picks, strict=True) if pick)
            if not bound <= chosen or any(options[one]["cost"] is None for one in chosen - bound):
                continue
            if any(need not in chosen for one in chosen for need in options[one].get("requires", [])):
                continue
            if any(len(chosen & set(group)) > 1 for group in self.case.get("exclusive", [])):
                continue
            found.append(chosen)
        self.bound = frozenset(bound)
        yield from sorted(found, key=lambda one: self.rank(one))

    def rank(self, chosen: Set) -> tuple[Fraction, int, Fraction]:
        parts = self._parts(chosen)
        saving = sum((exact(one.get("annual_saving") or 0) for one in parts), Fraction())
        return self.cost(chosen), len(chosen), -saving

    def cost(self, chosen: Set) -> Fraction:
        return sum(
            (exact(one["cost"] or 0) for one in self.case["options"] if one["name"] in chosen), Fraction()
        )

    def missed(self, chosen: Set) -> int:
        """How many demands of the target level are missed; more where something is not known."""
        levels = {row["id"]: self._level(row, chosen) for row in self.rows}
        count = 0
        for row in self.rows:
            asked = self.last if row["limiting"] else 2 if self._others() else 0
            known = levels[row["id"]]
            count += bool(asked and known is not None and known > asked)
        return count + (self._index(self.last, levels, 0) < BARS[self.last - 1]) + self._limits_missed(chosen)

    def reached(self, chosen: Set) -> bool:
        """The target or better at both ends, nothing that limits unknown."""
        amounts = self.case["quantities"].values()
        if any(one["limit"] is not None and one["before"] is None for one in amounts):
            return False
        costs = {one["name"]: one["cost"] for one in self.case["options"]}
        if "budget" in self.case and any(costs[one] is None for one in chosen):
            return False
        levels = {row["id"]: self._level(row, chosen) for row in self.rows}
        if any(row["limiting"] and levels[row["id"]] is None for row in self.rows):
            return False
        return not self._limits_missed(chosen) and all(self._graded(levels, end) for end in (0, 100))

    def _others(self) -> bool:
        return bool(self.case["system"]["others_at_ii"]) and self.last == 1

    def _limits_missed(self, chosen: Set) -> int:
        count = 0
        for name, one in self.case["quantities"].items():
            if one["limit"] is not None and one["before"] is not None:
                changes = [exact(part["quantities"].get(name, 0)) for part in self._parts(chosen)]
                count += exact(one["before"]) + sum(changes) > exact(one["limit"])
        return count + ("budget" in self.case and self.cost(chosen) > exact(self.case["budget"]))

    def _graded(self, levels: dict[str, int | None], end: int) -> bool:
        existing = self.case["project"] == "existing"
        for level in (1, 2, 3) if existing else (1, 2):
            limiting = [levels[row["id"]] for row in self.rows if row["limiting"]]
            others = [levels[row["id"]] for row in self.rows if not row["limiting"]]
            holds = all(one is not None and one <= level for one in limiting)
            if level == 1 and self.case["system"]["others_at_ii"]:
                unknown = 4 if end == 0 else 1
                holds = holds and all((unknown if one is None else one) <= 2 for one in others)
            if holds and self._index(level, levels, end) >= BARS[level - 1]:
                return level <= self.last
        return False

    def _index(self, level: int, levels: dict[str, int | None], end: int) -> Fraction:
        total = Fraction()
        for row in self.rows:
            reached = levels[row["id"]]
            if reached is None:
                member = end
            elif self.case["membership"] == "nested":
                member = 100 * (reached <= level)
            else:
                alike = [at for at in (1, 2, 3) if row["levels"][at - 1] == row["levels"][level - 1]]
                member = 100 * (reached in alike)
            total += self.weights[row["id"]] * member
        return total

    def _level(self, row: dict[str, Any], chosen: Set) -> int | None:
        value = self.case["values"][row["id"]]
        changes = [
            part["indicators"][row["id"]] for part in self._parts(chosen) if row["id"] in part["indicators"]
        ]
        if value is None:
            return None
        if row["direction"] == "qualitative":
            return min(1 + (*LEVELS, "none").index(one) for one in (value, *changes))
        after = exact(value) + sum(exact(one) for one in changes)
        for at, bar in enumerate(row["levels"], 1):
            if after <= exact(bar) if row["direction"] == "<=" else after >= exact(bar):
                return at
        return 4

    def _parts(self, chosen: Set) -> list[dict[str, Any]]:
        parts = [one for one in self.case["options"] if one["name"] in chosen]
        return parts + [one for one in self.case.get("overlaps", []) if set(one["between"]) <= chosen]
