"""No package names one above it by a string, which no import contract would see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from meetings.slices import SLICES

PACKAGES = ["portal.core", "portal.audit", "portal.notifications", "portal.people", "meetings", "workinggroup"]
ORDER = [*PACKAGES[:4], *(f"meetings.{name}" for name in SLICES), "workinggroup"]


def strings(package: str) -> Iterator[tuple[Path, str]]:
    """Every string of a package's code, but for docstrings and what its migrations repeat."""
    paths = Path(settings.BASE_DIR, *package.split(".")).rglob("*.py")
    for path in (each for each in paths if "migrations" not in each.parts):
        tree = ast.parse(path.read_text())
        said = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield path, node.value


def named(text: str, packages: list[str]) -> list[str]:
    """Which of these packages a string names: as a label (`people.User`), or as a module (`meetings.rounds.models`)."""
    labels = [package.rpartition(".")[2] if package in PACKAGES else package for package in packages]
    return [label for label in labels if re.match(rf"{re.escape(label)}\.\w", text)]


@pytest.mark.parametrize(("package", "above"), [(each, ORDER[place + 1 :]) for place, each in enumerate(ORDER[:-1])])
def test_nothing_above_is_named_by_a_string(package, above):
    assert [(path.name, text) for path, text in strings(package) if named(text, above)] == []


def test_a_label_and_a_module_are_recognised():
    assert named("workinggroup.ActionItem", ["workinggroup"]) == ["workinggroup"]
    assert named("people.User", ["portal.people"]) == ["people"]
    assert named("meetings.rounds.models", ["meetings.rounds"]) == ["meetings.rounds"]
    assert named("emails/meetings/", ["meetings"]) == []
