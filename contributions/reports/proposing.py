"""The one decision that the figures ask of the leader, in the language in force."""

from django.utils.translation import gettext as _

from agencies.pages.figures import number, rupiah
from contributions.reports import wording
from contributions.reports.content import Content


def proposed(content: Content) -> str:
    """Exactly one: agencies where none is known; lists where most are silent; the money to register whoever
    is missing; arrears paid; else that it stays so."""
    if not content.lines:
        form = _(
            "Have the agencies of %(place)s named and their lists of workers handed in within 14 days, "
            "through Lindungi."
        )
        return form % {"place": content.region}
    if content.silent * 2 > len(content.lines):
        form = _(
            "Instruct the %(count)s agencies that have handed in no list of their workers to do so within "
            "14 days, through Lindungi, answered for by the head of each agency."
        )
        return form % {"count": number(content.silent)}
    if content.gap:
        return _register(content)
    if content.indebted:
        form = _("Instruct %(agencies)s in arrears to pay %(sum)s before the 15th of next month: %(names)s.")
        names = ", ".join(one.short for one in content.indebted[:5])
        many = {"agencies": wording.agencies(len(content.indebted)), "sum": rupiah(content.debt)}
        return form % {**many, "names": names}
    return _("Keep the contributions of all registered workers in the budget of the coming year.")


def _register(content: Content) -> str:
    cost = content.cost
    words = {
        "gap": wording.span(content.gaps),
        "names": ", ".join(one.short for one in content.uncovered[:3]),
    }
    if not cost.gap:
        form = _("Have the %(gap)s workers who are not covered registered with BPJS Ketenagakerjaan")
    else:
        form = _(
            "Approve %(month)s a month (%(year)s a year) to register the %(gap)s workers who are not covered"
        )
        words |= {"month": wording.money_span(cost.gap), "year": wording.money_span(cost.gap, 12)}
    begin = _(", beginning with %(names)s") if words["names"] else ""
    return (form + begin) % words + "."
