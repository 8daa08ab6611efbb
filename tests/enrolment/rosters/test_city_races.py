"""Two of a city's people at once, over two real connections."""

from agencies import access
from enrolment.models import Upload, UploadKind, UploadState
from enrolment.rosters.city import comparing
from enrolment.rosters.matching import values
from tests.enrolment.rosters.test_races import at_once
from tests.factories import AgencyFactory, region


def comparison() -> Upload:
    return Upload.objects.create(
        region=region("36.73"),
        kind=UploadKind.COMPARISON,
        state=UploadState.CHECKED,
        file_name="kota.xlsx",
        size=0,
        roster_date="2020-02-20",
        answers={"source": "BKPSDM"},
        counts={"placed": 1, "unplaced": 0},
    )


def test_of_one_list_put_in_force_twice_at_once_one_is(committed):
    with access.acting(access.SYSTEM):
        lists = [comparison() for _n in range(4)]
    acts = [lambda one=one: comparing.put_in_force(upload=one, by=access.SYSTEM) for one in lists]
    assert at_once(*acts) == [""] * 4
    with access.acting(access.SYSTEM):
        states = sorted(Upload.objects.values_list("state", flat=True))
        assert states == ["applied", "undone", "undone", "undone"]


def test_what_two_say_of_texts_at_once_is_all_kept(committed):
    with access.acting(access.SYSTEM):
        agency = AgencyFactory()
    said = [{"position": {f"Supir {n}": "Pengemudi"}} for n in range(4)]
    acts = [lambda given=given: values.remember(owner=agency, given=given, by=None) for given in said]
    assert at_once(*acts) == [""] * 4
    with access.acting(access.SYSTEM):
        assert len(values.known_to(agency)["position"]) == 4
