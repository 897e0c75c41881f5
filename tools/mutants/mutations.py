"""Finds the mistakes that can be made in a module: another operator, constant or condition."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_OTHER_OPERATORS: Final = {
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    ">": (">=", "<="),
    ">=": (">", "<"),
    "==": ("!=",),
    "!=": ("==",),
    "is": ("is not",),
    "is not": ("is",),
    "in": ("not in",),
    "not in": ("in",),
    "and": ("or",),
    "or": ("and",),
    "+": ("-",),
    "-": ("+",),
    "*": ("+",),
    "/": ("*",),
    "//": ("*",),
    "%": ("*",),
    "**": ("*",),
    "&": ("|",),
    "|": ("&",),
    "<<": (">>",),
    ">>": ("<<",),
}
_OPERATOR: Final = re.compile(
    rb"\bis\s+not\b|\bnot\s+in\b|\b(?:is|in|and|or)\b|\*\*|//|<<|>>|[<>=!]=|[<>+*/%&|-]"
)
_COMMENT: Final = re.compile(rb"#[^\n]*")
_CHECKS_OF_THE_PROGRAM: Final = frozenset({"strict", "frozen", "slots", "kw_only"})
"""Arguments that change nothing in a program without mistakes."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A mistake that can be made in a module.

    Args:
        line_number: The number of its line, from 1.
        line: The source on that line, without white space around it.
        change: What is replaced by what, as a reader sees it.
        start: The position of the first byte that is replaced, in the source as UTF-8.
        end: The position behind the last one.
        replacement: The bytes that replace them.
    """

    line_number: int
    line: str
    change: str
    start: int
    end: int
    replacement: bytes

    def apply(self, source: bytes) -> bytes:
        """Return the module's source with the mistake."""
        return source[: self.start] + self.replacement + source[self.end :]


def find_mutations(source: bytes) -> list[Mutation]:
    """Return all mistakes that can be made in a module, in the order of its source.

    Texts stay as they are, and so does what only types and messages of assertions consist of.

    Args:
        source: The source of the module in UTF-8.
    """
    found = set(_Finder(source).mutations(ast.parse(source)))
    return sorted(found, key=lambda each: (each.start, each.end, each.replacement))


class _Finder:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines = source.split(b"\n")
        self._line_starts = [0]
        for line in self._lines:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)

    def mutations(self, node: ast.AST) -> Iterator[Mutation]:
        """Yield the mutations of a node and of all nodes in it."""
        if _is_left_alone(node):
            return
        match node:
            case ast.Compare(left=left, comparators=comparators):
                yield from self._operators([left, *comparators])
            case ast.BoolOp(values=values):
                yield from self._operators(values)
            case ast.BinOp(left=left, right=right):
                yield from self._operators([left, right])
            case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
                yield self._mutation(self._start(node), self._start(operand), b"")
            case ast.Constant(value=bool() as value):
                yield self._replaced(node, str(not value))
            case ast.Constant(value=int() | float() as value):
                yield self._replaced(node, str(value + 1))
            case ast.If(test=test) | ast.IfExp(test=test):
                yield self._replaced(test, "True")
                yield self._replaced(test, "False")
        for child in self._parts(node):
            yield from self.mutations(child)

    @staticmethod
    def _parts(node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node consists of, without types and decorators."""
        for name, value in ast.iter_fields(node):
            if name not in {"annotation", "returns", "decorator_list"}:
                yield from (part for part in _as_list(value) if isinstance(part, ast.AST))

    def _operators(self, operands: list[ast.expr]) -> Iterator[Mutation]:
        """Yield other operators between operands."""
        for i, right in enumerate(operands[1:]):
            start = self._end(operands[i])
            gap = self._source[start : self._start(right)]
            blank = _COMMENT.sub(lambda found: b" " * len(found.group()), gap)
            if found := _OPERATOR.search(blank):
                for other in _OTHER_OPERATORS[" ".join(found.group().decode().split())]:
                    yield self._mutation(start + found.start(), start + found.end(), other.encode())

    def _replaced(self, node: ast.expr, text: str) -> Mutation:
        return self._mutation(self._start(node), self._end(node), text.encode())

    def _mutation(self, start: int, end: int, replacement: bytes) -> Mutation:
        number = self._source.count(b"\n", 0, start) + 1
        line = self._lines[number - 1].decode().strip()
        before = " ".join(self._source[start:end].decode().split())
        change = f"{before} → {replacement.decode() or 'nothing'}"
        return Mutation(number, line, change, start, end, replacement)

    def _start(self, node: ast.AST) -> int:
        assert isinstance(node, ast.expr)
        return self._line_starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._line_starts[node.end_lineno - 1] + node.end_col_offset


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        # In an f-string, Python before 3.12 doesn't know where its parts are.
        case ast.Assert() | ast.JoinedStr():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.keyword(arg=name):
            return name in _CHECKS_OF_THE_PROGRAM
    return False


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
