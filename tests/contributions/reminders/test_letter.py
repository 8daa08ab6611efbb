import io
import zipfile

import pytest
from django.utils import translation
from docx import Document as Word

from contributions.reminders import actions, printing
from contributions.reminders.addressee import head_of
from contributions.reminders.facts import Facts
from contributions.reminders.letter import letter_of
from contributions.reminders.wording import DEFAULTS, default_words, fact_lines, in_short
from tests.contributions.coverage.stories import REGISTERED, enrol
from tests.contributions.reminders.letters import reminded
from tests.factories import AgencyFactory, DocumentFactory

pytestmark = pytest.mark.django_db


def only(reminder):
    return letter_of(reminder.letters.select_related("agency").get(), reminder)


def text_of(content: bytes) -> str:
    """All that stands in a Word file, tables and footer too."""
    found = Word(io.BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    footer = found.sections[0].footer.paragraphs
    return "\n".join([*(p.text for p in found.paragraphs), *cells, *(p.text for p in footer)])


def test_a_letter_says_its_agencys_own_figures(serang, dishub, dlh):
    enrol(dishub, 3)
    enrol(dishub, 1, registered_on=REGISTERED)
    enrol(dlh, 5)
    reminder = reminded(serang, dishub, dlh, language="en")
    mine, theirs = (letter_of(one, reminder) for one in reminder.letters.order_by("agency__code"))
    assert ("Registered with BPJS Ketenagakerjaan", "25% – 1 of 4 on the list") in mine.facts
    assert ("Not registered yet", "3") in mine.facts
    assert ("Not registered yet", "5") in theirs.facts
    assert mine.to[1] == "The head of Dinas Perhubungan"


def test_a_letter_is_in_the_language_of_its_reminder(serang, dishub):
    assert only(reminded(serang, dishub, language="en")).government == "Government of Kota Serang"
    assert only(reminded(serang, dishub)).government == "Pemerintah Kota Serang"


def test_no_list_is_no_zero(serang, dishub):
    facts = dict(only(reminded(serang, dishub, language="en")).facts)
    assert facts["Workers on the list"] == "no list yet"
    assert facts["Registered with BPJS Ketenagakerjaan"] == "no data: there is no list yet"
    assert "Not registered yet" not in facts


def test_the_number_stays_empty_until_somebody_writes_it_down(serang, dishub):
    reminder = reminded(serang, dishub)
    assert only(reminder).head[0][1] == ""
    actions.write_number(letter=reminder.letters.get(), number="560/12/Disnaker")
    assert only(reminder).head[0][1] == "560/12/Disnaker"


def test_a_letter_begins_with_the_document_it_rests_on(serang, dishub):
    document = DocumentFactory(region=serang, kind="se", number="560/778", title="Kepesertaan")
    assert "560/778" in only(reminded(serang, dishub, document=document)).opening


def test_a_law_is_cited_as_it_calls_itself(serang, dishub):
    title = "Undang-Undang tentang Badan Penyelenggara Jaminan Sosial"
    law = DocumentFactory(region=serang, kind="law", number="24 Tahun 2011", title=title)
    cited = "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial,"
    assert cited in only(reminded(serang, dishub, document=law)).opening


def test_an_answer_that_is_asked_for_stands_in_the_letter(serang, dishub):
    reminder = reminded(serang, dishub, language="en", answer_by="2020-03-15")
    reminder.refresh_from_db()
    assert only(reminder).paragraphs[-1] == "We ask for your answer by 15 March 2020 at the latest."


@pytest.mark.parametrize(
    ("kind", "name", "title"),
    [
        ("dinas", "Dinas Kesehatan", "The head of Dinas Kesehatan"),
        ("kecamatan", "Kecamatan Curug", "The camat of Curug"),
        ("kelurahan", "Kelurahan Sukawana", "The lurah of Sukawana"),
        ("rsud", "RSUD Drajat", "The director of RSUD Drajat"),
        ("inspektorat", "Inspektorat", "The inspector of Kota Serang"),
        ("setwan", "Sekretariat DPRD", "The secretary of the DPRD of Kota Serang"),
        ("setda", "Sekretariat Daerah", "The regional secretary of Kota Serang"),
        ("setda", "Bagian Umum", "The head of Bagian Umum"),
    ],
)
def test_a_letter_goes_to_the_head_by_title(serang, kind, name, title):
    with translation.override("en"):
        assert head_of(AgencyFactory(region=serang, kind=kind, name=name)) == title


def test_every_kind_has_words_and_figures(serang, dishub):
    enrol(dishub, 1)
    facts = reminded(serang, dishub).letters.get()
    for kind in DEFAULTS:
        assert all(label and value for label, value in fact_lines(kind, Facts.thawed(facts.figures)))
        assert in_short(kind, Facts.thawed(facts.figures))
        assert kind == "other" or all(default_words(kind))


def test_pdf_has_a_letter_for_each_and_data_is_no_markup(serang, dishub, dlh):
    reminder = reminded(serang, dishub, dlh, body='#panic("x") *tebal* $x$\n\n<b>&amp;</b> \\')
    letters = [letter_of(one, reminder) for one in reminder.letters.all()]
    assert printing.pdf(letters).startswith(b"%PDF")


def test_word_files_of_many_say_what_each_alone_says(serang, dishub, dlh):
    enrol(dlh, 2)
    reminder = reminded(serang, dishub, dlh, body="Satu & <dua>\nbaris\n\nParagraf.")
    letters = [letter_of(one, reminder) for one in reminder.letters.order_by("agency__code")]
    archive = zipfile.ZipFile(
        io.BytesIO(printing.words([(f"{n}.docx", one) for n, one in enumerate(letters)]))
    )
    for n, one in enumerate(letters):
        together, alone = text_of(archive.read(f"{n}.docx")), text_of(printing.word(one))
        assert together == alone
        assert one.to[1] in alone
        assert one.footer in alone
        assert "Satu & <dua>\nbaris" in alone


def test_a_letter_prints_again_as_it_was(serang, dishub):
    enrol(dishub, 2)
    reminder = reminded(serang, dishub)
    before = only(reminder)
    enrol(dishub, 5)
    dishub.name = "Dinas Baru"
    dishub.save()
    assert only(reminder) == before


@pytest.mark.parametrize(("count", "words"), [(1, "1 row waits"), (12, "12 rows wait")])
def test_rows_are_counted_as_people_speak(settings, count, words):
    settings.LANGUAGE_CODE = "en"
    assert in_short("waiting_rows", Facts(listed=3, waiting=count)) == f"{words} to be corrected"


def test_no_data_about_contributions_is_not_nothing_unpaid(settings):
    settings.LANGUAGE_CODE = "en"
    listed = {"listed": 5, "uncovered": 5}
    assert in_short("unpaid", Facts()) == "nobody is registered yet, so nothing is owed"
    assert in_short("unpaid", Facts(**listed)) == "nobody is registered yet, so nothing is owed"
    kept_nowhere = Facts(**listed, registered=3)
    assert in_short("unpaid", kept_nowhere) == "no data: contributions are not kept here"
    assert in_short("unpaid", Facts(**listed, registered=3, active=3)) == "nothing due is unpaid"
    assert dict(fact_lines("other", kept_nowhere))["Contributions due and unpaid"].startswith("no data")


def test_three_hundred_word_letters_go_over_a_slow_line(serang, dishub):
    letter = only(reminded(serang, dishub))
    made = printing.words([(f"{n}.docx", letter) for n in range(30)])
    assert len(made) < 30 * 15_000
    one = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(io.BytesIO(made)).read("0.docx")))
    assert not {name for name in one.namelist() if "Effects" in name or "thumbnail" in name}
    assert "stylesWithEffects" not in one.read("[Content_Types].xml").decode()
