"""Rules of snapshots, and of the guards that keep them and the books."""

from django.utils.translation import gettext_lazy as _

from contributions.checking.rules import Rule

_MONTH = "r.code || ' ' || to_char(s.month, 'YYYY-MM') || ' v' || s.version"
_SUMS = ("submitted", "registered", "confirmed", "taspen", "active", "awaiting", "arrears", "unknown")

# Whatever is switched off while data are loaded must be on again.
GUARDS = (
    ("contributions_snapshot", "snapshot_stays"),
    ("contributions_snapshotfigures", "snapshot_figures_stay"),
    ("contributions_snapshotfigures", "snapshot_is_whole"),
    ("contributions_stale", "coverage_at_the_end"),
    ("contributions_assessment", "assessment_is_final"),
    ("contributions_assessment", "month_is_closed"),
    ("contributions_bill", "month_is_closed"),
    ("contributions_allocation", "month_is_closed"),
    ("contributions_assessmentline", "line_sums_insert"),
    ("contributions_assessmentline", "line_sums_delete"),
    ("contributions_assessmentline", "lines_stay"),
    ("contributions_allocation", "allocation_sums_insert"),
    ("contributions_allocation", "allocation_sums_update"),
    ("contributions_allocation", "allocation_sums_delete"),
)
_GUARDS = ", ".join(f"('{table}', '{trigger}')" for table, trigger in GUARDS)

RULES = [
    Rule(
        "snapshots_are_their_agencies",
        _("Every frozen month of a city is the sum of its frozen agencies"),
        f"""
        select {_MONTH} from contributions_snapshot s
        join agencies_region r on r.id = s.region_id
        left join (
            select f.snapshot_id, sum(f.listed) as listed, sum(f.unpaid) as unpaid,
                   {", ".join(f"sum(f.{name}) as {name}" for name in _SUMS)}
            from contributions_snapshotfigures f
            where f.region_id = any(%(regions)s) and f.population = 'staff' group by f.snapshot_id
        ) t on t.snapshot_id = s.id
        where s.region_id = any(%(regions)s) and (
            (s.listed, s.unpaid, {", ".join(f"s.{name}" for name in _SUMS)}) is distinct from
            (t.listed, coalesce(t.unpaid, 0), {", ".join(f"coalesce(t.{name}, 0)" for name in _SUMS)}))
        order by 1
        """,
    ),
    Rule(
        "snapshots_are_whole",
        _("Frozen rows are of their snapshot's month, region, version and moment; versions have no gap"),
        f"""
        select {_MONTH} from contributions_snapshot s
        join agencies_region r on r.id = s.region_id
        where s.region_id = any(%(regions)s) and (
            exists (select from contributions_snapshotfigures f where f.snapshot_id = s.id
                    and (f.region_id, f.month, f.version, f.taken_at)
                        is distinct from (s.region_id, s.month, s.version, s.taken_at))
            or (s.version > 1 and not exists (
                select from contributions_snapshot x
                where x.region_id = s.region_id and x.month = s.month and x.version = s.version - 1))
            or (s.taken_at at time zone 'Asia/Jakarta')::date < s.month + interval '1 month')
        order by 1
        """,
    ),
    Rule(
        "snapshots_never_grow_to_the_right",
        _("The frozen funnel never grows either"),
        f"""
        select {_MONTH} || ' ' || a.code from contributions_snapshotfigures f
        join contributions_snapshot s on s.id = f.snapshot_id
        join agencies_region r on r.id = s.region_id
        join agencies_agency a on a.id = f.agency_id
        where f.region_id = any(%(regions)s) and not (
            coalesce(f.listed, 0) >= f.submitted and f.submitted >= f.registered
            and f.registered >= f.confirmed and f.active + f.awaiting + f.arrears + f.unknown = f.registered)
        order by 1
        """,
    ),
    Rule(
        "guards_are_on",
        _("The triggers that keep books, figures and frozen months are there and switched on"),
        f"""
        select w.on_table || ' ' || w.guard from (values {_GUARDS}) w (on_table, guard)
        left join pg_trigger t on t.tgrelid = w.on_table::regclass and t.tgname = w.guard
             and t.tgenabled <> 'D'
        where t.oid is null order by 1
        """,
    ),
]
