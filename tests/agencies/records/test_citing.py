"""A document is named as an official letter would name it."""

import pytest
from django.utils import translation

from agencies.models import Document

UU = "Undang-Undang tentang Badan Penyelenggara Jaminan Sosial"


@pytest.mark.parametrize(
    ("kind", "number", "title", "named", "subject"),
    [
        ("law", "24 Tahun 2011", UU, "Undang-Undang Nomor 24 Tahun 2011", UU.partition(" tentang ")[2]),
        (
            "perwal", "55 Tahun 2017", "Peraturan Wali Kota Serang (judul tidak disebut dalam sumber)",
            "Peraturan Wali Kota Serang Nomor 55 Tahun 2017", "",
        ),
        (
            "se", "belum diketahui", "Surat Edaran Wali Kota Serang untuk segera masuk BPJS (dijanjikan)",
            "Surat Edaran Wali Kota Serang untuk segera masuk BPJS", "",
        ),
        ("se", "560/778/2019", "Jaminan sosial", "Surat edaran (SE) Nomor 560/778/2019", "Jaminan sosial"),
        ("se", "No. 5", "Jaminan sosial", "Surat edaran (SE) No. 5", "Jaminan sosial"),
        (
            "law", "24 Tahun 2011", "Undang-Undang Nomor 24 Tahun 2011 tentang BPJS",
            "Undang-Undang Nomor 24 Tahun 2011", "BPJS",
        ),
    ],
)  # fmt: skip
def test_a_document_is_named_by_what_it_calls_itself(kind, number, title, named, subject):
    document = Document(kind=kind, number=number, title=title)
    with translation.override("id"):
        assert (str(document), document.subject) == (named, subject)
