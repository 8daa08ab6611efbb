"""Rules of people, their spells and the coverage kept of them."""

from django.utils.translation import gettext_lazy as _

from contributions.checking.rules import Rule

_WHO = "a.code || ' #' || {0}"
_SPELL = _WHO.format("e.worker_id")

# Without regard to category: the staff and those counted apart together are the people of a day.
_SPELLS_OF_DAYS = """
select a.code || ' ' || d.day
from agencies_agency a
cross join unnest(%(days)s::date[]) d (day)
left join lateral (
    select count(*) as listed,
           count(*) filter (where e.registered_on <= d.day) as registered
    from enrolment_enrolment e
    where e.agency_id = a.id and e.listed_on <= d.day and (e.ended_on is null or e.ended_on > d.day)
) s on true
left join lateral (
    select coalesce(sum(c.listed), 0) as listed, sum(c.registered) as registered
    from contributions_coverageday c where c.agency_id = a.id and c.day <= d.day and c.until > d.day
) k on true
where a.id = any(%(agencies)s)
  and (s.listed, s.registered) is distinct from (k.listed, coalesce(k.registered, 0))
order by 1
"""
_STANDING_OF_DAYS = """
select a.code || ' ' || coalesce(s.day, k.on_day) || ' ' || coalesce(s.population, k.population)
from unnest(%(days)s::date[]) d (day)
cross join lateral (
    select x.*, d.day from contributions_standing(%(agencies)s, d.day) x
) s
full join (
    select c.*, e.day as on_day from unnest(%(days)s::date[]) e (day)
    join contributions_coverageday c on c.day <= e.day and c.until > e.day
    where c.agency_id = any(%(agencies)s) and c.registered > 0
) k on k.on_day = s.day and k.agency_id = s.agency_id and k.population = s.population
join agencies_agency a on a.id = coalesce(s.agency_id, k.agency_id)
where (s.active, s.awaiting, s.arrears, s.unknown)
      is distinct from (k.active, k.awaiting, k.arrears, k.unknown)
order by 1
"""
WAITING = Rule(
    "nothing_waits_to_be_counted",
    _("No figures wait to be counted outside a transaction"),
    """
    select a.code from unnest(coverage_waiting()) x (id) join agencies_agency a on a.id = x.id
    where a.id = any(%(agencies)s) order by 1
    """,
)
RULES = [
    Rule(
        "coverage_is_the_spells",
        _("Listed and registered are those whose spells say so, today and at the last twelve month ends"),
        _SPELLS_OF_DAYS,
    ),
    Rule(
        "coverage_is_the_standing",
        _("Active, awaiting, in arrears and unknown are as counted from the books, on the same days"),
        _STANDING_OF_DAYS,
    ),
    Rule(
        "funnel_never_grows",
        _("The funnel never grows from left to right, and every registered person is in one state"),
        """
        select a.code || ' ' || c.day || ' ' || c.population
        from contributions_coverageday c join agencies_agency a on a.id = c.agency_id
        where c.agency_id = any(%(agencies)s) and not (
            coalesce(c.listed, 0) >= c.submitted and c.submitted >= c.registered
            and c.registered >= c.confirmed and c.confirmed >= 0
            and c.taspen >= 0 and coalesce(c.listed, 0) >= c.registered + c.taspen
            and least(c.active, c.awaiting, c.arrears, c.unknown) >= 0
            and c.active + c.awaiting + c.arrears + c.unknown = c.registered)
        order by 1
        """,
    ),
    Rule(
        "coverage_without_gaps",
        _("The days kept of an agency follow each other without a gap, and name its region"),
        """
        select a.code || ' ' || c.day || ' ' || c.population
        from (
            select x.*, lead(x.day, 1, '9999-12-31')
                        over (partition by x.agency_id, x.population order by x.day) as following
            from contributions_coverageday x where x.agency_id = any(%(agencies)s)
        ) c join agencies_agency a on a.id = c.agency_id
        where c.until <> c.following or c.region_id <> a.region_id
        order by 1
        """,
    ),
    Rule(
        "states_match_dates",
        _("The state of every spell is the one that its dates say, and its dates are in order"),
        f"""
        select {_SPELL} from enrolment_enrolment e join agencies_agency a on a.id = e.agency_id
        where e.agency_id = any(%(agencies)s) and (
            e.state <> case when e.ended_on is not null then 'ended'
                            when e.registered_on is not null then 'registered'
                            when e.submitted_on is not null then 'submitted' else 'listed' end
            or e.ended_on < greatest(e.listed_on, e.submitted_on, e.registered_on)
            or e.registered_on < e.submitted_on
            or (e.moved_from_id is null and least(e.submitted_on, e.registered_on) < e.listed_on)
            or (e.basis is null) <> (e.registered_on is null)
            or (e.end_reason is null) <> (e.ended_on is null))
        order by 1
        """,
    ),
    Rule(
        "one_open_spell",
        _("Nobody has two open spells on one list, and a spell belongs to its worker's agency"),
        f"""
        select {_SPELL} from (
            select e.worker_id, e.agency_id from enrolment_enrolment e
            where e.agency_id = any(%(agencies)s) and e.ended_on is null
            group by 1, 2 having count(*) > 1
            union
            select e.worker_id, e.agency_id from enrolment_enrolment e
            left join enrolment_worker w on w.id = e.worker_id and w.agency_id = e.agency_id
            where e.agency_id = any(%(agencies)s) and w.id is null
        ) e join agencies_agency a on a.id = e.agency_id
        order by 1
        """,
    ),
    Rule(
        "terms_without_gaps",
        _("Dated categories and guarantors of a worker follow each other without a gap, from ever to ever"),
        f"""
        select distinct {_WHO.format("t.worker_id")} from (
            select x.*, lag(upper(x.period)) over w as before, row_number() over w as nth,
                   lead(lower(x.period)) over w as following
            from enrolment_workerterm x where x.agency_id = any(%(agencies)s)
            window w as (partition by x.worker_id order by lower(x.period) nulls first)
        ) t
        join agencies_agency a on a.id = t.agency_id
        left join enrolment_worker w on w.id = t.worker_id and w.agency_id = t.agency_id
        where w.id is null or (t.nth = 1) <> (lower(t.period) is null)
           or (t.nth > 1 and t.before is distinct from lower(t.period))
           or (t.following is null) <> (upper(t.period) is null)
        order by 1
        """,
    ),
    Rule(
        "groups_serve_their_workers",
        _("Everybody is in a contribution group of their agency, or of one that serves it"),
        f"""
        select {_WHO.format("w.id")} from enrolment_worker w
        join agencies_agency a on a.id = w.agency_id
        join agencies_contributiongroup g on g.id = w.contribution_group_id
        where w.agency_id = any(%(agencies)s) and g.agency_id <> w.agency_id and not exists (
            select from agencies_contributiongroup_agencies s
            where s.contributiongroup_id = g.id and s.agency_id = w.agency_id)
        order by 1
        """,
    ),
]
