"""The frame of a city's pages of reminders, beneath its tab of documents and letters."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Region
from agencies.pages.frame import region_frame
from agencies.pages.navigation import Link, Nav
from contributions.models import Reminder, ReminderLetter
from contributions.reminders.states import with_counts, with_states


def nav(request: HttpRequest, region: Region, *deeper: str | Link) -> Nav:
    """Without `deeper`: the list itself."""
    above = Link(_("Reminders"), reverse("region_reminders", args=[region.code]))
    steps = [one if isinstance(one, Link) else Link(one) for one in deeper]
    documents = region_frame(request, region, "region_documents")
    return documents.under(above, *steps) if steps else documents.under(Link(_("Reminders")))


def address_of(reminder: Reminder) -> str:
    return reverse("region_reminder", args=[reminder.region.code, reminder.pk])


def nav_of(request: HttpRequest, reminder: Reminder, *deeper: str) -> Nav:
    url = address_of(reminder) if deeper else ""
    return nav(request, reminder.region, Link(reminder.subject, url), *deeper)


def one(region: Region, pk: int) -> Reminder:
    """The region's reminder with its counts, or 404."""
    found = with_counts(Reminder.objects.filter(region=region), timezone.localdate())
    return get_object_or_404(found.select_related("region", "document", "made_by"), pk=pk)


def letter(reminder: Reminder, pk: int) -> ReminderLetter:
    """One of its letters with its state, or 404."""
    letters = with_states(reminder.letters.all(), timezone.localdate())
    people = ("agency__region", "agency__parent", "sent_by", "answered_by")
    return get_object_or_404(letters.select_related(*people), pk=pk)
