"""The statements of reading a list and of laying two lists of one group beside each other."""

from enrolment.models import ListRow

_LATER = ("id", "list_id", "agency_id")
COLUMNS = tuple(f.attname for f in ListRow._meta.concrete_fields if f.attname not in _LATER)
_columns = ", ".join(COLUMNS)

# PostgreSQL refuses COPY FROM into a table under row-level security: rows come in through a temporary one.
CREATE_STAGING = f"""
create temporary table list_staging on commit drop as
select {_columns} from enrolment_listrow with no data
"""


def copy_staging(columns: tuple[str, ...]) -> str:
    """COPY in the order in which the reader gives the columns."""
    return f"copy list_staging ({', '.join(columns)}) from stdin"


KEEP_ROWS = f"""
insert into enrolment_listrow (list_id, agency_id, {_columns})
select %(list)s, %(agency)s, {_columns} from list_staging
"""
FORGET_ROWS = "delete from enrolment_listrow where list_id = %(list)s"
DROP_STAGING = "drop table list_staging"

# Who and how much, whatever the form and order: the same list saved otherwise is known.
CONTENT = """
select md5(coalesce(string_agg(one, '' order by one), '')) from (
    select md5(concat_ws('|', coalesce(nik, nik_as_read), kpj, lower(name), wage, total, is_active)) as one
    from list_staging
) s
"""
GIVE_ROWS = "update enrolment_listrow set agency_id = %(agency)s where list_id = %(list)s"

# What a newer list of a group changes against the one in force, per pair (new list, old list).
CHANGES = """
with pair as (
    select n.id as newer, o.id as older
    from unnest(%(newer)s::uuid[], %(older)s::uuid[]) p (newer, older)
    join enrolment_participantlist n on n.id = p.newer
    join enrolment_participantlist o on o.id = p.older
), a as (
    select distinct on (p.newer, coalesce(r.nik, r.kpj, r.name)) p.newer,
           coalesce(r.nik, r.kpj, r.name) as who, r.wage
    from pair p join enrolment_listrow r on r.list_id = p.newer
    order by p.newer, coalesce(r.nik, r.kpj, r.name), r.ordinal
), b as (
    select distinct on (p.newer, coalesce(r.nik, r.kpj, r.name)) p.newer,
           coalesce(r.nik, r.kpj, r.name) as who, r.wage
    from pair p join enrolment_listrow r on r.list_id = p.older
    order by p.newer, coalesce(r.nik, r.kpj, r.name), r.ordinal
)
select coalesce(a.newer, b.newer), count(*) filter (where b.who is null),
       count(*) filter (where a.who is null),
       count(*) filter (where a.who is not null and b.who is not null and a.wage is distinct from b.wage)
from a full join b on b.newer = a.newer and b.who = a.who
group by 1
"""
