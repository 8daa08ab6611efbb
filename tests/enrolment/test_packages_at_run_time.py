"""What the project imports when it runs is locked for running, not for development alone."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("agencies", "enrolment", "contributions")


def imported(tree: ast.Module) -> Iterator[str]:
    """Packages that a module imports as soon as it is imported itself."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_nothing_of_development_is_imported_at_run_time():
    lock = (ROOT / "requirements.lock").read_text()
    locked = {name.replace("_", "-").lower() for name in re.findall(r"^([\w.-]+)==", lock, re.M)}
    distributions = packages_distributions()
    foreign = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for package in imported(ast.parse(path.read_text())):
                if package in sys.stdlib_module_names or package in APPS:
                    continue
                names = {name.replace("_", "-").lower() for name in distributions.get(package, [package])}
                if not names & locked:
                    foreign.add((package, str(path.relative_to(ROOT))))
    assert foreign == set()
