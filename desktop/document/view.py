"""An audit to read: values, words, problems, explanations over one state and one library.

``Document`` is a view that can also be changed; a snapshot is a view of a copied state.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.content.library import Library
from desktop.content.types import Binding, Sheet, View
from desktop.document.closed import closed_edition
from desktop.document.describe import Item, Progress, asked_by, describe, progress, view_rows
from desktop.document.dismissals import divided
from desktop.document.explain import Explained, explain, formula_of, uses
from desktop.document.facts import LINKS, Comment, Evidence, HistoryLine, links_of
from desktop.document.places import check_place, row_tables, settle
from desktop.document.problems import Problems
from desktop.document.rehearsal import rehearsal
from desktop.document.runs import Run
from desktop.document.screening import screening
from desktop.document.search import Hit, Index
from desktop.document.state import State, cell_of
from desktop.document.values import Values
from desktop.document.worded import Worded, word_problem
from desktop.document.wording import Wording
from desktop.model.answer import Answer, Json, answer_to_json
from desktop.model.path import Path, parse_path
from desktop.model.period import PeriodKind
from desktop.model.problem import Problem
from desktop.model.result import NA, Absent, Failed, Value
from desktop.model.review import Objection, Screening
from desktop.model.shown import Shown
from desktop.model.text import Lang


class AuditView:
    """Everything that can be asked about an audit without touching its file."""

    def __init__(self, library: Library, state: State) -> None:
        self.library = library
        self.state = state
        self.values = Values(library, state)
        self.wording = Wording(self.values)
        self._problems = Problems(self.values, self.wording)
        self._progress: dict[str, Progress] | None = None
        self._divided: tuple[int, tuple[Problem, ...], tuple[Problem, ...]] = (0, (), ())
        self.values.kinds[LINKS[0]] = lambda _: links_of(self.values)
        self.values.kinds["#asked"] = lambda key: asked_by(self.values, self._problems, library.sheet(key[1]))
        self._index: Index | None = None

    def at(self, path: str) -> Path:
        """A path text as an address, whether or not there is such a place."""
        return settle(self.library, parse_path(path))

    @property
    def years(self) -> tuple[str, ...]:
        """The three years shown."""
        return self.values.years

    @property
    def base_year(self) -> str:
        """The base year, empty while unknown."""
        return self.values.base_year

    @property
    def edition(self) -> str:
        """``assessment`` or ``acceptance``."""
        return self.values.edition

    def closed(self, path: str) -> bool:
        """Whether an answer belongs to an edition that stands as it was printed."""
        period = self.at(path).period
        return bool(period) and period == closed_edition(self.state)

    def expected(self, path: str, lang: Lang) -> Shown | None:
        """What the assessment edition says, where this place of the acceptance edition says something else."""
        place = self.at(path)
        if place.period != "acceptance" or place.table not in self.library.tables:
            return None
        value, before = self.value(path), self.values.value(cell_of(place.at("assessment")))
        if (
            isinstance(value, Absent | NA | Failed)
            or isinstance(before, Absent | NA | Failed)
            or value == before
        ):
            return None
        return self.wording.shown(place.at("assessment"), lang)

    @property
    def is_sample(self) -> bool:
        """Whether every figure is invented."""
        return self.answer("audit.is_sample") is True

    def periods(self, kind: PeriodKind) -> tuple[str, ...]:
        """The periods shown for questions of a kind."""
        return self.values.periods(kind)

    def view_rows(self, view: View) -> tuple[str, ...]:
        """The rows a view of a sheet shows."""
        return view_rows(self.values, view)

    def run(self, binding: str, row: str = "", period: str = "") -> Run:
        """A method's run: its inputs with the rows they come from, steps and values."""
        return self.values.run(binding, row, period)

    def rows(self, table: str, where: str = "") -> tuple[str, ...]:
        """Row ids of a table in order, those for which ``where`` holds."""
        rows = self.values.rows(table)
        if not where:
            return rows
        bound = self.library.bound(where, table)
        return tuple(row for row in rows if self.values.evaluate(bound, table, row) is True)

    def answer(self, path: str) -> Answer:
        """What was entered at a path."""
        return self.state.answers.get(cell_of(self.at(path)))

    def stored(self, path: str) -> Json:
        """What was entered at a path, as JSON."""
        return answer_to_json(self.answer(path))

    def value(self, path: str) -> Value:
        """The canonical value at a path: entered, calculated or a method's result."""
        place = self.at(path)
        if place.table in self.library.bindings:
            return self.values.result(place.table, place.row, place.column, place.period)
        return self.values.value(cell_of(place))

    def shown(self, path: str, lang: Lang, unit: str = "", decimals: int | None = None) -> Shown:
        """The value at a path as people see it."""
        return self.wording.shown(self.at(path), lang, unit, decimals)

    def label(self, path: str, lang: Lang) -> str:
        """A place in words."""
        return self.wording.label(self.at(path), lang)

    def row_label(self, table: str, row: str, lang: Lang) -> str:
        """A row in words."""
        return self.wording.row_label(table, row, lang)

    def unit_of(self, path: str) -> str:
        """The unit text a place is shown in."""
        return self.wording.unit_of(self.at(path))

    def is_shown(self, path: str) -> bool:
        """Whether the question applies; hidden answers are kept."""
        place = self.at(path)
        return self.values.shown(place.table, place.row, place.column)

    def applies(self, sheet: str) -> bool:
        """Whether a sheet applies to this plant."""
        return self.values.applies.sheet(sheet)

    def hidden_sheets(self) -> tuple[Sheet, ...]:
        """The sheets that do not apply."""
        return self.values.applies.hidden_sheets()

    def hidden_by(self, place: str) -> tuple[str, ...]:
        """Paths of the answers that hide a sheet (``page:<id>``) or a question; none where it is shown."""
        if place.startswith("page:"):
            return self.values.applies.hiding_sheet(place.removeprefix("page:"))
        path = self.at(place)
        return self.values.applies.hiding(path.table, path.row, path.column)

    def why_hidden(self, place: str, lang: Lang) -> str:
        """The answers that hide a sheet or a question, in words: what was asked and what was answered."""
        told: list[str] = []
        for path in self.hidden_by(place):
            cell = self.at(path)
            column = self.library.column(cell.table, cell.column)
            if column is not None:
                value = self.shown(path, lang).text
                label = column.label.get(lang)
                told.append(self.library.message("document.because", lang, question=label, answer=value))
        return self.library.message("document.and", lang).join(told)

    def evaluate(self, text: str, table: str = "", row: str = "", period: str = "") -> Value:
        """Evaluate an expression of the content language."""
        return self.values.evaluate(self.library.bound(text, table), table, row, period)

    def describe(self) -> Iterator[Item]:
        """Every question of the audit with its state, in the order of the sheets."""
        return describe(self.values, self.wording)

    def problems(self) -> tuple[Problem, ...]:
        """Open problems, errors first; those explained by a person are left out."""
        return self._open_and_explained()[0]

    def explained_problems(self) -> tuple[Problem, ...]:
        """Problems a person explained, while what they found is as it was."""
        return self._open_and_explained()[1]

    def _open_and_explained(self) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Divided once for each state of the audit: the window asks often."""
        revision = self.values.engine.revision
        if self._divided[0] != revision:
            self._divided = revision, *divided(self, self._problems.all())
        return self._divided[1:]

    def word(self, problem: Problem, lang: Lang) -> Worded:
        """A problem in words: sentence and fix."""
        return word_problem(problem, lang, self.library, self.wording)

    def screening(self) -> Screening | None:
        """The self-check of the five conditions; ``None`` while the date of the facts is not known."""
        return screening(self)

    def rehearsal(self) -> tuple[Objection, ...]:
        """What reviewers may object to, what these data provoke first."""
        return rehearsal(self)

    def progress(self) -> dict[str, Progress]:
        """Answered of applicable required questions, by sheet id."""
        if self._progress is None:
            self._progress = progress(self.values, self._problems)
        return self._progress

    def explain(self, path: str, lang: Lang) -> Explained:
        """Where a figure comes from: formula in words and numbers, inputs with person, factors with source."""
        return explain(self, self.at(path), lang)

    def formula(self, path: str, lang: Lang) -> str:
        """How a figure is calculated, in words; empty for what is entered and for results of methods."""
        return formula_of(self, self.at(path), lang)

    def uses(self, path: str, lang: Lang) -> tuple[tuple[str, str], ...]:
        """Figures that use this one: path and words."""
        return uses(self, self.at(path), lang)

    def search(self, words: str, lang: Lang, limit: int = 50) -> tuple[Hit, ...]:
        """Find questions, rows, answers and guidance; Chinese, pinyin and its initials, reference numbers."""
        if self._index is None:
            self._index = Index(self.values, self.wording)
        return self._index.find(words, lang, limit)

    def evidence(self, path: str, lang: Lang) -> tuple[Evidence, ...]:
        """Evidence linked to a place or to its row."""
        return Evidence.about(self, self.at(path), lang)

    def comments(self, path: str) -> tuple[Comment, ...]:
        """Comments about a place."""
        return Comment.about(self, path)

    def history(self, path: str) -> tuple[HistoryLine, ...]:
        """Every value an answer had, newest first; known only where the file is open."""
        del path
        return ()

    def place(self, path: str) -> Path:
        """The place a path names.

        Raises:
            RefusedError: there is no such table, column, row, period or result; names the nearest.
        """
        return check_place(self.library, self.state, self.at(path))

    def result_paths(self) -> Iterator[str]:
        """Every calculated figure that has a value: results of methods, then calculated questions."""
        for binding in self.library.bindings.values():
            yield from self._results_of(binding)
        for item in self.describe():
            if item.state == "calculated" and self.shown(item.path, "zh").state != "absent":
                yield item.path

    def _results_of(self, binding: Binding) -> Iterator[str]:
        rows = dict.fromkeys(
            row for table in row_tables(self.library, binding.id) for row in self.values.rows(table)
        )
        for period in self.values.periods(binding.period):
            for row in ("", *rows):
                for result in binding.results:
                    path = str(Path(binding.id, row, result.name, period))
                    if bool(row) >= bool(binding.for_each) and self.shown(path, "zh").state == "calculated":
                        yield path
