"""What a method gives: results, remarks, and every step with its formula and the numbers in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.calc import MethodResult
from desktop.calc.step_words import StepWords
from desktop.model.format import format_number
from desktop.ui.session import Session
from desktop.ui.theme import scaled
from desktop.ui.widgets import Refill, label

_SAID = ("notes", "problems")
_MOST_NOTES = 5
_NAMING = ("name", "carrier", "pollutant", "id", "duty", "label", "year")


class Outcome(QWidget):
    """Results as a tree, remarks above, steps below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.remarks = Refill()
        self.values = _tree()
        self.steps = _tree()
        self._steps_title = label("", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.remarks)
        column.addWidget(self.values, 3)
        column.addWidget(self._steps_title)
        column.addWidget(self.steps, 2)

    def show_result(self, method: str, result: MethodResult, rows: Mapping[str, str]) -> None:
        """Show what came out; ``rows`` say which row of the audit a key stands for."""
        session, text = self._session, self._session.text
        said = self.remarks.begin(4)
        problems = [session.library.message(one.code, session.lang, **one.params) for one in result.problems]
        notes = [note.word(session.library, session.lang) for note in result.notes]
        for words in dict.fromkeys(problems):
            said.addWidget(label(f"⚠ {words}", "body", "warning", wrap=True))
        for words in [*dict.fromkeys(notes)][:_MOST_NOTES]:
            said.addWidget(label(words, "caption", "soft", wrap=True))
        self.remarks.setVisible(bool(problems or notes))
        names = {**rows, **_labels(session, method)}
        self.values.setHeaderLabels([text("ui.calculators.result"), text("ui.calculators.value")])
        self.values.setAccessibleName(text("ui.calculators.result"))
        self.values.clear()
        for name, value in result.values.items():
            if name not in _SAID:
                self.values.addTopLevelItem(_item(session, names, rows, name, value))
        self.values.expandToDepth(1 if len(result.values) < 12 else 0)
        self._show_steps(StepWords(session.library, session.lang, method, result, rows), result)

    def _show_steps(self, words: StepWords, result: MethodResult) -> None:
        text = self._session.text
        shown = bool(result.steps)
        self._steps_title.setVisible(shown)
        self.steps.setVisible(shown)
        self._steps_title.setText(text("ui.calculators.steps"))
        self.steps.setHeaderLabels([text("ui.calculators.step"), text("ui.calculators.value")])
        self.steps.setAccessibleName(text("ui.calculators.steps"))
        self.steps.clear()
        for step in result.steps:
            formula, filled = words.step(step)
            name = words.name(step.name)
            item = QTreeWidgetItem(
                [f"{name} = {formula}" if formula else name, words.value(step.value) or "—"]
            )
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if filled not in (formula, words.value(step.value)):
                item.addChild(self._soft(f"= {filled}"))
            if step.note:
                item.addChild(self._soft(text(step.note)))
            item.setToolTip(0, f"{step.name} = {step.expression}")
            self.steps.addTopLevelItem(item)
        self.steps.expandAll()

    def _soft(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words, ""])
        item.setForeground(0, self.palette().placeholderText())
        item.setToolTip(0, words)
        return item


def _tree() -> QTreeWidget:
    made = QTreeWidget()
    made.setColumnCount(2)
    made.setUniformRowHeights(True)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
    made.header().setStretchLastSection(False)
    made.header().resizeSection(1, scaled(170))
    made.setIndentation(scaled(16))
    made.setMinimumWidth(scaled(380))
    return made


def _labels(session: Session, method: str) -> dict[str, str]:
    """What the content calls the results of a method."""
    bound = [one for one in session.library.data.bindings if one.method == method]
    return {result.name: result.label.get(session.lang) for one in bound for result in one.results}


def _item(
    session: Session, names: Mapping[str, str], rows: Mapping[str, str], name: str, value: object
) -> QTreeWidgetItem:
    label = names.get(name, name)
    words = label if label.endswith(name) or label in rows.values() else f"{label}  {name}"
    item = QTreeWidgetItem([words, _cell(session, value)])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(1, _cell(session, value))
    for inner, member in _members(session, value):
        item.addChild(_item(session, names, rows, inner, member))
    return item


def _members(session: Session, value: object) -> Iterator[tuple[str, object]]:
    """What is inside of a result; of texts in two languages only the one that is read."""
    if isinstance(value, Mapping):
        other = "en" if session.lang == "zh" else "zh"
        yield from ((str(key), member) for key, member in value.items() if key != other)
    elif isinstance(value, list):
        for number, member in enumerate(value, 1):
            named = (
                next((member[key] for key in _NAMING if member.get(key)), "")
                if isinstance(member, Mapping)
                else ""
            )
            yield f"{number}  {named}".strip(), member


def _cell(session: Session, value: object) -> str:
    match value:
        case None:
            return session.text("ui.calculators.undefined")
        case bool():
            return session.text(f"ui.calculators.{str(value).lower()}")
        case int() | float():
            return format_number(float(value))
        case list() | dict():
            return ""
        case _:
            return str(value)
