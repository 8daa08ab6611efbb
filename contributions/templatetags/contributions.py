"""Terms and a worker's months in templates."""

from django import template

from contributions.terms import wording

register = template.Library()

register.filter("terms_period", wording.period_words)
register.filter("terms_base", wording.base_words)
register.filter("terms_shares", wording.share_words)
register.filter("percent", wording.percent_words)
