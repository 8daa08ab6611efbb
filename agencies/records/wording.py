"""Stated figures as people read them."""

from agencies.models import StatedFigure
from agencies.pages.figures import number, rupiah


def written_value(figure: StatedFigure) -> str:
    """The number as people read it: rupiah for contributions, a plain number otherwise, a dash for none."""
    if figure.metric == "contribution":
        return rupiah(figure.value)
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    return number(figure.value, 0 if whole else None)
