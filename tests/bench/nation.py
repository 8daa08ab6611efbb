"""The rows of a made-up nation: 514 regions, 30,000 agencies, 2,400,000 workers, twelve months assessed, most
of them paid. Pure; `loading` copies them in."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contributions.billing.due import after, due_date

AGENCIES, EACH = 30_000, 80
MONTHS = 12
WAGE, JKK, JKM = 2_000_000, 4_800, 6_000  # 0.24 % and 0.30 %
KINDS = ("dinas", "badan", "kecamatan", "kelurahan", "upt", "program")


@dataclass(frozen=True)
class Office:
    """An agency of the nation and its one group: every tenth is answered for by the one before it in its
    region, every sixtieth is a programme, one in nine is behind with its contributions by one to three
    months."""

    n: int
    pk: int
    group: int
    region: int
    region_code: str
    parent: int | None

    @property
    def code(self) -> str:
        return f"{self.region_code}/n-{self.n}"

    @property
    def kind(self) -> str:
        return "program" if self.n % 60 == 59 else KINDS[self.n % 5]

    @property
    def behind(self) -> int:
        return 1 + self.n % 3 if self.n % 9 == 0 else 0

    @property
    def registered(self) -> int:
        """Of each eighty; the others are listed or submitted."""
        return EACH - 4 - self.n % 20


def offices(regions: list[tuple[int, str]], first: int) -> list[Office]:
    """The agencies region by region, numbered from `first`."""
    found: list[Office] = []
    for n in range(AGENCIES):
        region, code = regions[n * len(regions) // AGENCIES]
        before = found[-1] if found and found[-1].region == region else None
        parent = before.pk if before and before.parent is None and n % 10 == 3 else None
        found.append(Office(n, first + n, first + n, region, code, parent))
    return found


def agency_rows(all_: Iterable[Office]) -> Iterator[tuple]:
    for o in all_:
        yield (
            o.pk,
            o.code,
            o.kind,
            f"Unit Nomor {o.n}",
            "",
            [],
            o.parent is not None,
            True,
            o.parent,
            o.region,
        )


def group_rows(all_: Iterable[Office]) -> Iterator[tuple]:
    for o in all_:
        yield o.group, True, f"Unit Nomor {o.n}", "", "", "PU", 1, o.pk, "{}", ""


def worker_rows(all_: Iterable[Office]) -> Iterator[tuple]:
    born = dt.date(1975, 1, 1)
    for o in all_:
        category = "rt_rw" if o.kind == "program" else "honorer"
        for i in range(EACH):
            n = o.n * EACH + i
            day = born + dt.timedelta(days=n % 9000)
            nik = f"{110101 + n // 9000:06d}{day:%d%m%y}{9000 + n % 1000:04d}"
            yield (
                o.pk * EACH + i,
                nik,
                f"Pegawai Nomor {n}",
                day,
                "L",
                WAGE,
                category,
                1,
                o.pk,
                o.group,
                "bpjs",
            )


def spell_rows(all_: Iterable[Office], first: dt.date) -> Iterator[tuple]:
    """People came in four quarters; who is registered was so ten days later."""
    for o in all_:
        for i in range(EACH):
            listed = after(first, -12 + i % 4 * 3) + dt.timedelta(days=o.n % 20)
            worker = o.pk * EACH + i
            if i < o.registered:
                since = listed + dt.timedelta(days=10)
                yield worker, "registered", listed, None, since, "stated", 1, o.pk, worker
            elif i % 2:
                yield worker, "submitted", listed, listed + dt.timedelta(days=5), None, None, 1, o.pk, worker
            else:
                yield worker, "listed", listed, None, None, None, 1, o.pk, worker


def upload_rows(all_: Iterable[Office], last: dt.date) -> Iterator[tuple]:
    """Each agency's newest list, of the last month or one of the three before."""
    for o in all_:
        day = after(last, -(o.n % 4)) + dt.timedelta(days=o.n % 25)
        yield (
            uuid.UUID(int=o.pk), "applied", "daftar.xlsx", "x", "0" * 64, 1, day, "full", False, "{}", "{}",
            "{}", day, day, o.pk, o.region, "{}", "list", "{}",
        )  # fmt: skip


def paid_on(o: Office, month: dt.date, last: dt.date) -> dt.date | None:
    if month > after(last, -o.behind):
        return None
    return after(month) + dt.timedelta(days=4 + o.n % 8)


def assessment_rows(all_: Iterable[Office], months: list[dt.date]) -> Iterator[tuple]:
    now = dt.datetime.now(dt.UTC)
    for k, month in enumerate(months):
        due = due_date(month)
        for o in all_:
            people, settled = o.registered, paid_on(o, month, months[-1])
            jkk, jkm = people * JKK, people * JKM
            yield (
                k * AGENCIES + o.pk, month, "final", due, "PU", 1, ["JKK", "JKM"], "wage", "[]", people, 0,
                people * WAGE, jkk, jkm, jkk + jkm, jkk + jkm if settled else 0, settled, now, now, "", "",
                o.pk, o.group,
            )  # fmt: skip


def payment_rows(all_: Iterable[Office], months: list[dt.date]) -> Iterator[tuple]:
    now = dt.datetime.now(dt.UTC)
    for k, month in enumerate(months):
        for o in all_:
            if day := paid_on(o, month, months[-1]):
                total = o.registered * (JKK + JKM)
                pk = uuid.UUID(int=k * AGENCIES + o.pk)  # as the month's own number
                yield (
                    pk, "", day, total, 0, total, "other", "", "", "", "", "", "", "hand", now, "", o.pk,
                    o.group,
                )  # fmt: skip


def line_rows(all_: Iterable[Office], months: list[dt.date]) -> Iterator[tuple]:
    for k, month in enumerate(months):
        for o in all_:
            for i in range(o.registered):
                yield (
                    month, "regular", month, WAGE, JKK, JKM, 0, 0, 0, 0, JKK + JKM, "", o.pk,
                    k * AGENCIES + o.pk, o.pk * EACH + i,
                )  # fmt: skip
