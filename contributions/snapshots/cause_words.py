"""The words of each cause that `snapshot_causes` tells, in the order in which they are told, and its page.

`% {"n": 3, "count": "3", "day": "31 Jan 2026"}` chooses and fills them.
"""

from django.utils.translation import ngettext_lazy

from agencies.access import P

WORDS = {
    "list_saved": ngettext_lazy(
        "%(count)s list dated %(day)s or earlier was saved",
        "%(count)s lists dated %(day)s or earlier were saved",
        "n",
    ),
    "list_undone": ngettext_lazy(
        "%(count)s list dated %(day)s or earlier was undone",
        "%(count)s lists dated %(day)s or earlier were undone",
        "n",
    ),
    "listed": ngettext_lazy(
        "%(count)s person was put on the list from a day up to %(day)s",
        "%(count)s people were put on the list from a day up to %(day)s",
        "n",
    ),
    "listed_registered": ngettext_lazy(
        "%(count)s person was put on the list as registered on a day up to %(day)s",
        "%(count)s people were put on the list as registered on a day up to %(day)s",
        "n",
    ),
    "removed": ngettext_lazy(
        "%(count)s person was taken off again as if never listed",
        "%(count)s people were taken off again as if never listed",
        "n",
    ),
    "ended": ngettext_lazy(
        "%(count)s person left on a day up to %(day)s",
        "%(count)s people left on a day up to %(day)s",
        "n",
    ),
    "submitted": ngettext_lazy(
        "%(count)s person was submitted to BPJS on a day up to %(day)s",
        "%(count)s people were submitted to BPJS on a day up to %(day)s",
        "n",
    ),
    "registered": ngettext_lazy(
        "%(count)s person was registered on a day up to %(day)s",
        "%(count)s people were registered on a day up to %(day)s",
        "n",
    ),
    "unregistered": ngettext_lazy(
        "the registration of %(count)s person was taken back or given a later day",
        "the registration of %(count)s people was taken back or given a later day",
        "n",
    ),
    "confirmed": ngettext_lazy(
        "BPJS's list of a month up to %(day)s confirmed %(count)s person",
        "BPJS's lists of months up to %(day)s confirmed %(count)s people",
        "n",
    ),
    "terms_category": ngettext_lazy(
        "%(count)s change of category in force by %(day)s was entered or undone",
        "%(count)s changes of category in force by %(day)s were entered or undone",
        "n",
    ),
    "terms_guarantor": ngettext_lazy(
        "%(count)s change of guarantor in force by %(day)s was entered or undone",
        "%(count)s changes of guarantor in force by %(day)s were entered or undone",
        "n",
    ),
    "terms_group": ngettext_lazy(
        "%(count)s change of contribution group was entered or undone",
        "%(count)s changes of contribution group were entered or undone",
        "n",
    ),
    "decided": ngettext_lazy(
        "%(count)s difference of a month up to %(day)s was decided or the decision undone",
        "%(count)s differences of months up to %(day)s were decided or their decisions undone",
        "n",
    ),
    "assessed": ngettext_lazy(
        "the contribution of %(count)s month up to %(day)s was computed or made final",
        "the contributions of %(count)s months up to %(day)s were computed or made final",
        "n",
    ),
    "billed": ngettext_lazy(
        "%(count)s bill of BPJS for a month up to %(day)s was entered or taken back",
        "%(count)s bills of BPJS for months up to %(day)s were entered or taken back",
        "n",
    ),
    "paid": ngettext_lazy(
        "%(count)s payment of a day up to %(day)s was entered",
        "%(count)s payments of days up to %(day)s were entered",
        "n",
    ),
    "voided": ngettext_lazy(
        "%(count)s payment of a day up to %(day)s was taken back",
        "%(count)s payments of days up to %(day)s were taken back",
        "n",
    ),
    "money_moved": ngettext_lazy(
        "%(count)s payment was moved to another month or group, or back",
        "%(count)s payments were moved to another month or group, or back",
        "n",
    ),
    "declared": ngettext_lazy(
        "%(count)s headcount declared for a day up to %(day)s was entered or changed",
        "%(count)s headcounts declared for days up to %(day)s were entered or changed",
        "n",
    ),
}
# What the page asks for, its URL name, and whether the newest record has a page of its own.
_HISTORY = (P.SEE_PEOPLE, "agency_uploads", False)
_MONTHS = (P.SEE_FIGURES, "agency_contributions", False)
_PAYMENTS = (P.SEE_FIGURES, "agency_payments", False)
PAGES = {
    **dict.fromkeys(WORDS, (P.SEE_PEOPLE, "agency_workers", False)),
    "list_saved": (P.SEE_PEOPLE, "upload_detail", True),
    "list_undone": (P.SEE_PEOPLE, "upload_detail", True),
    "removed": _HISTORY,
    "decided": (P.SEE_PEOPLE, "agency_enrolment", False),
    "assessed": _MONTHS,
    "billed": _MONTHS,
    **dict.fromkeys(("paid", "voided", "money_moved"), _PAYMENTS),
    "declared": (P.SEE_FIGURES, "agency_home", False),
}
