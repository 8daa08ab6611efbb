"""The trial's offices, branches and people."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from agencies import access
from agencies.directory import create_agencies
from agencies.models import Agency, AgencyKind, Branch, Membership, Region, User
from agencies.offices.actions import add_districts
from contributions.demo import data

PASSWORD = "demo-lindungi"
SINCE = dt.date(2018, 1, 1)
REGIONS = Path(__file__).resolve().parents[2] / "fixtures" / "regions"
# Palembang counts 50 OPD; the kecamatan may be among them, their kelurahan are not.
PALEMBANG, PALEMBANG_AGENCIES = "16.71", 50


def add_places() -> None:
    """Offices of the three cities, branches, logins. To be run once, as the system."""
    for code, offices in data.read("agencies").items():
        region = Region.objects.get(code=code)
        named = [
            _agency(region, *office, verified=state == "verified")
            for state in ("verified", "unverified")
            for office in offices[state]
        ]
        create_agencies(agencies=named, by=access.SYSTEM)
    add_districts(region=Region.objects.get(code="36.73"), by=access.SYSTEM)
    _complete_palembang()
    for branch in data.read("places")["branches"]:
        made = Branch.objects.create(code=branch["code"], name=branch["name"])
        made.regions.set(Region.objects.filter(code__in=branch["regions"]))
    _add_people()


def _agency(
    region: Region, slug: str, kind: str, name: str, short: str, aliases: list[str], *, verified: bool
) -> Agency:
    code = f"{region.code}/{slug}"
    return Agency(
        region=region, code=code, kind=kind, name=name, short_name=short, aliases=aliases, verified=verified
    )


def _complete_palembang() -> None:
    """The 18 kecamatan, and for every office nobody named a placeholder that says so."""
    region = Region.objects.get(code=PALEMBANG)
    with (REGIONS / "districts.csv").open(encoding="utf-8") as file:
        districts = [row for row in csv.DictReader(file) if row["code"].startswith(f"{PALEMBANG}.")]
    made = [
        _agency(region, d["code"][-2:], AgencyKind.KECAMATAN, f"Kecamatan {d['name']}", "", [], verified=True)
        for d in districts
    ]
    known = Agency.objects.filter(region=region).count() + len(made)
    for number in range(known + 1, PALEMBANG_AGENCIES + 1):
        name = f"OPD belum disebut namanya {number}"
        made.append(_agency(region, f"opd-{number}", AgencyKind.OTHER, name, "", [], verified=False))
    create_agencies(agencies=made, by=access.SYSTEM)


def _add_people() -> None:
    password = make_password(PASSWORD)  # once: hashing is slow on purpose
    for person in data.read("places")["people"]:
        user = User(
            username=person["username"],
            name=person["name"],
            email=f"{person['username']}@lindungi.example",
            password=password if person.get("login") else make_password(None),
        )
        user.save()
        Membership.objects.create(user=user, role=person["role"], valid_from=SINCE, **_place(person))


def _place(person: dict[str, Any]) -> dict[str, Any]:
    models = {"agency": Agency, "region": Region, "branch": Branch}
    return {name: model.objects.get(code=person[name]) for name, model in models.items() if name in person}
