"""A hundred thousand registered people in three hundred agencies, and BPJS's list of them."""

import datetime as dt
import io

from django.db import connection
from openpyxl import Workbook

from agencies import access
from agencies.directory import create_agencies
from agencies.models import Agency, ContributionGroup
from enrolment.models import ParticipantList
from tests.factories import region

MONTH = dt.date(2026, 8, 1)
_HEADER = ("NO", "KPJ", "NIK", "NAMA TENAGA KERJA", "TGL LAHIR", "TGL KEPESERTAAN", "UPAH")

# Made up: serials from 9000; born on 9,000 days, in 400 districts.
_PEOPLE = """
select n, 110101 + n / 1000 as district, date '1965-01-01' + n %% 9000 as born
from generate_series(0, %(many)s - 1) n
"""
_WORKERS = f"""
insert into enrolment_worker (agency_id, contribution_group_id, nik, name, birth_date, sex, wage, category,
                              guarantor, revision)
select (%(agencies)s::bigint[])[1 + n %% cardinality(%(agencies)s::bigint[])], %(group)s,
       district || to_char(born, 'DDMMYY') || (9000 + n %% 1000), 'Pegawai Nomor ' || n, born, 'L', 2000000,
       'honorer', 'bpjs', 1
from ({_PEOPLE}) p
"""
_SPELLS = """
insert into enrolment_enrolment (worker_id, agency_id, state, listed_on, registered_on, basis,
                                 confirmed_month, kpj, revision)
select id, agency_id, 'registered', date '2020-01-01', date '2020-02-01', 'confirmed', date '2026-07-01',
       '2' || lpad(substr(name, 15), 10, '0'), 1
from enrolment_worker
"""
_ROWS = f"""
insert into enrolment_listrow (list_id, agency_id, ordinal, sheet, row, nik, nik_as_read, kpj, name,
                               birth_date, is_active, wage, problems)
select %(list)s, %(agency)s, n, 'Daftar', n + 2,
       district || to_char(born, 'DDMMYY') || (9000 + n %% 1000), '', '2' || lpad(n::text, 10, '0'),
       'PEGAWAI NOMOR ' || n, born, true, 2000000, '[]'
from ({_PEOPLE}) p
"""


def registered(many: int, agencies: int) -> tuple[list[Agency], ContributionGroup]:
    """That many confirmed people, spread evenly over agencies that one contribution group serves."""
    made = create_agencies(
        agencies=[
            Agency(region=region("36.73"), code=f"36.73/opd-{n}", kind="dinas", name=f"Dinas Nomor {n}")
            for n in range(agencies)
        ],
        by=access.SYSTEM,
    )
    group = made[0].owned_groups.get()
    group.agencies.set(made[1:])
    with connection.cursor() as cursor:
        values = {"many": many, "agencies": [agency.pk for agency in made], "group": group.pk}
        cursor.execute(_WORKERS, values)
        cursor.execute(_SPELLS)
        cursor.execute("analyze enrolment_worker, enrolment_enrolment")
    return made, group


def listed(many: int, group: ContributionGroup) -> ParticipantList:
    """The list that has just these people, in force."""
    made = ParticipantList.objects.create(
        agency=group.agency,
        group=group,
        month=MONTH,
        kind="participants",
        state="in_force",
        file_name="peserta.xlsx",
        stored_name="x",
        sha256="0" * 64,
        size=1,
    )
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"many": many, "list": made.pk, "agency": group.agency_id})
        cursor.execute("analyze enrolment_listrow")
    return made


def workbook(many: int) -> bytes:
    """The same list as the portal hands it out."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daftar")
    sheet.append(_HEADER)
    for n in range(many):
        born = dt.date(1965, 1, 1) + dt.timedelta(days=n % 9000)
        nik = f"{110101 + n // 1000}{born:%d%m%y}{9000 + n % 1000}"
        sheet.append(
            [n + 1, f"2{n:010}", nik, f"PEGAWAI NOMOR {n}", f"{born:%d-%m-%Y}", "01-02-2020", 2_000_000]
        )
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()
