"""Extracting, merging, checking and compiling translations."""

import gettext
import os

import pytest
from babel.messages.catalog import Catalog

from agencies.pages import catalogues


def catalogue(*entries, **options) -> Catalog:
    made = catalogues.new_catalogue()
    for msgid, string in entries:
        made.add(msgid, string, **options)
    return made


def kinds(template, held):
    return [(fault.kind, fault.msgid) for fault in catalogues.faults(template, held)]


def test_template_messages_are_found_whatever_the_tag(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(
        '<p>\n      {% translate "One" %}\n  {% translate "May" context "month" %}\n'
        "{% blocktranslate count n=x trimmed %}\n  {{ n }} row\n{% plural %}\n  {{ n }} rows\n"
        "{% endblocktranslate %}"
        '{% include "a.html" with title=_("Two") %}</p>'
    )
    assert list(catalogues.messages_in(file)) == [
        ("One", None),
        ("May", "month"),
        (("%(n)s row", "%(n)s rows"), None),
        ("Two", None),
    ]


def test_python_messages_are_found_whatever_the_function(tmp_path):
    file = tmp_path / "code.py"
    file.write_text(
        'a = _("One")\nb = ngettext("%(n)s day", "%(n)s days", n)\nc = pgettext_lazy("month", "May")\n'
        'd = _("long "\n      "text")\ne = other("no")\nf = _(name)\n'
    )
    assert list(catalogues.messages_in(file)) == [
        ("One", None),
        (("%(n)s day", "%(n)s days"), None),
        ("May", "month"),
        ("long text", None),
    ]


def test_renewing_keeps_translations_adds_new_and_drops_old_messages():
    template = catalogue(("Kept", ""), ("New", ""), (("%(n)s a", "%(n)s b"), ""))
    held = catalogue(("Kept", "Tetap"), ("Old", "Lama"), (("%(n)s a", "%(n)s b"), ("%(n)s c",)))
    renewed = catalogues.renewed(template, catalogues.translations([held]))
    assert {m.id: m.string for m in renewed if m.id} == {
        "Kept": "Tetap",
        "New": "",
        ("%(n)s a", "%(n)s b"): ("%(n)s c",),
    }


def test_fuzzy_translations_are_not_carried_on():
    held = catalogue(("Kept", "Mungkin"), flags={"fuzzy"})
    assert catalogues.translations([held]) == {}


def test_fragment_without_a_header_is_merged_with_its_plurals(tmp_path):
    path = tmp_path / "part.po"
    path.write_text(
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s hari"\n\nmsgid "A"\nmsgstr "a"\n'
    )
    template = catalogue((("%(n)s day", "%(n)s days"), ""), ("A", ""))
    renewed = catalogues.renewed(template, catalogues.translations([catalogues.load(path)]))
    assert kinds(template, renewed) == []
    assert "msgstr[1]" not in catalogues.po_text(renewed)


def test_later_catalogue_wins_a_merge():
    known = catalogues.translations([catalogue(("A", "satu")), catalogue(("A", "dua"))])
    assert known[(None, "A")].string == "dua"


def test_catalogue_written_twice_is_the_same_and_sorted(tmp_path):
    path = tmp_path / "django.po"
    first = catalogues.po_text(catalogue(("b", "B"), ("a", "A"), (("1", "2"), ("3",))))
    path.write_text(first)
    assert catalogues.po_text(catalogues.load(path)) == first
    assert first.index('msgid "a"') < first.index('msgid "b"')
    assert "msgstr[1]" not in first


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([("Say %(name)s", "Sebut %(name)s")], []),
        ([("Say %(name)s", "Sebut %(nama)s")], [("differs in placeholders or markup", "Say %(name)s")]),
        (
            [("Say %(name)s", "Sebut <b>%(name)s</b>")],
            [("differs in placeholders or markup", "Say %(name)s")],
        ),
        ([("Say %(name)s", "")], [("missing", "Say %(name)s")]),
        ([], [("missing", "Say %(name)s")]),
        ([("Say %(name)s", "Sebut %(name)s"), ("Gone", "Hilang")], [("obsolete", "Gone")]),
    ],
)
def test_faults_are_found(held, expected):
    assert kinds(catalogue(("Say %(name)s", "")), catalogue(*held)) == expected


def test_fuzzy_entry_is_a_fault():
    held = catalogue(("A", "a"), flags={"fuzzy"})
    assert kinds(catalogue(("A", "")), held) == [("fuzzy", "A")]


def test_obsolete_comment_entry_is_a_fault(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(catalogues.po_text(catalogue(("A", "a"))) + '\n#~ msgid "B"\n#~ msgstr "b"\n')
    assert kinds(catalogue(("A", "")), catalogues.load(path)) == [("obsolete", "B")]


def test_plural_is_held_against_the_form_with_the_number():
    template = catalogue((("One row", "%(n)s rows"), ""))
    assert kinds(template, catalogue((("One row", "%(n)s rows"), ("%(n)s baris",)))) == []
    wrong = catalogue((("One row", "%(n)s rows"), ("Satu baris",)))
    assert kinds(template, wrong) == [("differs in placeholders or markup", "One row")]


def test_compiling_happens_once_per_change(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(catalogues.po_text(catalogue(("Next", "Berikutnya"))))
    assert catalogues.compile_catalogue(path)
    assert not catalogues.compile_catalogue(path)
    later = path.with_suffix(".mo").stat().st_mtime + 2
    os.utime(path, (later, later))
    assert catalogues.compile_catalogue(path)
    with path.with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Next") == "Berikutnya"


def test_packages_without_indonesian_are_covered():
    wanted = {catalogues.key_of(message) for message in catalogues.template_catalogue()}
    assert (None, "Range query expects two values.") in wanted
    assert (None, "Skip to content") in wanted
