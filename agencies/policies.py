"""Row-level security: which tables it binds, by which rule, and which it leaves out and why.

The rules read the settings that `access.acting` makes. The inner `select` lets PostgreSQL compute a setting
once a statement instead of once a row (up to 78 times faster); its cast makes the array there too. The outer
cast, of what is an array already, only says that `any` is about an array and no query.
"""

from django.db import migrations

ALL = "(select current_setting('app.all', true) = 'true')"
EVERYWHERE = "(select current_setting('app.everywhere', true) = 'true')"
USER = "(select nullif(current_setting('app.user', true), '')::bigint)"


def is_in(column: str, setting: str) -> str:
    """SQL: whether a value is in the list of the setting `app.{setting}`, an array of ids as text."""
    return f"{column} = any((select nullif(current_setting('app.{setting}', true), '')::bigint[])::bigint[])"


def is_among(column: str, setting: str) -> str:
    """As `is_in`, hashed: for functions of the owner, where the list is long and so are the rows."""
    return f"{column} in (select unnest(nullif(current_setting('app.{setting}', true), '')::bigint[]))"


# Rows about people: only those who may see the agency's people.
PEOPLE = f"{ALL} or {is_in('agency_id', 'agencies')}"
# Lists of a whole city, and what was matched for them: those who may see the people of all its agencies.
CITY = f"agency_id is null and {is_in('region_id', 'cities')}"
UPLOADS = (
    f"{PEOPLE} or {CITY}"
    # What a city compared is shown to its agencies too, each its own rows.
    " or kind = 'comparison' and exists (select 1 from agencies_agency a"
    f" where a.region_id = enrolment_upload.region_id and {is_in('a.id', 'agencies')})"
)
# Rows whose agency is not known yet: with the upload that they are of, for the city alone. Of what the city
# compares, an agency sees the upload and its own rows, not those that nobody has placed.
_OF_UPLOAD = (
    f"exists (select 1 from enrolment_upload u where u.id = upload_id and {is_in('u.region_id', 'cities')})"
)
STAGED = f"{PEOPLE} or agency_id is null and {_OF_UPLOAD}"
# A case of two lists: the people of either.
CASES = f"{PEOPLE} or {is_in('other_agency_id', 'agencies')}"
OWN = f"{ALL} or user_id = {USER}"
# Figures, documents, stated figures: everybody of the region or the agency.
RECORDS = f"{ALL} or {EVERYWHERE} or {is_in('region_id', 'regions')} or {is_in('agency_id', 'offices')}"
# What a region keeps for itself.
REGIONS = f"{ALL} or {EVERYWHERE} or {is_in('region_id', 'regions')}"


def _of_its_region(table: str) -> str:
    """An agency's people read what its region wrote for all its agencies."""
    return (
        "exists (select 1 from agencies_agency a"
        f" where a.region_id = {table}.region_id and {is_in('a.id', 'offices')})"
    )


DOCUMENTS = f"{RECORDS} or agency_id is null and {_of_its_region('agencies_document')}"
# What belongs to an agency and names nobody: everybody of the agency.
OFFICES = f"{ALL} or {EVERYWHERE} or {is_in('agency_id', 'offices')}"


def _served_by(group: str) -> str:
    """The agencies that a contribution group serves beside its owner (that table's own policy cuts it)."""
    return (
        "exists (select 1 from agencies_contributiongroup_agencies s"
        f" where s.contributiongroup_id = {group} and {is_in('s.agency_id', 'offices')})"
    )


# Contribution groups: everybody of the agency that owns it or is served by it.
GROUPS = f"{OFFICES} or {_served_by('agencies_contributiongroup.id')}"
PROGRAMMES = f"{OFFICES} or {_served_by('group_id')}"
# What a claim says of health: the agency and its branch.
HEALTH = f"(select current_setting('app.health_all', true) = 'true') or {is_in('agency_id', 'health')}"
# BPJS's lists whose agency is not known yet: the branch that handed them in.
LISTS = f"{PEOPLE} or agency_id is null and {is_in('branch_id', 'branches')}"
LIST_ROWS = (
    f"{PEOPLE} or agency_id is null and exists (select 1 from enrolment_participantlist l"
    f" where l.id = list_id and {is_in('l.branch_id', 'branches')})"
)
# Memberships: one's own, and those of the places one acts for.
MEMBERSHIPS = (
    f"user_id = {USER} or {ALL} or {EVERYWHERE} or {is_in('agency_id', 'offices')}"
    f" or {is_in('region_id', 'regions')} or {is_in('branch_id', 'branches')}"
)
# Links that let somebody in: for whoever sees one of that person's memberships (the policy above cuts them).
LINKS = (
    f"{ALL} or {EVERYWHERE}"
    " or exists (select 1 from agencies_membership m where m.user_id = agencies_accesslink.user_id)"
)

# Payments that nobody has placed yet, and lists of them: the branch that handed them in.
PAYMENTS = f"{PROGRAMMES} or agency_id is null and {is_in('branch_id', 'branches')}"
PAYMENT_LISTS = f"{OFFICES} or agency_id is null and {is_in('branch_id', 'branches')}"
PAYMENT_ROWS = (
    f"{OFFICES} or exists (select 1 from contributions_paymentlist l"
    f" where l.id = list_id and {is_in('l.branch_id', 'branches')})"
)
# What the city wrote to many: the city, and whoever has a letter of it.
REMINDERS = (
    f"{REGIONS} or exists (select 1 from contributions_reminderletter l"
    f" where l.reminder_id = contributions_reminder.id and {is_in('l.agency_id', 'offices')})"
)
# Frozen figures are of whoever answered for the agency then, too, whoever does by now.
FROZEN = f"{RECORDS} or {is_in('counts_with_id', 'offices')}"
# What moved from one agency's account to another's is seen by both.
MOVES = f"{OFFICES} or {is_in('to_agency_id', 'offices')}"

POLICIES: dict[str, str] = {
    "agencies_membership": MEMBERSHIPS,
    "agencies_membershipevent": MEMBERSHIPS,
    "agencies_accesslink": LINKS,
    "agencies_contributiongroup": GROUPS,
    "agencies_contributiongroupevent": OFFICES,
    "agencies_contributiongroup_agencies": OFFICES,
    "agencies_groupprogrammes": PROGRAMMES,
    "agencies_statedfigure": RECORDS,
    "agencies_statedfigureevent": RECORDS,
    "agencies_document": DOCUMENTS,
    "agencies_documentevent": RECORDS,
    "agencies_demand": f"{REGIONS} or {_of_its_region('agencies_demand')}",
    "agencies_demandevent": REGIONS,
    "agencies_compliance": RECORDS,
    "agencies_complianceevent": RECORDS,
    "enrolment_worker": PEOPLE,
    "enrolment_workerevent": PEOPLE,
    "enrolment_enrolment": PEOPLE,
    "enrolment_enrolmentevent": PEOPLE,
    "enrolment_upload": UPLOADS,
    "enrolment_uploadprogress": STAGED,
    "enrolment_partialfile": OWN,
    "enrolment_rosterprofile": f"{PEOPLE} or {CITY}",
    "enrolment_stagedrow": STAGED,
    "enrolment_stagedkind": STAGED,
    "enrolment_rowanswer": PEOPLE,
    "enrolment_answeredrow": PEOPLE,
    "enrolment_workerimage": PEOPLE,
    "enrolment_proposedexit": PEOPLE,
    "enrolment_listingcase": CASES,
    "enrolment_changebatch": PEOPLE,
    "enrolment_changedworker": PEOPLE,
    "enrolment_rosterstatement": PEOPLE,
    "enrolment_rosterstatementevent": PEOPLE,
    "enrolment_workerterm": PEOPLE,
    "enrolment_participantnumber": PEOPLE,
    "enrolment_identitycheck": PEOPLE,
    "enrolment_identityanswer": PEOPLE,
    "enrolment_card": PEOPLE,
    "enrolment_certificate": PEOPLE,
    "enrolment_benefitclaim": PEOPLE,
    "enrolment_benefitclaimevent": PEOPLE,
    "enrolment_claimhealth": HEALTH,
    "enrolment_claimpaper": PEOPLE,
    "enrolment_sheettemplate": PEOPLE,
    "enrolment_officialsheet": PEOPLE,
    "enrolment_sheetrow": PEOPLE,
    "enrolment_sheetcode": PROGRAMMES,
    "enrolment_sheetdetail": PEOPLE,
    "enrolment_participantlist": LISTS,
    "enrolment_listrow": LIST_ROWS,
    "enrolment_agencymonth": OFFICES,
    "enrolment_participantmatch": PEOPLE,
    "enrolment_decisionbatch": PEOPLE,
    "enrolment_difference": PEOPLE,
    "enrolment_roster": PEOPLE,
    "enrolment_agencyfigures": RECORDS,
    "contributions_groupterms": PROGRAMMES,
    "contributions_grouptermsevent": PROGRAMMES,
    "contributions_assessment": PROGRAMMES,
    "contributions_assessmentline": PEOPLE,
    "contributions_bill": PROGRAMMES,
    "contributions_billevent": PROGRAMMES,
    "contributions_payment": PAYMENTS,
    "contributions_paymentevent": PAYMENTS,
    "contributions_allocation": PROGRAMMES,
    "contributions_paymentmove": MOVES,
    "contributions_paymentlist": PAYMENT_LISTS,
    "contributions_paymentrow": PAYMENT_ROWS,
    "contributions_budgetceiling": OFFICES,
    "contributions_budgetceilingevent": OFFICES,
    "contributions_coverageday": RECORDS,
    "contributions_snapshot": REGIONS,
    "contributions_snapshotfigures": FROZEN,
    "contributions_reminder": REMINDERS,
    "contributions_reminderletter": RECORDS,
    "contributions_reminderletterevent": RECORDS,
    "contributions_report": REGIONS,
}

# Tables that name a region, agency, branch or person and yet are open, each for its reason.
EXEMPT: dict[str, str] = {
    "agencies_agency": "the public directory of offices; addresses are resolved before a scope is known",
    "agencies_region": "the public list of administrative areas",
    "agencies_branch": "the public list of branch offices",
    "agencies_branch_regions": "which branch serves which region is public",
    "agencies_user": "signing in looks an account up before anybody is known; no view lists users unscoped",
    "agencies_user_groups": "Django's groups are not used",
    "agencies_user_user_permissions": "Django's permissions are not used",
    "account_emailaddress": "asked for while somebody signs in by e-mail, before anybody is known",
    "mfa_authenticator": "asked for between the password and the second factor, before anybody is known",
    "contributions_minimumwage": "UMK and UMP are public law",
    "contributions_minimumwageevent": "who entered which UMK and UMP",
    "procrastinate_jobs": "its worker_id is a process; jobs hold ids only, and each acts as its user",
}


def protect(table: str, rule: str = "") -> migrations.RunSQL:
    """The migration step that puts a table under its policy; an older `rule` where a later one changes it."""
    rule = rule or POLICIES[table]
    return migrations.RunSQL(
        f"""
        alter table {table} enable row level security;
        create policy scope on {table} using ({rule}) with check ({rule});
        """,
        f"drop policy scope on {table}; alter table {table} disable row level security;",
    )


def change_rule(table: str, rule: str = "") -> migrations.RunSQL:
    """The migration step that gives a protected table the rule that now stands in POLICIES, or an older one
    where a later step changes it again."""
    rule = rule or POLICIES[table]
    return migrations.RunSQL(
        f"alter policy scope on {table} using ({rule}) with check ({rule});", migrations.RunSQL.noop
    )


GRANT_TO_APP_ROLE = migrations.RunSQL(
    """
    do $$ begin
        if not exists (select 1 from pg_roles where rolname = 'lindungi_app') then
            create role lindungi_app nologin;
        end if;
    end $$;
    grant usage on schema public to lindungi_app;
    grant select, insert, update, delete on all tables in schema public to lindungi_app;
    -- Update: django-import-export sets a table's sequence after importing rows into it.
    grant usage, select, update on all sequences in schema public to lindungi_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to lindungi_app;
    alter default privileges in schema public grant usage, select, update on sequences to lindungi_app;
    """,
    migrations.RunSQL.noop,
)
