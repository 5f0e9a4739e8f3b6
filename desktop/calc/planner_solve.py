"""The solver HiGHS behind one function. Loaded only when somebody plans, because it takes its time.

One thread, a fixed seed and no gaps: the answer is exact and the same on every run.
"""

from __future__ import annotations

from collections.abc import Mapping

import highspy
import numpy as np

from desktop.calc.planner_milp import Milp
from desktop.model.errors import AuditError

_OPTIONS: dict[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


def minimise(problem: Milp, objective: Mapping[int, float]) -> list[float] | None:
    """The values of the variables where the objective is least; ``None`` where nothing satisfies the rows.

    Raises:
        AuditError: ``calc.planner_gave_up`` with what the solver said.
    """
    count = len(problem.lower)
    size = max((abs(one) for one in objective.values()), default=0.0) or 1.0
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, len(problem.rows)
    program.col_cost_ = np.array([objective.get(at, 0.0) / size for at in range(count)], dtype=np.float64)
    program.col_lower_ = np.array(problem.lower, dtype=np.float64)
    program.col_upper_ = np.array(problem.upper, dtype=np.float64)
    program.row_lower_ = np.array([low for _, low, _ in problem.rows], dtype=np.float64)
    program.row_upper_ = np.array([high for _, _, high in problem.rows], dtype=np.float64)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    program.integrality_ = [kinds[whole] for whole in problem.whole]
    starts = np.cumsum([0, *(len(terms) for terms, _, _ in problem.rows)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = np.array([at for terms, _, _ in problem.rows for at in terms], dtype=np.int32)
    program.a_matrix_.value_ = np.array(
        [one for terms, _, _ in problem.rows for one in terms.values()], dtype=np.float64
    )
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its author left the type away
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.passModel(program)
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
        raise AuditError("calc.planner_gave_up", path="options", reason=solver.modelStatusToString(status))
    return [float(value) for value in solver.getSolution().col_value]
