"""The canonical serialisation is a promise to those who verify a file without us: literal texts here."""

from __future__ import annotations

import math
from hashlib import sha256

import pytest

from desktop.model.errors import RefusedError
from desktop.store.journal import (
    Batch,
    Change,
    batch_digest,
    canonical_json,
    canonical_number,
    milliseconds,
)


def test_digest_of_a_change() -> None:
    change = Change(
        "b",
        0,
        "materials[m1].amount@2025",
        None,
        {"unit": "t", "value": "5.10"},
        None,
        5100.0,
        "抄错",
        "5a17",
    )
    text = '["5a17","materials[m1].amount@2025",null,{"unit":"t","value":"5.10"},null,5100.0,"抄错"]'
    assert change.digest == sha256(text.encode()).hexdigest()


def test_a_withheld_change_keeps_its_digest() -> None:
    assert Change("b", 0, "", None, None, None, None, "", "", "ab" * 32).digest == "ab" * 32


def test_digest_of_a_batch() -> None:
    header = Batch("id-1", 7, "merge", "", "铝", "王工", "pc", "2026-11-25T08:00:00+08:00", ("p1", "p2"), "")
    text = '["qsa1","id-1","merge","","铝","王工","pc","2026-11-25T08:00:00+08:00",["p1","p2"],["c1"]]'
    assert batch_digest(header, ["c1"]) == sha256(text.encode()).hexdigest()


def test_json_has_one_text() -> None:
    assert (
        canonical_json({"b": [1, 2.5, True, None], "a": "é\n铝\u0000"})
        == '{"a":"é\\n铝\\u0000","b":[1,2.5,true,null]}'
    )


UNSTORABLE = {
    "not a number": math.nan,
    "infinite": math.inf,
    "set": {1, 2},
    "half a character": "\ud800",
    "half a character inside": {"a": ["\udfff"]},
    "too many digits": 10**5000,
}


@pytest.mark.parametrize("value", UNSTORABLE.values(), ids=UNSTORABLE)
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(RefusedError, match=r"store\.not_json"):
        canonical_json(value)  # type: ignore[arg-type]


def test_endless_nesting_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(RefusedError, match=r"store\.not_json"):
        canonical_json(value)  # type: ignore[arg-type]


def test_canonical_numbers_are_finite_and_zero_has_no_sign() -> None:
    assert canonical_number(None) is None
    assert math.copysign(1, canonical_number(-0.0) or 0.0) == 1
    assert repr(canonical_number(3)) == "3.0"
    for value in (math.nan, math.inf):
        with pytest.raises(RefusedError, match=r"store\.not_finite"):
            canonical_number(value)


def test_times_need_their_offset() -> None:
    assert (
        milliseconds("2026-11-25T08:00:00+08:00") == milliseconds("2026-11-25T00:00:00Z") == 1_795_564_800_000
    )
    for text in ("2026-11-25T08:00:00", "yesterday", ""):
        with pytest.raises(RefusedError, match=r"store\.time"):
            milliseconds(text)
