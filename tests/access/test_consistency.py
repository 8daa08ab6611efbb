"""House rules that a machine can hold."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("agencies", "enrolment", "contributions")
SOURCES = [p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts]
TEMPLATES = list((ROOT / "templates").rglob("*.html"))


def test_roles_are_decided_on_in_access_alone():
    allowed = {"agencies/models/people.py", "agencies/models/__init__.py"}
    naming = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "agencies/access" not in path.as_posix()
        and re.search(r"\bRole\.[A-Z_]+\b|\.role\s*(==|!=|in)\s", path.read_text())
    }
    assert naming - allowed == set()


def test_templates_ask_for_no_role():
    asking = [str(p) for p in TEMPLATES if re.search(r"{%\s*(el)?if[^%]*\.role\b", p.read_text())]
    assert asking == []


def test_templates_carry_no_inline_style_or_script():
    inline = re.compile(
        r"<[^>{]*\s(style|on\w+)\s*=|<script(?![^>]*\bsrc=)|<style|hx-on|hx-vals=['\"]js:", re.I
    )
    assert [str(p.relative_to(ROOT)) for p in TEMPLATES if inline.search(p.read_text())] == []


def test_every_template_is_used():
    texts = [p.read_text() for p in [*SOURCES, *TEMPLATES]]
    texts += [(ROOT / "enrolment/settings.py").read_text()]
    everything = "\n".join(texts)
    by_convention = ("django/", "allauth/", "account/", "mfa/", "django_tables2/")
    unused = [
        name
        for name in (str(p.relative_to(ROOT / "templates")) for p in TEMPLATES)
        if name not in everything
        and not name.startswith(by_convention)
        and not re.fullmatch(r"\d+\w*\.html", name)
    ]
    assert unused == []


def test_no_module_collects_leftovers():
    forbidden = {"utils", "helpers", "common", "services", "misc"}
    assert [p for p in SOURCES if p.stem in forbidden or p.parent.name in forbidden] == []


def test_pages_for_people_never_put_an_identity_number_into_an_address():
    """A NIK in a filter or a path would end in logs and bookmarks."""
    for path in SOURCES:
        if path.name == "urls.py":
            assert "nik" not in path.read_text().lower(), path


def test_views_open_no_connection_and_take_no_role_of_their_own():
    for path in SOURCES:
        if "views" in path.parts or path.stem.endswith("views"):
            names = {
                node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
            }
            assert "raw" not in names, path
            assert not names & {"set_role", "set_autocommit"}, path
