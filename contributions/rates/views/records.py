"""Adding, changing, ending and deleting one record; each change is shown before it is made."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agencies import access
from agencies.pages.navigation import Link, address
from contributions.rates.actions import end_record, in_use_words
from contributions.rates.forms import EndForm, SampleForm
from contributions.rates.kinds import KINDS, Kind
from contributions.rates.previews import SAMPLE, preview
from contributions.rates.use import use_of
from contributions.rates.views.lists import nav_of
from contributions.rates.wordings import record_words


@access.installation_view(access.P.ADMINISTER)
def record_add(request: HttpRequest, kind: str) -> HttpResponse:
    return _form_page(request, KINDS[kind], KINDS[kind].model(), KINDS[kind].new)


@access.installation_view(access.P.ADMINISTER)
def record_change(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Only what no month was assessed with; the rest is told that it can be ended."""
    this = KINDS[kind]
    record = get_object_or_404(this.model, pk=pk)
    if found := use_of(record):
        messages.error(request, in_use_words(found))
        return redirect(this.page)
    return _form_page(request, this, record, this.change)


def _form_page(request: HttpRequest, kind: Kind, record: Any, title: Any) -> HttpResponse:
    """Check first: what it changes stands beside the form; then save."""
    form = kind.form(request.POST or None, instance=record)
    sample = SampleForm(request.POST or None, initial={"sample": SAMPLE})
    changes = None
    if request.method == "POST" and form.is_valid():
        base = sample.cleaned_data.get("sample") if sample.is_valid() else None
        changes = preview(form.instance, base)
        if request.POST.get("step") == "save" and _saved(request, kind, form):
            return redirect(kind.page)
    context = {
        "nav": nav_of(request, kind.page, Link(title)),
        "title": title,
        "effect": kind.effect,
        "form": form,
        "sample": sample if kind.key in ("rate", "relief") else None,
        "changes": changes,
        "back": address(kind.page),
    }
    return render(request, "contributions/rates/form.html", context)


def _saved(request: HttpRequest, kind: Kind, form: forms.ModelForm) -> bool:
    """Whether it was stored; what speaks against it stands in the form."""
    try:
        kind.save(**kind.named(form.save(commit=False)), by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return False
    messages.success(request, kind.done)
    return True


@access.installation_view(access.P.ADMINISTER)
def record_end(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    this = KINDS[kind]
    record = get_object_or_404(this.model, pk=pk)
    form = EndForm(request.POST or None, initial={"until": record.period.upper})
    if request.method == "POST" and form.is_valid():
        try:
            end_record(record=record, until=form.cleaned_data["until"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect(this.page)
        except ValidationError as refused:
            form.add_error("until", refused.messages)
    context = {
        "nav": nav_of(request, this.page, Link(_("When it ends"))),
        "record": record,
        "words": record_words(record),
        "use": use_of(record),
        "form": form,
        "back": address(this.page),
    }
    return render(request, "contributions/rates/end.html", context)


@access.installation_view(access.P.ADMINISTER)
def record_delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Deleting what was never used; a moved due date goes back to the calendar."""
    this = KINDS[kind]
    record = get_object_or_404(this.model, pk=pk, **this.kept)
    if request.method == "POST":
        try:
            this.delete(**this.named(record), by=request.user)
            messages.success(request, _("Taken back."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect(this.page)
    if found := use_of(record):
        messages.error(request, in_use_words(found))
        return redirect(this.page)
    context = {
        "nav": nav_of(request, this.page, Link(_("Delete"))),
        "record": record,
        "words": record_words(record),
        "is_due_date": kind == "due_date",
        "back": address(this.page),
    }
    return render(request, "contributions/rates/delete.html", context)
