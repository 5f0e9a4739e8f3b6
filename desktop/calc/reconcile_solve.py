"""Least squares under balances: measured streams move as little as possible, unmeasured ones follow where they can.

With B x + C u = 0 (u unmeasured), V the variances and N a basis of the left null space of C, G = Nᵀ B and r = G x:
x̂ = x − V Gᵀ (G V Gᵀ)⁻¹ r; global statistic rᵀ (G V Gᵀ)⁻¹ r, chi-square with rank(G) degrees; variance of the
adjustments W = V Gᵀ (G V Gᵀ)⁻¹ G V; measurement test z = |adjustment| / √W (Crowe's projection; linear reconciliation
as in the textbooks). Loaded only when somebody reconciles, because numpy takes its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Solution:
    """By stream: value and its standard deviation, ``None`` where balances and measurements do not determine it; the
    measurement test ``z``, ``None`` where nothing checks the measurement."""

    values: list[float | None]
    deviations: list[float | None]
    z: list[float | None]
    statistic: float
    degrees: int


def solve(
    balances: Sequence[Sequence[float]], measured: Sequence[float | None], sd: Sequence[float | None]
) -> Solution:
    """Reconcile streams; ``balances`` has a row for each node, +1 in, −1 out."""
    known = [at for at, value in enumerate(measured) if value is not None]
    unknown = [at for at, value in enumerate(measured) if value is None]
    whole: Matrix = np.array(balances, dtype=np.float64)
    scale: Matrix = np.array([sd[at] or 1.0 for at in known], dtype=np.float64)
    x: Matrix = np.array([measured[at] or 0.0 for at in known], dtype=np.float64)
    b, c = whole[:, known], whole[:, unknown]
    # In units of the standard deviations all variances are 1, so that the sizes of the streams do not matter.
    basis = _row_space((_null_space(c.T).T @ b) * scale)
    residual = basis @ (x / scale)
    moved = basis.T @ residual
    spread = (basis**2).sum(axis=0)
    fitted = x - scale * moved
    values: list[float | None] = [None] * len(measured)
    deviations: list[float | None] = [None] * len(measured)
    z: list[float | None] = [None] * len(measured)
    for place, at in enumerate(known):
        values[at] = float(fitted[place])
        deviations[at] = float(scale[place] * np.sqrt(max(0.0, 1 - spread[place])))
        if spread[place] > _TINY:
            z[at] = float(abs(moved[place]) / np.sqrt(spread[place]))
    if unknown:
        root = (np.eye(len(known)) - basis.T @ basis) * scale[:, None]
        for at, (value, deviation) in zip(unknown, _follow(b, c, fitted, root), strict=True):
            values[at], deviations[at] = value, deviation
    return Solution(values, deviations, z, float(residual @ residual), len(basis))


def _follow(b: Matrix, c: Matrix, fitted: Matrix, root: Matrix) -> list[tuple[float | None, float | None]]:
    """Unmeasured streams from the fitted ones, where the balances determine them."""
    free = _null_space(c)
    inverse = np.linalg.pinv(c)
    found = -inverse @ b @ fitted
    variance = ((inverse @ b @ root) ** 2).sum(axis=1)
    open_ = np.abs(free).max(axis=1, initial=0.0) > _TINY
    return [
        (None, None) if open_[at] else (float(found[at]), float(np.sqrt(variance[at])))
        for at in range(len(found))
    ]


def _null_space(matrix: Matrix) -> Matrix:
    """An orthonormal basis, in columns, of the vectors the matrix sends to nought."""
    rows, columns = matrix.shape
    if not rows:
        return np.eye(columns)
    _, weights, right = np.linalg.svd(matrix)
    return right[_rank(weights) :].T


def _row_space(matrix: Matrix) -> Matrix:
    """An orthonormal basis, in rows, of what the matrix sees."""
    rows, columns = matrix.shape
    if not rows or not columns:
        return np.zeros((0, columns))
    _, weights, right = np.linalg.svd(matrix, full_matrices=False)
    return right[: _rank(weights)]


def _rank(weights: Matrix) -> int:
    return int((weights > _TINY * max(1.0, float(weights.max(initial=0.0)))).sum())
