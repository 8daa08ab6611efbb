"""Rows for tests. NIK serials start at 9000: no living person is hit."""

import datetime as dt
import itertools

import factory

from agencies import access
from agencies.directory import create_agencies
from agencies.models import (
    Agency,
    Branch,
    Compliance,
    Demand,
    Document,
    Membership,
    Region,
    StatedFigure,
    User,
)
from enrolment.models import Enrolment, Worker

PASSWORD = "sandi-uji-panjang"


def region(code: str) -> Region:
    """A region from the list that every installation has."""
    return Region.objects.get(code=code)


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    region = factory.LazyFunction(lambda: region("36.73"))
    code = factory.Sequence(lambda n: f"36.73/opd-{n}")
    kind = "dinas"
    name = factory.Sequence(lambda n: f"Dinas Nomor {n}")

    @classmethod
    def _create(cls, model_class, **kwargs):
        return create_agencies(agencies=[model_class(**kwargs)], by=access.SYSTEM)[0]


class BranchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Branch
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"cabang-{n}")
    name = factory.Sequence(lambda n: f"Kantor Cabang {n}")

    @factory.post_generation
    def regions(self, create, regions):
        self.regions.set(regions or [])


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user-{n}")
    name = factory.Faker("name", locale="id_ID")


def member(role: str, *, username: str | None = None, password: str = "", **place) -> User:
    """A user with one membership: `member("agency_operator", agency=dishub)`."""
    user = UserFactory(**({"username": username} if username else {}))
    if password:
        user.set_password(password)
        user.save()
    Membership.objects.create(user=user, role=role, valid_from=dt.date(2018, 1, 1), **place)
    return user


_serials = itertools.count()


def nik(born: dt.date = dt.date(1985, 3, 12), sex: str = "L", prefix: str = "367301") -> str:
    """A new identity number that agrees with birth date and sex; its serial is 9000 or above."""
    day = born.day + (40 if sex == "P" else 0)
    number = next(_serials)
    return f"{int(prefix) + number // 1000 % 10:06d}{day:02d}{born:%m%y}{9000 + number % 1000:04d}"


class WorkerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Worker

    class Params:
        registered = factory.Trait(
            _enrolment={"state": "registered", "registered_on": dt.date(2020, 2, 1), "basis": "stated"}
        )

    agency = factory.SubFactory(AgencyFactory)
    contribution_group = factory.LazyAttribute(lambda o: o.agency.owned_groups.get(is_default=True))
    nik = factory.LazyFunction(nik)
    name = factory.Faker("name", locale="id_ID")
    birth_date = dt.date(1985, 3, 12)
    sex = "L"
    position = "Petugas lapangan"
    _enrolment = {}

    @classmethod
    def _create(cls, model_class, _enrolment=None, **kwargs):
        worker = super()._create(model_class, **kwargs)
        Enrolment.objects.create(
            worker=worker, agency=worker.agency, **{"listed_on": dt.date(2020, 1, 1), **(_enrolment or {})}
        )
        return worker


class StatedFigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatedFigure

    region = factory.LazyFunction(lambda: region("36.73"))
    metric = "workers_total"
    value = 1000
    as_of = dt.date(2020, 2, 26)
    source = "Kabar Banten"


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    region = factory.LazyFunction(lambda: region("36.73"))
    kind = "se"
    number = factory.Sequence(lambda n: f"560/{n}")
    title = "Surat edaran"


class DemandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Demand

    document = factory.SubFactory(DocumentFactory)
    region = factory.LazyAttribute(lambda o: o.document.region)
    text = factory.Sequence(lambda n: f"Mendaftarkan semua pegawai non-ASN ({n})")


class ComplianceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Compliance

    demand = factory.SubFactory(DemandFactory)
    agency = factory.SubFactory(AgencyFactory)
    region = factory.LazyAttribute(lambda o: o.agency.region)
    state = "done"
    on = dt.date(2020, 2, 26)
