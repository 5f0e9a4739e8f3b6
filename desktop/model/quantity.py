"""Units, dimensions and quantities.

A unit is a product of atoms with powers: ``kWh/t``, ``L/(m2·d)``, ``万m³``, ``元/t``. Atoms and their exact
factors are data (``resources/reference/units.csv``). The canonical unit of a dimension has factor 1; all
evaluation happens in canonical numbers, everything shown or typed is in the unit of the place.

A year ``a`` is a dimension of its own and never 8,760 h: annual flows (t/a) must not slide into hours. Coal
equivalent (tce) and CO₂ equivalent (tCO2e) are dimensions of their own, so that they are never added to tonnes,
and so are normal cubic metres (Nm3): a gas bill in m³ is 7.3 % off (units.md 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from desktop.model.errors import RefusedError
from desktop.model.text import Text

Dimension = tuple[tuple[str, int], ...]
"""Base dimensions with their powers, sorted by name; ``()`` is a plain number."""

PLAIN: Dimension = ()


def multiply_dimensions(left: Dimension, right: Dimension, sign: int = 1) -> Dimension:
    """Dimension of a product (``sign`` 1) or quotient (-1)."""
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


@dataclass(frozen=True, slots=True)
class UnitAtom:
    """One named unit: symbols accepted when typing, symbol printed, dimension, exact factor to canonical."""

    id: str
    symbol: str
    dimension: Dimension
    factor: float
    aliases: tuple[str, ...] = ()
    name: Text = field(default=Text("", ""))

    @property
    def plain(self) -> str:
        """The symbol as printed among English words: Chinese multiples as powers of ten, Chinese units by name."""
        symbol = self.symbol
        if not _CHINESE.search(symbol):
            return symbol
        for multiple, (power, words) in _POWERS.items():
            rest = symbol.removeprefix(multiple)
            if symbol != rest and not _CHINESE.search(rest):
                return f"{power}\u2009{rest}"
            if symbol != rest and self.name.en.startswith(words):
                return f"{power}\u2009{self.name.en.removeprefix(words)}"
        return re.sub(r" \(.*\)$", "", self.name.en) or symbol


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, resolved: ``value_in_unit * factor`` is the canonical value."""

    text: str
    symbol: str
    dimension: Dimension
    factor: float
    plain: str = ""


_CHINESE = re.compile("[\u4e00-\u9fff]")
_POWERS = {
    "千": ("10\u00b3", "thousand "),
    "万": ("10\u2074", "ten thousand "),
    "百万": ("10\u2076", "million "),
    "亿": ("10\u2078", "hundred million "),
}
_TOKEN = re.compile(r"\s*([()/·*]|[^()/·*\s]+)")
_SIGNS = frozenset("()/·*")
_UNIT_MULTIPLES = (("百万", 1e6), ("千万", 1e7), ("十万", 1e5), ("万", 1e4), ("亿", 1e8), ("千", 1e3))


def _signed(text: str) -> Iterator[tuple[str, int]]:
    """The parts of a unit expression: names with 1 above and -1 below the stroke, signs with 0.

    Two names in a row, or a sign with nothing before it, is a slip of the pen and not a unit.
    """
    sign = 1
    outer: list[int] = []
    after_name = False
    for token in _TOKEN.findall(text):
        is_name = token not in _SIGNS
        if after_name == (is_name or token == "(") or (token == ")" and not outer):
            raise RefusedError("unit.malformed", unit=text)
        if token == "(":
            outer.append(sign)
        elif token == ")":
            sign = outer.pop()
        elif token == "/":
            sign = -1 if not outer else -outer[-1]
        yield token, sign if is_name else 0
        after_name = is_name or token == ")"
    if outer or (text.strip() and not after_name):
        raise RefusedError("unit.malformed", unit=text)


class UnitTable:
    """All units, and the reading of unit expressions. Pure lookup; instances are immutable in use."""

    def __init__(self, atoms: Iterable[UnitAtom]) -> None:
        self.atoms: dict[str, UnitAtom] = {atom.id: atom for atom in atoms}
        self._by_name: dict[str, UnitAtom] = {}
        for atom in self.atoms.values():
            for name in (atom.id, atom.symbol, *atom.aliases):
                self._by_name.setdefault(name, atom)
        self._cache: dict[str, Unit] = {}

    def parse(self, text: str) -> Unit:
        """Resolve a unit expression.

        Raises:
            RefusedError: ``unit.unknown`` naming the part nobody knows.
        """
        known = self._cache.get(text)
        if known is None:
            known = self._cache[text] = self._read(text)
            self._cache.setdefault(known.plain, known)  # what is shown can be read again
        return known

    def known(self, text: str) -> bool:
        """Whether the expression can be read."""
        try:
            self.parse(text)
        except RefusedError:
            return False
        return True

    def like(self, dimension: Dimension) -> tuple[UnitAtom, ...]:
        """Atoms of one dimension, for unit choosers and messages."""
        return tuple(atom for atom in self.atoms.values() if atom.dimension == dimension)

    def _read(self, text: str) -> Unit:
        whole = self._atom(text.strip())
        if whole:
            return Unit(text, whole.symbol, whole.dimension, whole.factor, whole.plain)
        dimension: Dimension = PLAIN
        factor = 1.0
        symbols: list[str] = []
        plain: list[str] = []
        for token, sign in _signed(text):
            if not sign or token == "1":
                symbols.append(token)
                plain.append(token)
                continue
            atom = self._atom(token)
            if atom is None:
                raise RefusedError("unit.unknown", unit=text, part=token)
            dimension = multiply_dimensions(dimension, atom.dimension, sign)
            factor = factor * atom.factor if sign > 0 else factor / atom.factor
            symbols.append(atom.symbol)
            plain.append(atom.plain)
        return Unit(text, "".join(symbols), dimension, factor, "".join(plain))

    def _atom(self, name: str) -> UnitAtom | None:
        """A named unit; also ``万件`` (a multiple of a named one) and ``t-Al`` (a unit of a named substance)."""
        atom = self._by_name.get(name)
        if atom or not name:
            return atom
        for multiple, factor in _UNIT_MULTIPLES:
            counted = self._by_name.get(name.removeprefix(multiple)) if name.startswith(multiple) else None
            if counted:
                return UnitAtom(name, multiple + counted.symbol, counted.dimension, factor * counted.factor)
        unit, dash, substance = name.partition("-")
        atom = self._by_name.get(unit)
        if atom and dash and substance and not substance[0].isdigit():
            return UnitAtom(name, f"{atom.symbol}-{substance}", atom.dimension, atom.factor)
        return None


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋％　", "0123456789.,-+% ")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?([eE][+-]?\d+)?")
_MULTIPLES: Mapping[str, int] = {"万": 4, "亿": 8, "‰": -3}


def read_number(text: str) -> str:
    """Normalise a typed number to plain decimal text: full-width digits, thousands separators, spaces, 万/亿.

    >>> read_number(" １２ ９８５.８５ "), read_number("3,226,983,600"), read_number("1.2万")
    ('12985.85', '3226983600', '12000')

    Raises:
        RefusedError: ``number.unreadable`` with the text as typed.
    """
    plain = text.translate(_FULL_WIDTH).strip()
    plain = re.sub(r"[\s\u2009\u202f\u00a0']", "", plain).replace("\u2212", "-")
    shift = 0
    if plain and plain[-1] in _MULTIPLES:
        shift = _MULTIPLES[plain[-1]]
        plain = plain[:-1]
    if "," in plain:
        if not _GROUPED.fullmatch(plain):
            raise RefusedError("number.unreadable", text=text)
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", plain):
        raise RefusedError("number.unreadable", text=text)
    try:
        number = Decimal(plain).scaleb(shift) if shift else Decimal(plain)
    except (InvalidOperation, ArithmeticError) as error:
        raise RefusedError("number.unreadable", text=text) from error
    if not number.is_finite() or abs(number) > Decimal("1e30"):
        raise RefusedError("number.unreadable", text=text)
    if not shift and "e" not in plain.lower():
        return plain.removeprefix("+")
    return format(number, "f")
