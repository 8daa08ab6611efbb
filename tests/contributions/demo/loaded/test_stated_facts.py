"""Each fact of the news items is read on the pages of its place, with its source and its caution."""

import html

import pytest

from agencies import access
from agencies.models import Document, StatedFigure, User

pytestmark = pytest.mark.xdist_group("demo")
# Place, what is said there, who says it where, and what must be known beside it.
FACTS = [
    ("36.73", ["Dishub sebanyak 160 pegawai", "DLH ada 621 pegawai", "Satpol PP 250 pegawai"]),
    ("36.73", ["Disperdaginkop dan UKM sebanyak 76 pegawai", "1.107", "Didin Haryono", "Rabu (26/2/2020)"]),
    ("36.73", ["Rp 8.500 setiap bulannya", "JKK dan JKM", "memotong gaji mereka", "Ipiyanto", "Rp 16.200"]),
    ("36.73", ["meninggal dunia ketika bekerja", "Hanya halaman pertama berita yang tersedia"]),
    ("36.73", ["33 OPD, 6 kecamatan dan 67 kelurahan", "enam kecamatan", "67 kelurahan", "Selasa (16/2)"]),
    ("36.73", ["Hanya baru 11 OPD saja yang sudah mendaftar, sisanya belum.", "belum melakukan pendaftaran"]),
    ("36.73", ["6 OPD pada April 2019", "16.200", "sekitar 5.000", "potong gaji"]),
    ("36.73", ["3.794 PPPK paruh waktu dan 15", "3.790", "3.519", "3.915", "bukan Kabupaten Serang"]),
    ("16.71", ["Ada 5.200 non-ASN dari 50 Organisasi Perangkat Daerah (OPD)", "Ratu Dewa", "Rabu (26/7)"]),
    ("16.71", ["Pemkot Palembang akan menanggung sepenuhnya iuran", "Edison", "hari Selasa"]),
    ("16.71", ["diserahkan secara simbolis", "5.300", "3.719", "3 ribu", "1.778", "18 kecamatan"]),
    ("36.04", ["hanya Rp16 ribu perbulan", "dibayarkan melalui insentif bulanan", "Rabu (21/11/2018)"]),
    ("36.04", ["sudah mencapai 12 ribu", "tidak pernah dijumlahkan dengan cakupan OPD", "Bayu Mulyana"]),
    ("36.04", ["Ini desa ketiga yang kita resmikan", "dua desa di Kecamatan Petir"]),
    (
        "36.04",
        ["APBD mulai 2021", "6.057"],
    ),
    ("32.74", ["baru dari beberapa dinas sebanyak 1.100 orang", "sepertiganya", "Sudarwoto"]),
    ("32.74", ["totalnya ada sebanyak 3.500 orang", "sekitar 3.600 an", "masih ada 2.500 lagi", "2.400"]),
    ("32.74", ["Selasa (25/4/2022)", "hari Senin", "APBD, JKK dan JKM", "3.472", "bukan Kabupaten Cirebon"]),
    ("32.09", ["21 SKPD Kabupaten Cirebon", "bukan Kota Cirebon"]),
]
DOCUMENTS = [
    ("36.73", ["24 Tahun 2011", "55 Tahun 2017", "560/778-DKTKT/2019", "kami akan membuat surat edaran"]),
    ("16.71", ["2 Tahun 2021", "Eko Purnomo", "tentang Optimalisasi Perlindungan Jamsostek"]),
    ("36.04", ["Surat Edaran Bupati Serang", "wajib kepesertaan ketenagakerjaan", "seluruh OPD"]),
    ("32.74", ["Kesepakatan BPJS Ketenagakerjaan Cabang Cirebon"]),
]


@pytest.fixture(autouse=True)
def _as_system(demo, django_db_blocker):
    with django_db_blocker.unblock(), access.acting(access.SYSTEM):
        yield


@pytest.fixture
def read(client):
    client.cookies["django_language"] = "id"
    client.force_login(User.objects.get(username="operator"))

    def page(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return html.unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")

    return page


@pytest.mark.parametrize(("code", "words"), FACTS)
def test_fact_is_read_on_the_page_of_its_place(read, code, words):
    page = read(f"/regions/{code}/figures/")
    assert [one for one in words if one not in page] == []


@pytest.mark.parametrize(("code", "words"), DOCUMENTS)
def test_document_is_read_on_the_pages_of_its_place(read, code, words):
    documents = Document.objects.filter(region__code=code)
    pages = [f"/regions/{code}/documents/", *(f"/regions/{code}/documents/{one.pk}/" for one in documents)]
    page = " ".join(read(address) for address in pages)
    assert [one for one in words if one not in page] == []


def test_every_figure_opens_with_its_words_and_its_caution(read):
    for figure in StatedFigure.objects.select_related("region"):
        page = read(f"/regions/{figure.region.code}/figures/{figure.pk}/")
        for words in (
            figure.value_text,
            figure.date_as_printed,
            figure.speaker,
            figure.source,
            figure.caution,
        ):
            assert words in page


SENTENCE = (
    "Dia mengatakan di Kota Serang saat ini, dari jumlah 33 organisasi perangkat daerah (OPD) dan enam"
    " kecamatan serta 67 kelurahan, para pegawainya belum melakukan pendaftaran BPJS Ketenagakerjaan."
)


def test_parts_that_were_added_up_here_quote_only_what_is_printed():
    stated = StatedFigure.objects.filter(region__code="36.73", metric="agencies_total")
    assert sorted(one.value for one in stated) == [33, 39, 106]
    assert [one.value_text for one in stated if one.value_text not in SENTENCE] == []


@pytest.mark.parametrize(
    ("code", "values"),
    [("36.73", {3519, 3915}), ("36.73", {3805, 3809}), ("16.71", {5000, 5300}), ("16.71", {3000, 3719})],
)
def test_numbers_that_contradict_say_so_of_each_other(read, code, values):
    for figure in StatedFigure.objects.filter(region__code=code, value__in=values):
        (other,) = values - {int(figure.value)}
        page = read(f"/regions/{code}/figures/{figure.pk}/")
        assert f"{other:,}".replace(",", ".") in page.partition('id="disagree"')[2].partition("</section>")[0]


@pytest.mark.parametrize("code", ["36.73", "16.71", "32.74", "36.04", "36", "32", "16"])
def test_figures_over_time_open_for_every_place_of_the_trial(read, code):
    read(f"/regions/{code}/figures/over-time/")


def test_ours_of_the_first_day_is_what_the_source_says(read):
    stated = StatedFigure.objects.get(region__code="36.73", metric="workers_registered", agency=None)
    page = read(f"/regions/36.73/figures/{stated.pk}/")
    assert "sama dengan di sini" in page


def test_informal_workers_count_in_no_coverage(read):
    assert "12.000" not in read("/regions/36.04/?as_of=2018-11-21").partition('class="told"')[0]
