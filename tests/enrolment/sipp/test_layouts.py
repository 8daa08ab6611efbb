"""The portal's forms as data."""

import pytest

from enrolment.models import Category, EndReason, SheetKind
from enrolment.sipp.candidates import Candidate
from enrolment.sipp.filling import Group, split_title
from enrolment.sipp.layout import current, heading, known_columns, layouts

NEW = (  # noqa: SIM905 - read beside the form
    "NO_PEGAWAI NAMA_LENGKAP GELAR TELEPON_AREA_RUMAH TELEPON_RUMAH TELEPON_AREA_KANTOR TELEPON_KANTOR"
    " TELEPON_EXT_KANTOR HP EMAIL TEMPAT_LAHIR TANGGAL_LAHIR NAMA_IBU_KANDUNG JENIS_IDENTITAS NOMOR_IDENTITAS"
    " MASA_LAKU_IDENTITAS JENIS_KELAMIN SURAT_MENYURAT_KE TANGGAL_KEPESERTAAN STATUS_KAWIN GOLONGAN_DARAH"
    " NPWP KODE_NEGARA UPAH ALAMAT KODE_POS LOKASI_PEKERJAAN STATUS_PEGAWAI TGL_AWAL_BEKERJA"
    " TGL_AKHIR_KONTRAK"
).split()
COMPUTED = {"title", "first_name", "middle_name", "last_name", "status_code", "month"}


def test_new_participants_have_the_thirty_columns_in_their_order():
    assert current(SheetKind.NEW).headers == NEW


def test_every_kind_has_one_current_form():
    assert [sum(x.current for x in layouts() if x.kind == kind) for kind in SheetKind.values] == [1] * 5


@pytest.mark.parametrize("layout", layouts(), ids=lambda x: f"{x.kind}-{x.version}")
def test_every_source_is_something_we_know(layout):
    known = {*Candidate.__dataclass_fields__, *Group.__dataclass_fields__, *COMPUTED}
    assert [column.source for column in layout.columns if column.source and column.source not in known] == []


@pytest.mark.parametrize("kind", SheetKind.values)
def test_a_heading_is_found_whatever_its_writing(kind):
    known = known_columns(kind)
    for header in current(kind).headers:
        assert known[heading(f" {header.replace('_', ' ').lower()} *")].header == header


def test_codes_are_of_values_that_exist():
    codes = {column.source: column.codes for layout in layouts() for column in layout.columns if column.codes}
    assert set(codes["end_reason"]) <= set(EndReason.values)
    assert EndReason.DIED not in codes["end_reason"]
    assert "pppk_pw" in Category


@pytest.mark.parametrize(
    ("name", "bare", "title"),
    [
        ("Asep Sunandar", "Asep Sunandar", ""),
        ("Asep Sunandar, S.Pd", "Asep Sunandar", "S.Pd"),
        ("Asep Sunandar, S.Pd., M.Si", "Asep Sunandar", "S.Pd., M.Si"),
        ("Siti Aminah, A.Md.Kom", "Siti Aminah", "A.Md.Kom"),
        ("Budi, SE", "Budi", "SE"),
        ("Drs. Budi", "Budi", "Drs."),
        ("Hj. Siti, S.Sos", "Siti", "Hj., S.Sos"),
        ("Budi, Asep", "Budi, Asep", ""),
        ("Ir Sukarno", "Ir Sukarno", ""),
        ("H.", "H.", ""),
    ],
)
def test_only_titles_are_taken_for_titles(name, bare, title):
    assert split_title(name) == (bare, title)
