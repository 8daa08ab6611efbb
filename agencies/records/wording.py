"""Stated figures as people read them."""

from agencies.models import Document, Metric, StatedFigure
from agencies.pages.figures import number, rupiah


def written_value(figure: StatedFigure) -> str:
    """The number as people read it: rupiah for contributions, a plain number otherwise, a dash for none."""
    if figure.metric == "contribution":
        return rupiah(figure.value)
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    return number(figure.value, 0 if whole else None)


def what_is_counted(figure: StatedFigure) -> str:
    """The metric; where it is "Other", what the figure covers, because "Other" says nothing."""
    if figure.metric == Metric.OTHER and figure.unit_note:
        return figure.unit_note
    return str(figure.get_metric_display())


def named(record: StatedFigure | Document) -> str:
    """A record in a sentence: what is counted and the number, or the words where there is none."""
    if isinstance(record, Document):
        return str(record)
    said = f"“{record.value_text}”" if record.value is None else written_value(record)
    return f"{what_is_counted(record)}: {said}"
