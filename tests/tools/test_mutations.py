"""The mistakes that are made in a module."""

import pytest

from tools.mutants.mutations import find_mutations


def mistakes_in(source: str) -> list[str]:
    """Return the source with each mistake, one at a time."""
    content = source.encode()
    return [each.apply(content).decode() for each in find_mutations(content)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a <= b", ["a < b", "a > b"]),
        ("a not in b", ["a in b"]),
        ("a is not b", ["a is b"]),
        ("a == b != c", ["a != b != c", "a == b == c"]),
        ("ŵ and (b\n  # or\n  and c)", ["ŵ or (b\n  # or\n  and c)", "ŵ and (b\n  # or\n  or c)"]),
        ("a // b", ["a * b"]),
        ("not a", ["a"]),
        ("f(-a, True, 2)", ["f(a, True, 2)", "f(-a, False, 2)", "f(-a, True, 3)"]),
        ("b if a else c", ["b if False else c", "b if True else c"]),
        ("if a:\n    b", ["if False:\n    b", "if True:\n    b"]),
    ],
)
def test_operators_constants_and_conditions_are_changed(source: str, expected: list[str]) -> None:
    assert mistakes_in(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "'text'",
        "f'{1}'",
        "assert a",
        "def f(a: 'x' | None) -> int | None: ...",
        "a: int | None",
        "zip(a, strict=True)",
        "@dataclass(frozen=True, slots=True)\nclass A: ...",
        "if TYPE_CHECKING:\n    import a",
    ],
)
def test_texts_types_and_checks_of_the_program_stay(source: str) -> None:
    assert mistakes_in(source) == []


def test_mistake_names_its_line() -> None:
    (mutation,) = find_mutations(b"a = b + c\n")
    assert (mutation.line_number, mutation.line) == (1, "a = b + c")
    assert mutation.change == "+ → -"
