"""The engine alone: what is read is noted, what changed is felt, and nothing else is computed again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop.document.engine import CYCLE, Changed, Engine, Key, Rowwise


class Sheet:
    """Rows with an entered number ``in``, ``double`` of it, ``big`` of the double, and their ``total``."""

    def __init__(self) -> None:
        self.given: dict[str, int] = {"a": 1, "b": 2, "c": 3}
        self.computed: list[tuple[str, str]] = []
        kinds = {"#rows": lambda _: tuple(self.given), "#total": self._total, "#entered": lambda _: None,
                 "#ring": lambda _: self.engine.get(("#round",)), "#round": lambda _: self.engine.get(("#ring",)),
                 "#one": lambda _: self.engine.get_row(("#double",), "a")}  # fmt: skip
        rowwise = {
            "#in": self._kind(lambda row: self.given[row], entered=True),
            "#double": self._kind(lambda row: 2 * self._read("#in", row)),
            "#big": self._kind(lambda row: self._read("#double", row) > 4),
        }
        self.engine = Engine(kinds, rowwise)

    def _kind(self, formula, entered: bool = False) -> Rowwise:  # type: ignore[no-untyped-def]
        def compute(key: Key, rows: Sequence[str]) -> Mapping[str, object]:
            if entered:
                self.engine.get(("#entered",))
            self.computed += [(key[0], row) for row in rows]
            return {row: formula(row) for row in rows}

        def reached(_key: Key, read: Key, changed: Changed) -> Collection[str] | None:
            return changed[read]

        return Rowwise(self._rows, lambda _, row: row in self.given, compute, reached)

    def _rows(self, _: Key) -> tuple[str, ...]:
        return self.engine.get(("#rows",))  # type: ignore[return-value]

    def _read(self, kind: str, row: str) -> int:
        return self.engine.get_rows((kind,), (row,))[row]  # type: ignore[return-value]

    def _total(self, _: Key) -> int:
        self.computed.append(("#total", ""))
        return sum(self.engine.get(("#double",)).values())  # type: ignore[attr-defined]

    def edit(self, **given: int) -> set[Key]:
        gone_or_new = set(given) - set(self.given)
        self.given |= given
        self.computed.clear()
        inputs: dict[Key, Collection[str]] = {("#entered",): given}
        if gone_or_new:
            inputs["#rows",] = gone_or_new
        return set(self.engine.touch(inputs))


def test_one_row_is_computed_again_and_the_total() -> None:
    sheet = Sheet()
    assert sheet.engine.get(("#total",)) == 12
    assert sheet.edit(b=5) == {("#in",), ("#double",), ("#total",)}
    assert sheet.engine.get(("#total",)) == 18
    assert sheet.computed == [("#in", "b"), ("#double", "b"), ("#total", "")]
    assert sheet.engine.changed_rows(("#double",), sheet.engine.revision - 1) == {"b": 4}


def test_the_same_value_is_not_passed_on() -> None:
    sheet = Sheet()
    sheet.engine.get(("#big",))
    sheet.engine.get(("#total",))
    sheet.edit(c=4)
    assert sheet.engine.get(("#big",)) == {"a": False, "b": False, "c": True}
    revision = sheet.engine.changed_at(("#big",))
    assert revision < sheet.engine.revision  # 8 is as big as 6
    assert sheet.engine.get(("#total",)) == 14
    sheet.edit(c=4)  # typed once more
    assert sheet.engine.get(("#total",)) == 14
    assert sheet.computed == [("#in", "c")]


def test_who_reads_one_row_does_not_feel_the_others() -> None:
    sheet = Sheet()
    assert sheet.engine.get(("#one",)) == 2
    sheet.edit(b=7)
    assert sheet.engine.get(("#one",)) == 2
    assert sheet.engine.changed_at(("#one",)) == 1
    sheet.edit(a=7)
    assert sheet.engine.get(("#one",)) == 14


def test_rows_come_and_go() -> None:
    sheet = Sheet()
    sheet.engine.get(("#total",))
    sheet.edit(d=10)
    assert sheet.engine.get(("#total",)) == 32
    assert sheet.computed[:2] == [("#in", "d"), ("#double", "d")]
    del sheet.given["a"]
    sheet.engine.touch({("#rows",): ["a"]})
    assert sheet.engine.get(("#total",)) == 30
    assert sheet.engine.get_row(("#double",), "a") is None


def test_changes_missed_for_a_while_are_all_felt() -> None:
    sheet = Sheet()
    sheet.engine.get(("#total",))
    for number in range(3):
        sheet.edit(a=number, b=number)
        sheet.engine.get(("#in",))  # the others are not asked for meanwhile
    assert sheet.engine.get(("#total",)) == 2 * (2 + 2 + 3)


def test_a_ring_fails_and_nothing_else() -> None:
    sheet = Sheet()
    assert sheet.engine.get(("#ring",)) == CYCLE
    assert sheet.engine.get(("#total",)) == 12


def test_what_a_computation_reads_is_told() -> None:
    sheet = Sheet()
    assert sheet.engine.traced(lambda: sheet.engine.get_row(("#double",), "a")) == {("#double",): {"a"}}
    sheet.engine.get(("#total",))
    assert sheet.engine.reads_of(("#total",)) == {("#double",): None}
    assert sheet.engine.readers_of(("#double",)) == (("#total",),)
