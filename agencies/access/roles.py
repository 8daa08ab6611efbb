"""What each role allows, and where it may be given."""

from enum import StrEnum

from agencies.models import Role
from agencies.models.people import AGENCY_ROLES, CITY_ROLES


class Permission(StrEnum):
    SEE_FIGURES = "see_figures"
    SEE_RECORDS = "see_records"  # documents and stated figures
    MANAGE_RECORDS = "manage_records"
    SEE_PEOPLE = "see_people"
    EXPORT_PEOPLE = "export_people"
    DECLARE_HEADCOUNT = "declare_headcount"
    EDIT_ROSTER = "edit_roster"
    REGISTER = "register"
    STATE_ROSTER = "state_roster"  # sign for an agency's list (SPTJM)
    COMPARE_LISTS = "compare_lists"  # lay the city's own list beside those of its agencies
    DECIDE_CASES = "decide_cases"  # one NIK on two lists
    SUBMIT = "submit"  # hand people to BPJS: official sheets, and what the portal said
    MANAGE_GROUPS = "manage_groups"  # contribution groups: NPP, programmes, codes
    MANAGE_CLAIMS = "manage_claims"
    SEE_HEALTH = "see_health"  # what a claim says of health (UU 27/2022)
    RECONCILE = "reconcile"  # lay BPJS's lists beside rosters, decide what differs
    CLOSE_MONTH = "close_month"
    SET_TERMS = "set_terms"  # from which base and out of whose money a group pays
    ASSESS = "assess"  # compute a month's contribution, make it final, correct it
    PAY = "pay"  # bills of BPJS and payments
    SET_BUDGET = "set_budget"  # ceilings of budget accounts
    MAKE_REPORTS = "make_reports"  # freeze a month's figures, have the city's report made
    REMIND = "remind"  # write to many agencies at once
    ANSWER_CITY = "answer_city"  # an agency's answer to a letter or a demand of its city
    MANAGE_AGENCIES = "manage_agencies"
    MANAGE_MEMBERS = "manage_members"
    ADMINISTER = "administer"


P = Permission
FIGURES = frozenset({P.SEE_FIGURES, P.SEE_RECORDS})
PEOPLE = FIGURES | {P.SEE_PEOPLE}

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.AGENCY_OPERATOR: PEOPLE
    | {P.EXPORT_PEOPLE, P.DECLARE_HEADCOUNT, P.EDIT_ROSTER, P.REGISTER, P.STATE_ROSTER}
    | {P.SUBMIT, P.MANAGE_GROUPS, P.MANAGE_CLAIMS, P.SEE_HEALTH, P.RECONCILE}
    | {P.SET_TERMS, P.ASSESS, P.PAY, P.ANSWER_CITY},
    Role.AGENCY_TREASURER: PEOPLE | {P.SET_TERMS, P.ASSESS, P.PAY, P.SET_BUDGET},
    Role.AGENCY_HEAD: PEOPLE | {P.STATE_ROSTER, P.SEE_HEALTH, P.ANSWER_CITY},
    Role.CITY_MANAGER: PEOPLE
    | {P.EXPORT_PEOPLE, P.DECLARE_HEADCOUNT, P.EDIT_ROSTER, P.REGISTER, P.STATE_ROSTER}
    | {P.COMPARE_LISTS, P.DECIDE_CASES, P.SUBMIT, P.MANAGE_GROUPS, P.RECONCILE, P.CLOSE_MONTH}
    | {P.SET_TERMS, P.ASSESS, P.PAY, P.SET_BUDGET}
    | {P.MANAGE_AGENCIES, P.MANAGE_MEMBERS, P.MANAGE_RECORDS}
    | {P.MAKE_REPORTS, P.REMIND, P.ANSWER_CITY},
    Role.CITY_PERSONNEL: PEOPLE | {P.EXPORT_PEOPLE, P.COMPARE_LISTS, P.DECIDE_CASES, P.MAKE_REPORTS},
    Role.CITY_FINANCE: FIGURES | {P.SET_BUDGET, P.MAKE_REPORTS},
    Role.CITY_LEADER: FIGURES | {P.MAKE_REPORTS},
    Role.BRANCH_OFFICER: PEOPLE
    | {P.EXPORT_PEOPLE, P.REGISTER, P.DECIDE_CASES, P.MANAGE_GROUPS}
    | {P.MANAGE_CLAIMS, P.SEE_HEALTH, P.RECONCILE, P.CLOSE_MONTH, P.PAY},
    Role.VIEWER: FIGURES,
    Role.AUDITOR: PEOPLE,
    # Runs the installation and onboards cities; has no business with anybody's identity number.
    Role.SYSTEM_OPERATOR: FIGURES
    | {P.DECLARE_HEADCOUNT, P.MANAGE_AGENCIES, P.MANAGE_MEMBERS, P.MANAGE_RECORDS, P.ADMINISTER}
    | {P.MAKE_REPORTS},
}
SYSTEM_OPERATOR = Role.SYSTEM_OPERATOR  # the one role that is given away from the shell
# Who may give a role away: nobody hands out more than belongs to the place they manage.
GRANTABLE_BY_CITY = (
    Role.AGENCY_OPERATOR,
    Role.AGENCY_TREASURER,
    Role.AGENCY_HEAD,
    Role.CITY_MANAGER,
    Role.CITY_PERSONNEL,
    Role.CITY_FINANCE,
    Role.CITY_LEADER,
)
# What a role may be for, the usual place first: a "city" is a region but no province, "country" no place.
ROLE_PLACES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(AGENCY_ROLES, ("agency",)),
    **dict.fromkeys(CITY_ROLES, ("city",)),
    Role.BRANCH_OFFICER: ("branch", "agency"),
    Role.VIEWER: ("region", "country"),
    Role.AUDITOR: ("region", "country"),
    Role.SYSTEM_OPERATOR: ("country",),
}
# Of an agency's own people, who is asked for its list.
LIST_KEEPER = Role.AGENCY_OPERATOR
