"""The five tests of screening, each three-valued (law_and_procedure.md 6.1 with the practice corrections)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.calc import discharge_limit
from desktop.calc.discharge_limit import DischargeLimit
from desktop.calc.screening_findings import Finding
from desktop.calc.screening_input import Discharge, EnergyMetric, Screening, Substance, Waste
from desktop.calc.toxic_lists import toxic_lists
from desktop.content.library import Library
from desktop.model.errors import AuditError
from desktop.model.text import Text

_SURE_CLASSES = frozenset({"1", "2", "3", "4"})
_CATEGORY = re.compile(r"HW\d{2}|(?<=-)\d{2}$")


def over_standard(given: Screening, library: Library) -> Finding:
    """超标: any valid value above its limit, or a decision that says so.

    Values that cannot be compared leave it open, unless the plant states on its reports that nothing exceeded and none
    of them is above the number of its limit; the reason then says that it is a statement and names those values.
    """
    found = Finding()
    for at, penalty in enumerate(given.penalties or ()):
        found.hit("calc.screen_penalty", f"penalties[{at}]", text=penalty.text)
    for at, record in enumerate(given.recorded or ()):
        found.hit("calc.screen_recorded", f"recorded[{at}]", text=record.text)
    if given.discharges is None:
        found.lack("discharges")
    for at, discharge in enumerate(given.discharges or ()):
        _judge(found, discharge, f"discharges[{at}]", library)
    if given.declared_within and not found.hits and not any(map(_contradicts, given.discharges or ())):
        found.declare("calc.screen_declared", "declared_within", text=given.declared_within)
    return found


def _contradicts(one: Discharge) -> bool:
    """Whether a value stands beyond the number of its limit, or in another unit, whatever its statistic."""
    value, limit = one.measured.value, one.limit
    if value is None or limit is None:
        return False
    above = limit.value is not None and value > limit.value
    return above or (limit.low is not None and value < limit.low) or one.measured.unit != limit.unit


def _judge(found: Finding, one: Discharge, path: str, library: Library) -> None:
    if one.limit is None or (one.limit.value is None and one.limit.low is None):
        found.lack(f"{path}.limit")
        return
    question = DischargeLimit(
        measured=one.measured,
        limit=one.limit,
        o2_measured=one.o2_measured,
        o2_reference=one.o2_reference,
        drainage=one.drainage,
        drainage_ratio=one.drainage_ratio,
    )
    said = {"outlet": one.outlet, "pollutant": one.pollutant}
    try:
        result = discharge_limit.compute(question, library)
    except AuditError as error:  # one value that cannot be used is no reason to judge none
        params = {**error.params, "path": f"{path}.{error.params.get('path', '')}"}
        found.doubt("calc.screen_incomparable", path, **said)
        found.doubt(error.code, f"{path}.measured", **params)
        return
    exceeds = result.values["exceeds"]
    if exceeds is True:
        value = f"{result.values['converted']:.4g}"
        bound = one.limit.value if one.limit.value is not None else one.limit.low
        found.hit("calc.screen_over", path, **said, value=value, limit=f"{bound:g}", unit=one.limit.unit)
    elif exceeds is False:
        found.passed()
    elif one.measured.value is None:
        found.lack(f"{path}.measured.value")
    else:
        found.doubt("calc.screen_incomparable", path, **said)
        found.open.extend(replace(note, about=f"{path}.measured") for note in result.notes)


def over_total(given: Screening, _library: Library) -> Finding:
    """超总量: discharge of the year above the permitted amount; what the permit does not set does not apply."""
    found = Finding()
    if given.quotas is None:
        found.lack("quotas")
    for at, quota in enumerate(given.quotas or ()):
        path = f"quotas[{at}]"
        if quota.not_applicable:
            found.skip("calc.screen_no_quota", path, pollutant=quota.pollutant)
        elif quota.permitted is None:
            found.lack(f"{path}.permitted")
        elif quota.actual is None:
            found.lack(f"{path}.actual")
        elif quota.actual > quota.permitted:
            said = {
                "pollutant": quota.pollutant,
                "value": f"{quota.actual:g}",
                "limit": f"{quota.permitted:g}",
            }
            found.hit("calc.screen_over_quota", path, **said)
        else:
            found.passed()
    return found


def toxic_use(given: Screening, library: Library) -> Finding:
    """使用有毒有害原料: classes 2 to 4 for sure, class 5 and open wording by a person."""
    found = Finding()
    if given.materials is None:
        found.lack("materials")
    _substances(found, given.materials or (), "materials", library)
    return found


def toxic_discharge(given: Screening, library: Library) -> Finding:
    """排放有毒有害物质: hazardous waste, or a discharged substance of the lists."""
    found = Finding()
    if given.wastes is None:
        found.lack("wastes")
    if given.emissions is None:
        found.lack("emissions")
    _substances(found, given.emissions or (), "emissions", library)
    _wastes(found, given, library)
    return found


def _substances(found: Finding, substances: Sequence[Substance], place: str, library: Library) -> None:
    lists = toxic_lists(library)
    for at, one in enumerate(substances):
        path = f"{place}[{at}]"
        rows = lists.naming(one.name, one.cas)
        sure = next((row for row in rows if row["order38_class"] in _SURE_CLASSES), None)
        if one.judged == "yes":
            found.hit("calc.screen_judged", path, name=one.name)
        elif one.judged == "no":
            found.passed()
        elif sure is not None:
            found.hit("calc.screen_match", path, name=one.name, list=_list(sure))
        elif rows:
            found.doubt("calc.screen_possible", path, name=one.name, list=_list(rows[0]))
        elif one.judged == "open":
            found.doubt("calc.screen_judgement_open", path, name=one.name)
        else:
            found.passed()


def _list(row: Mapping[str, str]) -> Text:
    return Text(row["list_zh"], row["list_en"])


def _wastes(found: Finding, given: Screening, library: Library) -> None:
    threshold = given.local_waste_threshold_t
    known = library.references["hazardous_waste"].rows
    usual, amount = [], 0.0
    for at, waste in enumerate(given.wastes or ()):
        path = f"wastes[{at}]"
        category = _category(waste)
        if waste.hazardous is False:
            found.passed()
        elif waste.hazardous is None and category not in known:
            if waste.code is None:
                found.lack(f"{path}.hazardous")
            else:
                found.passed()
        elif known.get(category, {}).get("incidental"):
            usual.append((path, waste))
        elif threshold is None:
            found.hit("calc.screen_waste", path, name=waste.name, code=waste.code or category or "—")
        else:
            amount += waste.amount_t or 0.0
            usual.append((path, waste))
    if not usual or found.hits:
        return
    if threshold is not None and amount >= threshold:
        found.tier = "local"
        found.hit("calc.screen_waste_local", "wastes", amount=f"{amount:g}", limit=f"{threshold:g}")
    else:
        names = "、".join(waste.name for _, waste in usual)
        found.doubt("calc.screen_waste_usual", usual[0][0], name=names)


def _category(waste: Waste) -> str:
    match = _CATEGORY.search(waste.code or "")
    return "" if match is None else match.group() if match.group().startswith("HW") else f"HW{match.group()}"


def high_energy(given: Screening, library: Library) -> Finding:
    """高耗能: every metric of the standard by line; level 3 binds existing lines, level 2 new ones."""
    found = Finding()
    if given.no_energy_limit:
        found.skip("calc.screen_no_energy_limit", "energy")
        return found
    if given.energy is None and given.other_energy is None:
        found.lack("energy")
    for place in ("energy", "other_energy"):
        for at, one in enumerate(getattr(given, place) or ()):
            _metric(found, one, f"{place}[{at}]", library)
    _other_metrics(found, given, library)
    return found


def _metric(found: Finding, one: EnergyMetric, path: str, library: Library) -> None:
    level = "level2" if one.new_line else "level3"
    limit = getattr(one, level)
    if limit is None:
        found.lack(f"{path}.{level}")
    elif one.value is None:
        found.lack(f"{path}.value")
    elif (one.value < limit) if one.higher_is_better else (one.value > limit):
        row = library.references["energy_limits"].rows.get(one.key or "")
        said = {
            "metric": Text(row["zh"], row["en"]) if row else one.metric,
            "line": one.line or Text("全厂", "the plant"),
            "value": f"{one.value:.6g}",
            "limit": f"{limit:g}",
            "unit": f" {row['unit']}" if row else "",
        }
        found.hit("calc.screen_energy", path, **said, level=level[-1])
    else:
        found.passed()


def _other_metrics(found: Finding, given: Screening, library: Library) -> None:
    """What else the standards say of the products judged: a metric nobody filled in leaves the condition open."""
    rows = library.references["energy_limits"].rows
    named = {one.key: at for at, one in enumerate(given.energy or ()) if one.key in rows}
    products = {(rows[key]["source"], rows[key]["product_zh"]): at for key, at in named.items() if key}
    for key, row in rows.items():
        at = products.get((row["source"], row["product_zh"]))
        if at is not None and key not in named:
            said = {"metric": Text(row["zh"], row["en"]), "standard": row["source"]}
            found.doubt("calc.screen_energy_other", f"energy[{at}]", **said)


TESTS = {
    "OVER_STD": over_standard,
    "OVER_TOTAL": over_total,
    "TOXIC_USE": toxic_use,
    "TOXIC_DISCHARGE": toxic_discharge,
    "HIGH_ENERGY": high_energy,
}
