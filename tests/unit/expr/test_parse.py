"""Reading: what the language is, what it is not, and errors that help."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.expr import parse
from desktop.model.errors import AuditError


def _refusal(text: str) -> AuditError:
    with pytest.raises(AuditError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "code", "position", "near"),
    [
        ("", "expr.empty", 1, ""),
        ("1 +", "expr.syntax", 3, "+"),
        ("a；b", "expr.full_width", 2, "；"),
        ("sum（a）", "expr.full_width", 4, "（"),
        ("能耗 × 2", "expr.full_width", 4, "×"),
        ("a = 1", "expr.written_as", 3, "="),
        ("a && b", "expr.written_as", 3, "&&"),
        ("a <> b", "expr.written_as", 3, "<>"),
        ("a ^ 2", "expr.not_allowed_instead", 1, "a ^ 2"),
        ("a // 2", "expr.not_allowed_instead", 1, "a // 2"),
        ("x + (a is b)", "expr.not_allowed_instead", 6, "a is b"),
        ("lambda: 1", "expr.not_allowed", 1, "lambda: 1"),
        ("x := 1", "expr.syntax", 3, ":= 1"),
        ("f'{x}'", "expr.not_allowed", 1, "f'{x}'"),
        ("b'x'", "expr.not_allowed", 1, "b'x'"),
        ("1j", "expr.not_allowed", 1, "1j"),
        ("None", "expr.none", 1, "None"),
        ("a.b()", "expr.not_a_function", 1, "a.b()"),
        ("sum(x, condition=y)", "expr.not_a_function", 1, None),
        ("sum(*x)", "expr.not_allowed", 5, "*x"),
        ("[x for x in y]", "expr.not_allowed_instead", 1, None),
        ("{1: 2}", "expr.not_allowed", 1, "{1: 2}"),
        ("a[1:2]", "expr.not_allowed", None, None),
        ("2 ** 1000", "expr.power", 1, "2 ** 1000"),
        ("1e999", "expr.number", 1, "1e999"),
        ("9" * 400, "expr.number", 1, None),
        ("a" * 5000, "expr.too_long", None, None),
        ("-" * 300 + "1", "expr.too_large", None, None),
        ("(" * 250 + "1" + ")" * 250, "expr.syntax", None, None),
        ("a" + " + a" * 700, "expr.too_large", None, None),
        ("'\\d'", "expr.syntax", None, None),
        ("a\x00b", "expr.syntax", None, None),
        ("import os", "expr.syntax", None, None),
        ("a; b", "expr.syntax", 2, "; b"),
        ("a # b\n+ c", "expr.syntax", 3, "# b\n+ c"),
        ("1) + (2", "expr.syntax", None, None),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, code: str, position: int | None, near: str | None) -> None:
    error = _refusal(text)
    assert error.code == code
    if position is not None:
        assert error.params["position"] == position
    if near is not None:
        assert error.params["near"] == near


def test_places_are_right_after_chinese_and_on_later_lines() -> None:
    assert _refusal("'甲乙丙' == x ^ 2").params["position"] == 10
    assert _refusal("a +\n  (b ^ 2)").params["position"] == 8


def test_lines_may_break_anywhere() -> None:
    assert parse("a\n + b").text == "a\n + b"


@given(st.text(alphabet="ab1. +-*/()[]<>=!'\"\\,:{}不（\n\x00", max_size=40))
def test_nothing_but_declared_errors(text: str) -> None:
    refused: AuditError | None = None
    try:
        parse(text)
    except AuditError as error:
        refused = error
    if refused is not None:
        assert refused.code.startswith("expr.")
        assert 1 <= int(str(refused.params["position"])) <= max(1, len(text))
