"""How fast a roster goes its way, as ratios on the machine that runs this: `make bench`.

The measure is what reading the same file and storing its cells costs at the very least: python-calamine, and
COPY into a bare table. Beside it stands django-import-export with its defaults and `clean_model_instances`.
"""

import datetime as dt
import io
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from import_export import fields, resources
from import_export.widgets import DateWidget
from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from tablib import Dataset

from agencies import access
from agencies.models import Agency, User
from enrolment.models import Worker
from enrolment.rosters import applying, receiving

pytestmark = pytest.mark.django_db

ROWS = 5_200
AT_MOST_TIMES_THE_LEAST = 6
AT_LEAST_TIMES_FASTER = 40
HEADER = [
    "NO",
    "NAMA",
    "NIK",
    "TEMPAT LAHIR",
    "TGL LAHIR",
    "JK",
    "JABATAN",
    "UNIT KERJA",
    "TMT",
    "HONOR",
    "NO HP",
    "ALAMAT",
]
COLUMNS = [
    "no",
    "name",
    "nik",
    "birth_place",
    "birth_date",
    "sex",
    "position",
    "unit",
    "start_date",
    "wage",
    "phone",
    "address",
]


def row(number: int) -> list[object]:
    """Somebody made up: the serial of the NIK is 9000 or above."""
    born = dt.date(1970, 1, 1) + dt.timedelta(days=number % 9_000)
    nik = f"{367301 + number // 1000:06d}{born:%d%m%y}{9000 + number % 1000:04d}"
    return [
        number + 1,
        f"Pegawai Nomor {number}",
        nik,
        "Serang",
        f"{born:%d-%m-%Y}",
        "L",
        f"Petugas {number % 40}",
        f"Bidang {number % 12}",
        "02-01-2019",
        1_500_000 + number % 50 * 1000,
        f"0812{number:08d}",
        f"Jl. Veteran No. {number}, Serang",
    ]


@pytest.fixture(scope="module")
def book() -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Daftar")
    sheet.append(HEADER)
    for number in range(ROWS):
        sheet.append(row(number))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def best_of(times: int, work: Callable[[], None]) -> float:
    """Seconds of the fastest of some runs, each taken back afterwards."""
    seconds = []
    for _ in range(times):
        with transaction.atomic():
            started = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - started)
            transaction.set_rollback(True)
    return min(seconds)


def read_and_copy(book: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table bare ({', '.join(f'c{n} text' for n in range(len(HEADER)))})")
        with cursor.copy("copy bare from stdin") as copy:
            for cells in rows:
                copy.write_row(cells)


class WorkerResource(resources.ModelResource):
    """The same columns, the way django-import-export does it by default, with the model's own checks."""

    birth_date = fields.Field("birth_date", "birth_date", DateWidget("%d-%m-%Y"))
    start_date = fields.Field("start_date", "start_date", DateWidget("%d-%m-%Y"))

    class Meta:
        model = Worker
        import_id_fields = ("nik",)
        clean_model_instances = True
        fields = tuple(COLUMNS[1:])

    def __init__(self, agency: Agency) -> None:
        super().__init__()
        self.place = {"agency": agency, "contribution_group": agency.owned_groups.get()}

    def init_instance(self, row: object = None) -> Worker:
        return Worker(**self.place)


def preview_and_import(book: bytes, agency: Agency) -> None:
    data = Dataset().load(book, format="xlsx")
    data.headers = COLUMNS
    resource = WorkerResource(agency)
    for dry_run in (True, False):
        result = resource.import_data(data, dry_run=dry_run)
        assert not result.has_errors()
        assert not result.has_validation_errors()


def test_5200_rows(book: bytes, dishub: Agency, dishub_operator: User, capsys: pytest.CaptureFixture) -> None:
    def ours() -> None:
        with access.acting(dishub_operator):
            upload = receiving.receive(
                agency=dishub, chunks=[book], file_name="daftar.xlsx", by=dishub_operator
            )
            upload = receiving.check(upload=upload)
            assert upload.counts["new"] == ROWS
            applying.apply(upload=upload, by=dishub_operator)
            steps.append(upload.seconds)

    steps: list[dict] = []
    least = best_of(5, lambda: read_and_copy(book))
    way = best_of(5, ours)
    default = best_of(1, lambda: preview_and_import(book, dishub))
    with capsys.disabled():
        print(f"\n{ROWS} rows x {len(HEADER)} columns, xlsx")
        print(f"  calamine + COPY into a bare table   {least:7.3f} s   1.0 x")
        print(f"  read + check + stage + diff + save  {way:7.3f} s   {way / least:.1f} x   {steps[-1]}")
        print(
            f"  django-import-export, default       {default:7.3f} s   {default / way:.0f} x slower than ours"
        )
    assert way <= AT_MOST_TIMES_THE_LEAST * least
    assert default >= AT_LEAST_TIMES_FASTER * way
