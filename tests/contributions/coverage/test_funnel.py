"""Adding up and folding: nobody counts twice, and no data stays no data."""

import datetime as dt

from contributions.coverage.denominators import Rate
from contributions.coverage.funnel import (
    NO_DATA,
    AgencyCoverage,
    Funnel,
    Office,
    PlaceCoverage,
    folded,
    split_programmes,
)
from tests.contributions.coverage.test_denominators import stated

DAY = dt.date(2020, 2, 26)


def agency(pk, staff=NO_DATA, *, community=NO_DATA, declared=None, roster_date=None, kind="dinas", **more):
    office = Office(pk, f"36.73/opd-{pk}", f"Dinas {pk}", "", kind, 1, **more)
    return AgencyCoverage(office, staff, community, declared, roster_date)


def people(listed, registered=0):
    return Funnel(listed, registered, registered, 0, DAY)


def test_no_data_and_no_data_is_no_data():
    assert NO_DATA + NO_DATA == NO_DATA
    assert not (NO_DATA + NO_DATA).known


def test_no_data_adds_nothing_to_figures():
    assert people(5, 3) + NO_DATA == people(5, 3)


def test_newer_day_stands_for_a_sum():
    older = Funnel(1, 0, 0, 0, dt.date(2020, 1, 1))
    assert (older + people(1)).day == DAY


def test_agency_that_does_not_exist_is_left_out_unless_people_are_on_its_list():
    gone = agency(1, people(0), valid_to=dt.date(2019, 12, 31))
    still_listed = agency(2, people(4), valid_to=dt.date(2019, 12, 31))
    not_yet = agency(3, valid_from=dt.date(2021, 1, 1))
    assert [one.office.pk for one in folded([gone, still_listed, not_yet], DAY)] == [2]


def test_children_answered_for_count_with_the_head_of_the_line():
    found = folded(
        [
            agency(1, people(10, 4), roster_date=dt.date(2020, 1, 1)),
            agency(2, people(5, 5), parent_id=1, answered_by_parent=True, roster_date=DAY),
            agency(3, people(2), parent_id=2, answered_by_parent=True),
            agency(4, people(7), parent_id=1),
        ],
        DAY,
    )
    assert [(one.office.pk, one.staff.listed, one.staff.registered) for one in found] == [
        (1, 17, 9),
        (4, 7, 0),
    ]
    assert [child.office.pk for child in found[0].children] == [2, 3]
    assert found[0].roster_date == DAY


def test_child_stands_for_itself_where_its_parent_does_not_exist_yet():
    found = folded(
        [agency(1, valid_from=dt.date(2021, 1, 1)), agency(2, parent_id=1, answered_by_parent=True)], DAY
    )
    assert [one.office.pk for one in found] == [2]


def test_agencies_that_answer_for_each_other_are_still_counted_once():
    found = folded(
        [
            agency(1, people(1), parent_id=2, answered_by_parent=True),
            agency(2, people(2), parent_id=1, answered_by_parent=True),
        ],
        DAY,
    )
    assert sum(one.staff.listed for one in found) == 3


def test_own_declaration_covers_the_children():
    child = agency(2, declared=stated(1, 5), parent_id=1, answered_by_parent=True)
    with_own = folded([agency(1, declared=stated(2, 30)), child], DAY)[0]
    without = folded([agency(1), child], DAY)[0]
    assert (with_own.declared, without.declared) == (30, 5)


def test_no_data_declared_zero_and_zero_percent_are_three_things():
    silent, nil, none_registered = agency(1), agency(2, declared=stated(1, 0)), agency(3, people(8))
    assert (silent.gap, nil.gap, none_registered.gap) == (None, 0, 8)
    assert (silent.share, nil.share, none_registered.share) == (None, None, 0)
    assert silent.bar["listed"] is silent.bar["declared"] is silent.bar["registered"] is None
    assert nil.bar["declared"] == 0
    assert nil.bar["registered"] is None
    assert none_registered.bar["registered"] == 0


def test_gap_reaches_to_the_larger_of_declared_and_listed():
    assert agency(1, people(8, 3), declared=stated(1, 10)).gap == 7
    assert agency(1, people(12, 3), declared=stated(1, 10)).gap == 9


def test_gap_of_a_place_reaches_to_its_chosen_total_unless_more_are_listed():
    small = PlaceCoverage(DAY, (agency(1, people(8, 3)),), declared=stated(1, 10))
    large = PlaceCoverage(DAY, (agency(1, people(18, 3)),), declared=stated(1, 10))
    assert (small.gaps, large.gaps) == ((7,), (15,))


def test_gap_of_a_place_spans_the_stated_totals_while_none_is_chosen():
    rates = tuple(Rate("workers", 3, stated(n, total)) for n, total in enumerate((10, 12, 11, 4)))
    place = PlaceCoverage(DAY, (agency(1, people(8, 3)),), rates=rates)
    assert place.gaps == (7, 9)
    assert place.bar["declared"] == 12


def test_gap_of_a_place_without_any_list_is_not_known():
    place = PlaceCoverage(DAY, (agency(1),), declared=stated(1, 3500))
    assert place.gaps == ()
    assert place.share is None


def test_gap_of_a_province_is_added_up_from_its_cities():
    place = PlaceCoverage(DAY, (agency(1, people(8, 3)),), added_wholes=(20, 25))
    assert place.gaps == (17, 22)
    assert place.bar["declared"] == 25


def test_programme_without_staff_is_no_agency_but_its_people_count_apart():
    programme = agency(1, community=people(30, 20), kind="program")
    proper, programmes = split_programmes(
        [programme, agency(2, people(4)), agency(3, people(1), kind="program")]
    )
    place = PlaceCoverage(DAY, proper, programmes)
    assert [one.office.pk for one in place.programmes] == [1]
    assert (place.staff.listed, place.community.listed) == (5, 30)
    assert (len(place.agencies), place.with_roster) == (2, 2)
