"""The statements of undoing a saved upload, and of taking that back. Each handles all its workers at once.

Both begin by laying what the upload's images say beside the roster as it is: `roster_undo` holds every worker
that the upload touched, with the `hindrance` for which it stays as it is (none: it is moved). The page that
shows what would happen reads the very same table. See `sql` on `NO_NESTED_LOOPS`.
"""

from django.db.models import Model

from enrolment.models import Enrolment, Worker

# What an upload never changes.
_FIXED = {"id", "worker_id", "agency_id", "from_upload", "revision"}


def columns(model: type[Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _takes(model: type[Model]) -> tuple[str, str]:
    """`a = b.a, …` and `(t.a, …) is distinct from (b.a, …)` for all that an upload may change."""
    names = [name for name in columns(model) if name not in _FIXED]
    sets = ", ".join(f"{name} = b.{name}" for name in names)
    mine, theirs = (", ".join(f"{alias}.{name}" for name in names) for alias in "tb")
    return sets, f"({mine}) is distinct from ({theirs})"


# Why a worker stays as it is: the first that holds. Another reason is one more line here and one more word in
# `hindrances.Hindrance`, which tells `edited` apart further.
UNDO_HINDRANCES = (
    ("gone", "not there or not coalesce(spell_there, true)"),
    ("returned", "newer_spell"),
    ("ended", "ended"),
    ("claimed", "claimed"),
    ("carded", "was_new and carded"),
    ("assessed", "was_new and assessed"),
    ("edited", "not same_worker or not coalesce(same_spell, true)"),
    ("in_sheet", "was_new and in_sheet"),
)
# Taking an undo back: whom undoing took off the list is not there, whose return it took back has no open
# spell.
REDO_HINDRANCES = (
    ("listed_again", "was_new and (there or nik_there)"),
    ("gone", "not was_new and (not there or had_spell and not spell_there)"),
    ("returned", "not was_new and (newer_spell or not had_spell and open_spell)"),
    ("ended", "not was_new and had_spell and ended"),
    ("edited", "not was_new and (not same_worker or had_spell and not same_spell)"),
)

_images = """
    select i.worker_id, i.enrolment_id, i.worker_before, i.enrolment_before, i.worker_after,
           i.enrolment_after, i.exits_after, i.worker_revision, i.enrolment_revision
    from enrolment_workerimage i
    where i.upload_id = %(upload)s and i.worker_after is {}
"""
# New workers that nobody touched since they were saved have no image (KEEP_NEW in `sql`).
_without_image = """
    union all
    select w.id, min(e.id), null, null, null, null, null, 1, 1
    from enrolment_worker w
    left join enrolment_enrolment e on e.worker_id = w.id and e.agency_id = %(agency)s
    left join enrolment_workerimage i on i.upload_id = %(upload)s and i.worker_id = w.id
    where w.agency_id = %(agency)s and w.from_upload = %(upload)s and i.worker_id is null
    group by w.id
"""


def _pick(touched: str, hindrances: tuple[tuple[str, str], ...]) -> str:
    cases = " ".join(f"when {condition} then '{code}'" for code, condition in hindrances)
    return f"""
create temporary table roster_undo on commit drop as
with touched as ({touched}), laid_beside as (
    select t.*, t.worker_before is null as was_new, t.enrolment_before is not null as had_spell,
           coalesce(w.name, t.worker_before->>'name', t.worker_after->>'name') as name,
           w.id is not null as there, o.id is not null as nik_there,
           w.revision = t.worker_revision as same_worker,
           case when t.enrolment_id is not null then e.id is not null end as spell_there,
           e.revision = t.enrolment_revision as same_spell,
           e.ended_on is not null as ended,
           c.worker_id is not null as claimed,
           k.worker_id is not null as carded,
           s.worker_id is not null as in_sheet,
           b.worker_id is not null as assessed,
           coalesce(n.newest > coalesce(t.enrolment_id, 0), false) as newer_spell,
           coalesce(n.has_open, false) as open_spell
    from touched t
    left join enrolment_worker w on w.id = t.worker_id and w.agency_id = %(agency)s
    left join enrolment_worker o on o.agency_id = %(agency)s and o.nik = t.worker_after->>'nik'
    left join enrolment_enrolment e on e.id = t.enrolment_id and e.agency_id = %(agency)s
    left join (
        select worker_id, max(id) as newest, bool_or(ended_on is null) as has_open
        from enrolment_enrolment where agency_id = %(agency)s group by worker_id
    ) n on n.worker_id = t.worker_id
    left join (
        select distinct worker_id from enrolment_benefitclaim where agency_id = %(agency)s
    ) c on c.worker_id = t.worker_id
    left join (
        select worker_id from enrolment_card where agency_id = %(agency)s
        union
        select worker_id from enrolment_certificate where agency_id = %(agency)s
    ) k on k.worker_id = t.worker_id
    left join (
        select distinct r.worker_id
        from enrolment_sheetrow r join enrolment_officialsheet m on m.id = r.sheet_id
        where r.agency_id = %(agency)s and m.agency_id = %(agency)s and m.state <> 'withdrawn'
    ) s on s.worker_id = t.worker_id
    left join workers_assessed((select array_agg(worker_id) from touched)) b (worker_id)
        on b.worker_id = t.worker_id
)
select worker_id, enrolment_id, worker_before, enrolment_before, worker_after, enrolment_after, exits_after,
       worker_revision, enrolment_revision, name, case {cases} end as hindrance
from laid_beside
"""


PICK_UNDO = _pick(_images.format("null") + _without_image, UNDO_HINDRANCES)
PICK_REDO = _pick(_images.format("not null"), REDO_HINDRANCES)
ANALYZE = "analyze roster_undo"
DROP = "drop table roster_undo"

COUNT = """
select count(*) filter (where worker_before is null), count(*) filter (where worker_before is not null)
from roster_undo where hindrance is null
"""
HELD = """
select worker_id, enrolment_id, name, hindrance, enrolment_revision
from roster_undo where hindrance is not null order by name, worker_id
"""

# --- both ways -----------------------------------------------------------------------------------------

_set_worker, _worker_differs = _takes(Worker)
_set_spell, _spell_differs = _takes(Enrolment)


def restored(image: str) -> tuple[str, str]:
    """Workers and spells become what `before` or `after` holds; who is so already is not touched."""
    return (
        f"""
update enrolment_worker t set {_set_worker}
from roster_undo u, jsonb_populate_record(null::enrolment_worker, u.worker_{image}) b
where t.id = u.worker_id and t.agency_id = %(agency)s and u.hindrance is null
  and u.worker_before is not null and {_worker_differs}
""",
        f"""
update enrolment_enrolment t set {_set_spell}
from roster_undo u, jsonb_populate_record(null::enrolment_enrolment, u.enrolment_{image}) b
where t.id = u.enrolment_id and t.agency_id = %(agency)s and u.hindrance is null
  and u.enrolment_before is not null and {_spell_differs}
""",
    )


# What is put back stands at a new revision. Other uploads that had left exactly this state are told, so that
# uploads can be undone one after the other, the newest first, and redone the oldest first; bulk changes too.
def telling(image: str) -> tuple[str, str]:
    moved = f"""
    select u.worker_id, u.enrolment_id, w.revision as worker_revision, e.revision as enrolment_revision,
           w.from_upload, (u.worker_{image}->>'revision')::int as worker_was,
           (u.enrolment_{image}->>'revision')::int as enrolment_was
    from roster_undo u
    join enrolment_worker w on w.id = u.worker_id and w.agency_id = %(agency)s
    join enrolment_enrolment e on e.id = u.enrolment_id and e.agency_id = %(agency)s
    where u.hindrance is null and u.worker_before is not null and u.enrolment_before is not null
"""
    return (
        f"""
update enrolment_workerimage i
set worker_revision = m.worker_revision, enrolment_revision = m.enrolment_revision
from ({moved}) m
where i.worker_id = m.worker_id and i.agency_id = %(agency)s and i.upload_id <> %(upload)s
  and i.enrolment_id = m.enrolment_id
  and i.worker_revision = m.worker_was and i.enrolment_revision = m.enrolment_was
""",
        f"""
update enrolment_changedworker c set worker_revision = m.worker_revision
from ({moved}) m
where c.worker_id = m.worker_id and c.agency_id = %(agency)s and c.worker_revision = m.worker_was
""",
    )


# --- undoing -------------------------------------------------------------------------------------------

# As the upload had left them: what taking the undo back needs. Proposed exits of whom it takes away go along.
KEEP_AFTER = """
insert into enrolment_workerimage as i
    (upload_id, agency_id, worker_id, enrolment_id, worker_after, enrolment_after, exits_after,
     worker_revision, enrolment_revision)
select %(upload)s, %(agency)s, u.worker_id, u.enrolment_id, to_jsonb(w), to_jsonb(e), x.exits,
       u.worker_revision, u.enrolment_revision
from roster_undo u
join enrolment_worker w on w.id = u.worker_id and w.agency_id = %(agency)s
left join enrolment_enrolment e on e.id = u.enrolment_id and e.agency_id = %(agency)s
left join (
    select worker_id, jsonb_agg(to_jsonb(p)) as exits
    from enrolment_proposedexit p where agency_id = %(agency)s and upload_id <> %(upload)s group by worker_id
) x on x.worker_id = u.worker_id and u.enrolment_before is null
where u.hindrance is null
on conflict (upload_id, worker_id) do update
set worker_after = excluded.worker_after, enrolment_after = excluded.enrolment_after,
    exits_after = excluded.exits_after
"""
DROP_EXITS = """
delete from enrolment_proposedexit x
where x.agency_id = %(agency)s and x.upload_id = %(upload)s and x.decided_at is null
"""
DROP_EXITS_OF_LEAVING = """
delete from enrolment_proposedexit x using roster_undo u
where x.agency_id = %(agency)s and x.worker_id = u.worker_id
  and u.hindrance is null and u.enrolment_before is null and (u.worker_before is null or x.decided_at is null)
"""
# Whoever was no longer proposed to leave because this upload named them is so again, while still on the list.
OPEN_EXITS_AGAIN = """
update enrolment_proposedexit x
set stays = null, decided_at = null, decided_by_id = null, settled_by_upload = null
from enrolment_enrolment e, (
    select max(id) as id from enrolment_proposedexit
    where agency_id = %(agency)s and settled_by_upload = %(upload)s group by worker_id
) last
where x.id = last.id and x.agency_id = %(agency)s
  and e.worker_id = x.worker_id and e.agency_id = %(agency)s and e.ended_on is null
  and x.worker_id not in (
      select o.worker_id from enrolment_proposedexit o where o.agency_id = %(agency)s and o.decided_at is null
  )
"""
# Cases about whom undoing takes off this list, on either side of it: two joins, for one by `or` is a loop.
CASES = """
    select c.id from enrolment_listingcase c join roster_undo u on u.worker_id = c.worker_id
    where c.agency_id = %(agency)s and u.hindrance is null and u.enrolment_before is null
    union
    select c.id from enrolment_listingcase c join roster_undo u on u.worker_id = c.other_worker_id
    where c.other_agency_id = %(agency)s and u.hindrance is null and u.enrolment_before is null
"""
# They no longer stand on two lists.
SETTLE_CASES = f"""
update enrolment_listingcase c set decision = 'settled', decided_at = %(at)s, decided_by_id = %(by)s
from ({CASES}) touched where c.id = touched.id and c.decided_at is null
"""
# Spells that the upload began: of new workers, and of those who returned.
DELETE_ENROLMENTS = """
delete from enrolment_enrolment e using roster_undo u
where e.id = u.enrolment_id and e.agency_id = %(agency)s
  and u.enrolment_before is null and u.hindrance is null
"""
DELETE_WORKERS = """
delete from enrolment_worker w using roster_undo u
where w.id = u.worker_id and u.worker_before is null and u.hindrance is null and w.agency_id = %(agency)s
"""
RESTORE_WORKERS, RESTORE_ENROLMENTS = restored("before")
# The revisions that undoing left: whoever stands at others when it is taken back was touched meanwhile.
NOTE_REVISIONS = """
update enrolment_workerimage i
set worker_revision = w.revision, enrolment_revision = coalesce(e.revision, i.enrolment_revision)
from roster_undo u
join enrolment_worker w on w.id = u.worker_id and w.agency_id = %(agency)s
left join enrolment_enrolment e on e.id = u.enrolment_id and e.agency_id = %(agency)s
where i.upload_id = %(upload)s and i.worker_id = u.worker_id and u.hindrance is null
"""
TELL_IMAGES, TELL_CHANGES = telling("before")
TELL_FIRST_UPLOADS = """
insert into enrolment_workerimage
    (upload_id, agency_id, worker_id, enrolment_id, worker_revision, enrolment_revision)
select w.from_upload, %(agency)s, w.id, e.id, w.revision, e.revision
from roster_undo u
join enrolment_worker w on w.id = u.worker_id and w.agency_id = %(agency)s
join enrolment_enrolment e on e.id = u.enrolment_id and e.agency_id = %(agency)s
where u.hindrance is null and w.from_upload <> %(upload)s
  and (u.worker_before->>'revision')::int = 1 and (u.enrolment_before->>'revision')::int = 1
on conflict (upload_id, worker_id) do nothing
"""
UNDO = (
    KEEP_AFTER, SETTLE_CASES, DROP_EXITS, DROP_EXITS_OF_LEAVING, DELETE_ENROLMENTS, DELETE_WORKERS,
    RESTORE_WORKERS, RESTORE_ENROLMENTS, OPEN_EXITS_AGAIN, NOTE_REVISIONS, TELL_IMAGES, TELL_CHANGES,
    TELL_FIRST_UPLOADS,
)  # fmt: skip
