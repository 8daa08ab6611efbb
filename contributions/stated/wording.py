"""How ours and theirs are told beside each other."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agencies.models import Metric
from agencies.pages import figures, markup
from contributions.stated.ours import Ours


def difference_words(ours: Ours) -> str:
    """`7 more here`, `2,400 fewer here`, `the same here`, or that there was no list."""
    if ours.value is None:
        return _("no list here on that day")
    if ours.difference is None:
        return _("the source gives only words")
    if not ours.difference:
        return _("the same here")
    count = figures.number(abs(ours.difference))
    words = _("%(count)s more here") if ours.difference > 0 else _("%(count)s fewer here")
    return words % {"count": count}


def difference_sign(ours: Ours) -> SafeString:
    """A sign where both count the same thing; words alone where they do not, because that is no
    contradiction."""
    if ours.difference is None or not ours.measure.same:
        return format_html('<span class="text-secondary">{}</span>', difference_words(ours))
    if not ours.difference:
        return markup.badge("agrees")
    sign = '<span class="sign sign-waiting">{}<span>{}</span></span>'
    icon = markup.icon("alert-triangle", _("Contradiction"))
    return format_html(sign, icon, difference_words(ours))


def no_counterpart(metric: str) -> str:
    """Why nothing of ours stands beside a figure."""
    if metric == Metric.BPU_REGISTERED:
        return _("Informal workers of the place (BPU) are none of the agencies': never added to coverage.")
    return _("Nothing that is counted here corresponds to it.")
