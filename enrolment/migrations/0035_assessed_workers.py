from django.db import migrations

# Whose contribution was assessed for good: they are not taken off the list by undoing an upload. Contributions
# stand downstream and say who that is (contributions 0005); until then it is nobody.
ASSESSED = """
create function workers_assessed(of_workers bigint[]) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select null::bigint where false
$$;
revoke all on function workers_assessed(bigint[]) from public;
grant execute on function workers_assessed(bigint[]) to lindungi_app;
"""


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0034_figures_of_claims")]
    operations = [migrations.RunSQL(ASSESSED, "drop function workers_assessed(bigint[]);")]
