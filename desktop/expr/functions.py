"""The functions of the language: one table says what each takes, yields, does with gaps, and is in a spreadsheet.

To add one: write its rule in :mod:`desktop.expr.rules` (or :mod:`desktop.expr.members` for aggregates), add a row here
with both languages, give it a spreadsheet form in :mod:`desktop.expr.formula`, a row in
``tests/unit/expr/test_semantics.py`` and a paragraph in ``forms/README.md``.

How gaps travel (``Gaps``), the same for every operator and function unless its row says otherwise:

- **absent** propagates: what needs it is absent. Comparison too; *and*, *or*, *not* are three-valued. Only
  ``if_missing`` ends absence. Aggregates with absent members are absent but carry the partial value and "k of n".
- **not applicable** propagates through arithmetic; aggregates skip it; ``if_na`` ends it.
- **failed** propagates; failed comes before not applicable before absent.
- A plain zero fits every unit; nothing else does: mixed units fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.expr import members, rules
from desktop.expr.scope import Kind
from desktop.model.result import Scalar
from desktop.model.text import Text

Shape = Literal["scalar", "aggregate", "series"]
Gap = Literal["propagates", "partial", "skipped", "ended", "answers"]


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter.

    Attributes:
        dimension: ``same`` as all others so marked, ``plain`` number, or ``any``.
        column: takes a table column, a list, or an expression over columns of one table.
        condition: true for the member rows that belong.
        literal: a text written in the expression itself.
    """

    name: str
    kind: Kind = "number"
    dimension: Literal["any", "same", "plain"] = "any"
    optional: bool = False
    column: bool = False
    condition: bool = False
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A row of the table.

    Attributes:
        yields: kind of the result; ``any`` = that of the first argument.
        dimension: of the result: plain, the same as the arguments, its root, that of a unit or reference column.
        absent, na, failed: what gaps among the arguments do.
        spreadsheet: form in Excel and LibreOffice, for readers; the writer is :mod:`desktop.expr.formula`.
        run: scalar functions get their arguments; aggregates and series get ``Members`` in place of the column and no
            condition.
        context: the context comes first (references, units).
        repeats: the last parameter may be given any number of times.
    """

    name: str
    params: tuple[Param, ...]
    text: Text
    run: Callable[..., Scalar]
    spreadsheet: str
    yields: Kind = "number"
    dimension: Literal["plain", "same", "root", "unit", "column", "none"] = "plain"
    shape: Shape = "scalar"
    absent: Gap = "propagates"
    na: Gap = "propagates"
    failed: Gap = "propagates"
    context: bool = False
    repeats: bool = False

    @property
    def signature(self) -> str:
        """As an author writes it: ``sum(values, [condition])``."""
        names = [f"[{one.name}]" if one.optional else one.name for one in self.params]
        return f"{self.name}({', '.join(names)}{', …' if self.repeats else ''})"

    @property
    def column_at(self) -> int | None:
        """Position of the parameter that takes a column."""
        return next((at for at, one in enumerate(self.params) if one.column), None)


_CONDITION = Param("condition", "flag", optional=True, condition=True)
_NUMBERS = Param("values", dimension="same", column=True)
_NUMBER = Param("x")
_PLAIN = Param("x", dimension="plain")


def _aggregate(
    name: str, run: Callable[..., Scalar], spreadsheet: str, zh: str, en: str, repeats: bool = False
) -> Function:
    """Numbers of a column in, one number of the same unit out."""
    return Function(
        name, (_NUMBERS, _CONDITION), Text(zh, en), run, spreadsheet,
        dimension="same", shape="aggregate", absent="partial", na="skipped", repeats=repeats,
    )  # fmt: skip


def _flags(name: str, run: Callable[..., Scalar], spreadsheet: str, zh: str, en: str) -> Function:
    """Truths of a column in, one truth out."""
    return Function(
        name, (Param("flags", "flag", column=True), _CONDITION), Text(zh, en), run, spreadsheet,
        yields="flag", dimension="none", shape="aggregate", absent="partial", na="skipped",
    )  # fmt: skip


# fmt: off
_TABLE = (
    _aggregate(
        "sum", members.total, "SUM, SUMIFS, SUMPRODUCT",
        "求和：sum(energy.tce, energy.carrier == \"electricity\")。没有成员时为 0；"
        "有缺项时为“缺”，附已知部分之和与“n 项中的 k 项”。",
        "Total: sum(energy.tce, energy.carrier == \"electricity\"). No members give 0; with gaps it is absent and "
        "carries the sum of what is known, k of n.",
    ),
    Function(
        "count", (Param("values", "any", column=True), _CONDITION),
        Text(
            "有值的成员个数；缺的和不适用的不计，条件未知时结果为“缺”。",
            "Number of members with a value; absent and not applicable ones are not counted, an unknown condition "
            "makes the count absent.",
        ),
        members.how_many, "COUNTA, COUNTIFS, SUMPRODUCT", shape="aggregate", absent="skipped", na="skipped",
    ),
    _aggregate(
        "mean", members.average, "AVERAGE, AVERAGEIFS",
        "算术平均；没有成员时为“缺”。", "Arithmetic mean; absent where there are no members.",
    ),
    _aggregate(
        "min", members.smallest, "MIN, MINIFS",
        "最小值：一列 min(table.column, 条件)，或几个数 min(a, b, c)。",
        "Smallest of a column, min(table.column, condition), or of numbers, min(a, b, c).", repeats=True,
    ),
    _aggregate(
        "max", members.largest, "MAX, MAXIFS",
        "最大值：一列 max(table.column, 条件)，或几个数 max(a, b, c)。",
        "Largest of a column, max(table.column, condition), or of numbers, max(a, b, c).", repeats=True,
    ),
    _flags(
        "any", members.is_any, "SUMPRODUCT(…)>0",
        "是否至少有一个为真；没有成员时为假。", "Whether at least one is true; false where there are no members.",
    ),
    _flags(
        "all", members.are_all, "SUMPRODUCT(…)=0",
        "是否全部为真；没有成员时为真。", "Whether all are true; true where there are no members.",
    ),
    Function(
        "first", (Param("values", "any", column=True), _CONDITION),
        Text(
            "条件确定为真的第一个成员的值；没有时为“缺”。",
            "Value of the first member whose condition is surely true; absent where there is none.",
        ),
        members.first_of, "INDEX(…, MATCH(…))", yields="any", dimension="same", shape="aggregate",
        absent="answers", na="answers", failed="answers",
    ),
    Function(
        "join", (Param("texts", "text", column=True), Param("separator", "text"), _CONDITION),
        Text(
            "把文字连成一句；缺的和不适用的略去。",
            "Texts joined into one; absent and not applicable ones are left out.",
        ),
        members.joined, "–", yields="text", dimension="none", shape="series", absent="skipped", na="skipped",
    ),
    Function(
        "rank", (Param("x", dimension="same"), _NUMBERS, _CONDITION),
        Text(
            "x 在一列中的名次，最大为 1，相同者同名次。",
            "Rank of x in a column, 1 the largest; equals share a rank.",
        ),
        members.position, "1+SUMPRODUCT(--(…>x))", shape="series", absent="partial", na="skipped",
    ),
    Function(
        "npv", (Param("rate", dimension="plain"), Param("flows", dimension="same", column=True)),
        Text(
            "净现值，与电子表格相同：第一个值贴现一年，第 0 年的投资写在外面：npv(rate, flows) - investment。",
            "Net present value as spreadsheets do it: the first value is discounted by one year, so an investment of "
            "year 0 stands outside: npv(rate, flows) - investment.",
        ),
        rules.npv, "NPV(rate, flows)", dimension="same", shape="series",
    ),
    Function(
        "irr", (Param("flows", dimension="same", column=True),),
        Text(
            "内部收益率（小数），从第 0 年起。无解，或收支方向变化多于一次时算不出，并说明原因。",
            "Internal rate of return (a fraction), flows from year 0. Fails, saying why, where no rate solves it or "
            "the flows change direction more than once.",
        ),
        rules.irr, "IRR(flows)", shape="series",
    ),
    Function("abs", (_NUMBER,), Text("绝对值。", "Absolute value."), rules.absolute, "ABS(x)", dimension="same"),
    Function(
        "round", (_PLAIN, Param("digits", dimension="plain"), Param("rule", "text", optional=True, literal=True)),
        Text(
            "修约到 digits 位小数：默认四舍五入；第三个参数 \"gb8170\" 按 GB/T 8170（四舍六入五成双）。"
            "只用于无量纲数，先用 in_unit。",
            "Round to digits decimals: half up, or with \"gb8170\" by GB/T 8170 (half to even). Plain numbers only; "
            "use in_unit first.",
        ),
        rules.round_to, "ROUND(x, digits)",
    ),
    Function(
        "floor", (_PLAIN,), Text("向下取整。", "Largest whole number not above x."), rules.floor, "INT(x)",
    ),
    Function(
        "ceil", (_PLAIN,), Text("向上取整。", "Smallest whole number not below x."), rules.ceil, "-INT(-x)",
    ),
    Function(
        "sqrt", (_NUMBER,), Text("平方根；负数算不出。", "Square root; fails for negative numbers."),
        rules.root, "SQRT(x)", dimension="root",
    ),
    Function(
        "ln", (_PLAIN,), Text("自然对数；零和负数算不出。", "Natural logarithm; fails for zero and negative numbers."),
        rules.logarithm, "LN(x)",
    ),
    Function("exp", (_PLAIN,), Text("e 的 x 次方。", "e to the power of x."), rules.exponential, "EXP(x)"),
    Function(
        "if_missing", (Param("x", "any", dimension="same"), Param("otherwise", "any", dimension="same")),
        Text(
            "x 缺时取 otherwise。这是结束“缺”的唯一办法，用时应写明理由。",
            "otherwise where x is absent. The only way to end absence; say why where you use it.",
        ),
        rules.if_missing, "IF(x=\"\", otherwise, x)", yields="any", dimension="same", absent="ended",
    ),
    Function(
        "if_na", (Param("x", "any", dimension="same"), Param("otherwise", "any", dimension="same")),
        Text("x 不适用时取 otherwise。", "otherwise where x is not applicable."),
        rules.if_na, "–", yields="any", dimension="same", na="ended",
    ),
    Function(
        "answered", (Param("x", "any"),),
        Text(
            "是否已回答：有值（包括 0）或写明不适用为真，缺为假。",
            "Whether it was answered: a value (zero included) or not applicable is true, absent is false.",
        ),
        rules.answered, "x<>\"\"", yields="flag", dimension="none", absent="answers", na="answers",
    ),
    Function(
        "selected", (Param("x", "text"), Param("choice", "text")),
        Text("多选题中是否选了某项。", "Whether a choice is among those selected."),
        rules.selected, "–", yields="flag", dimension="none",
    ),
    Function(
        "listed", (Param("texts", "text"), Param("word", "text")),
        Text(
            "一段以空格分开的文字里是否有某个词：listed(\"3110 3216\", code)。",
            "Whether a word is one of those a text names, divided by spaces: listed(\"3110 3216\", code).",
        ),
        rules.listed, "ISNUMBER(FIND(\" \"&word&\" \", \" \"&texts&\" \"))", yields="flag", dimension="none",
    ),
    Function(
        "matches", (Param("x", "text"), Param("pattern", "text")),
        Text(
            "文字是否符合样式，# 代表一位数字：matches(code, \"###-###-##\")。",
            "Whether a text has a pattern, # for a digit: matches(code, \"###-###-##\").",
        ),
        rules.matches, "–", yields="flag", dimension="none",
    ),
    Function(
        "well_formed", (Param("text", "text"), Param("kind", "text", literal=True)),
        Text(
            "号码的写法对不对（含校验位）：well_formed(cas, \"cas\")；种类有 cas、credit_code。",
            "Whether a number is written as its kind demands, check digit included: well_formed(cas, \"cas\"); "
            "kinds are cas and credit_code.",
        ),
        rules.well_formed, "–", yields="flag", dimension="none",
    ),
    Function(
        "lookup",
        (Param("reference", "text", literal=True), Param("key", "text"), Param("column", "text", literal=True)),
        Text(
            "查参考表：lookup(\"coal_equivalent\", carrier, \"calorific\")。",
            "A cell of a reference table: lookup(\"coal_equivalent\", carrier, \"calorific\").",
        ),
        rules.look_up, "INDEX(column, MATCH(key, keys, 0))", yields="any", dimension="column", context=True,
    ),
    Function(
        "unit", (Param("number", dimension="plain"), Param("unit", "text")),
        Text("给数加上单位：unit(25, \"kWh/t\")。", "A number with a unit: unit(25, \"kWh/t\")."),
        rules.with_unit, "number*factor", dimension="unit", context=True,
    ),
    Function(
        "in_unit", (_NUMBER, Param("unit", "text")),
        Text(
            "以某单位表示的数值（无量纲）：in_unit(amount, \"t\")。",
            "The plain number of x in a unit: in_unit(amount, \"t\").",
        ),
        rules.in_unit, "x/factor", context=True,
    ),
    Function(
        "days_between", (Param("start", "text"), Param("end", "text")),
        Text("从 start 到 end 的天数（日期）。", "Days from start to end (dates)."),
        rules.days_between, "end-start",
    ),
    Function(
        "months_between", (Param("start", "text"), Param("end", "text")),
        Text("从 start 到 end 满多少个月。", "Whole months from start to end."),
        rules.months_between,
        "(YEAR(end)-YEAR(start))*12+MONTH(end)-MONTH(start)-(DAY(end)<DAY(start))",
    ),
    Function(
        "text", (_PLAIN, Param("decimals", dimension="plain")),
        Text("数写成文字，小数位数固定。", "A number as text with fixed decimals."),
        rules.as_text, "FIXED(x, decimals, TRUE)", yields="text", dimension="none",
    ),
)
# fmt: on

FUNCTIONS: Mapping[str, Function] = {one.name: one for one in _TABLE}
