"""The trial's month to reconcile: what happened to the rosters since, then BPJS's lists, from the branch.

The lists name their groups by NPP, so the groups of the four offices get theirs first.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence

import pghistory

from agencies import access
from agencies.models import Branch, ContributionGroup, User
from contributions.demo.bills import ENDED_ON, MONTH, NPP, Story, stories
from contributions.demo.formulir_2a import FILES, PARTICIPANTS
from contributions.demo.people import FIXTURES, Person
from contributions.demo.rosters import HandedIn, hand_in
from enrolment.models import EndReason, Enrolment, ListState, UploadMode
from enrolment.reconciliation.lists import force, reading, receiving
from enrolment.reconciliation.lists.houses import House
from enrolment.workers.actions import end_enrolment

CITY, BRANCH, OFFICER = "36.73", "serang", "cabang"
OPERATORS = {"dishub": "dishub", "dlh": "dlh", "satpol-pp": "satpol-pp", "disperdaginkop-ukm": "kota"}
HEADER = ("NO", "NAMA", "NIK", "TEMPAT LAHIR", "TANGGAL LAHIR", "L/P", "JABATAN", "UPAH (RP)", "NO KPJ")
HANDED_IN = dt.date(2020, 3, 9)


def load_lists(say: Callable[[str], None]) -> dict[str, dict]:
    """Make the month: groups with their NPP, changes on the rosters, lists in force. To be run once, as the
    system; returns the counts of `comparing.reconcile`, by month.

    Raises AssertionError where a list does not come to be in force: the trial would be without its month.
    """
    say("lists of BPJS")
    for slug, npp in NPP.items():
        ContributionGroup.objects.filter(agency__code=f"{CITY}/{slug}", is_default=True).update(npp=npp)
    for slug, story in stories().items():
        _live_through(slug, story)
    return _hand_in_lists()


def _live_through(slug: str, story: Story) -> None:
    """What the office did since its roster: people who left, a list of a few others."""
    user = User.objects.get(username=OPERATORS[slug])
    with access.acting(user), pghistory.context(user=user.pk):
        for person in story.ended:
            spell = Enrolment.objects.get(agency__code=f"{CITY}/{slug}", worker__nik=person.nik)
            end_enrolment(enrolment=spell, ended_on=ENDED_ON, reason=EndReason.CONTRACT_ENDED, by=user)
    numbered = [one.person for one in story.bill if one.person.nik in story.numbers]
    if people := [*story.listed, *story.elsewhere, *numbered]:
        content = _part(people, story.numbers)
        name = f"daftar-tambahan-{slug}.csv"
        handed_in = HandedIn(f"{CITY}/{slug}", OPERATORS[slug], HANDED_IN, None, name, content)
        hand_in(handed_in, UploadMode.PARTIAL)


def _part(people: Sequence[Person], kpj: dict[str, str]) -> bytes:
    """A short list as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for number, person in enumerate(people, start=1):
        identity = (number, person.name, person.nik, person.birth_place, person.birth_date, person.sex)
        writer.writerow([*identity, person.position, person.wage, kpj.get(person.nik, "")])
    return out.getvalue().encode("utf-8-sig")


def _hand_in_lists() -> dict[str, dict]:
    user = User.objects.get(username=OFFICER)
    files = [(name, [(FIXTURES / name).read_bytes()]) for name in (*FILES, PARTICIPANTS[0])]
    with access.acting(user), pghistory.context(user=user.pk):
        house = House(Branch.objects.get(code=BRANCH))
        batch = receiving.receive(house=house, files=files, month=MONTH, by=user)
        for found in house.batch(batch).filter(state=ListState.RECEIVED):
            reading.read(found=found, by=user)
        done = force.put_in_force(lists=house.batch(batch), by=user)
        assert done["in_force"] == len(files), [
            (one.file_name, one.state, one.refusal) for one in house.batch(batch)
        ]
    return done["counts"]
