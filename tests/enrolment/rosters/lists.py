"""Lists that are handed in, saved, undone and redone without pages, and the roster as it is then."""

import datetime as dt

from agencies import access
from enrolment.models import AgencyFigures, Enrolment, ProposedExit, Upload, Worker
from enrolment.rosters import applying, receiving, undoing
from tests.enrolment.rosters.books import workbook

DAY = dt.date(2020, 2, 20)


class Desk:
    """An operator at their agency: each step in a transaction of its own, as a request is."""

    def __init__(self, agency, operator):
        self.agency, self.operator = agency, operator

    def hand_in(self, people, day=DAY) -> Upload:
        with access.acting(self.operator):
            upload = receiving.receive(
                agency=self.agency,
                chunks=[workbook(people)],
                file_name="daftar.xlsx",
                by=self.operator,
                roster_date=day,
            )
            return receiving.check(upload=upload)

    def save(self, people, day=DAY, **answers) -> Upload:
        upload = self.hand_in(people, day)
        with access.acting(self.operator):
            applying.apply(upload=upload, by=self.operator, answers=answers)
        return Upload.objects.get(pk=upload.pk)

    def undo(self, upload) -> dict:
        with access.acting(self.operator):
            return undoing.undo(upload=upload, by=self.operator)

    def redo(self, upload) -> dict:
        with access.acting(self.operator):
            return undoing.redo(upload=upload, by=self.operator)

    def outlook(self, upload):
        with access.acting(self.operator):
            return undoing.outlook(upload=Upload.objects.get(pk=upload.pk))


def roster() -> dict:
    """All that undoing must put back: people, spells, figures and who is proposed to leave; not revisions."""

    def rows(model, *left_out):
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in left_out]
        return sorted(model.objects.values_list(*names), key=str)

    return {
        "workers": rows(Worker, "revision"),
        "spells": rows(Enrolment, "revision"),
        "figures": rows(AgencyFigures, "id"),
        "exits": rows(ProposedExit, "id", "decided_at"),
    }
