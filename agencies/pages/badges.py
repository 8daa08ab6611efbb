"""States as signs: a shape, a word and a colour, never the colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sign:
    """`tone` is a class of lindungi.css (badge-…), `icon` a symbol of static/icons.svg."""

    word: str | Promise
    tone: str
    icon: str


SIGNS = {
    # enrolment
    "listed": Sign(_("listed"), "listed", "circle"),
    "submitted": Sign(_("submitted to BPJS"), "submitted", "circle-half-2"),
    "registered": Sign(_("registered"), "registered", "circle-check"),
    "stated": Sign(_("registered, as the agency states"), "registered", "circle-check"),
    "confirmed": Sign(_("registered, confirmed by BPJS"), "registered", "shield-check"),
    "ended": Sign(_("ended"), "none", "ban"),
    "active": Sign(_("active"), "active", "shield-check"),
    "awaiting": Sign(_("awaiting first contribution"), "waiting", "hourglass"),
    "in_arrears": Sign(_("in arrears"), "bad", "alert-circle"),
    # a month's contribution
    "money_missing": Sign(_("not computed yet"), "none", "circle-dashed"),
    "money_not_owed": Sign(_("nothing owed"), "none", "minus"),
    "money_draft": Sign(_("draft"), "listed", "pencil"),
    "money_final": Sign(_("final"), "submitted", "lock"),
    "money_billed": Sign(_("billed by BPJS"), "waiting", "file-text"),
    "money_partly_paid": Sign(_("partly paid"), "waiting", "circle-half-2"),
    "money_paid": Sign(_("paid in full"), "active", "circle-check"),
    "money_in_arrears": Sign(_("unpaid and due"), "bad", "alert-circle"),
    # payments
    "payment_unplaced": Sign(_("whose is not known"), "waiting", "help-circle"),
    "payment_none": Sign(_("no contribution"), "none", "minus"),
    "payment_used": Sign(_("used for months"), "active", "circle-check"),
    "payment_credit": Sign(_("with a credit"), "waiting", "circle-half-2"),
    "payment_void": Sign(_("taken back"), "none", "ban"),
    # a month's papers, a budget's ceiling
    "paper_there": Sign(_("there"), "registered", "circle-check"),
    "paper_missing": Sign(_("missing"), "waiting", "alert-triangle"),
    "ceiling_enough": Sign(_("enough for the year"), "registered", "circle-check"),
    "ceiling_short": Sign(_("too small"), "waiting", "alert-triangle"),
    "ceiling_over": Sign(_("overspent"), "bad", "alert-circle"),
    "ceiling_none": Sign(_("no ceiling given"), "none", "circle-dashed"),
    # a roster's rows
    "new": Sign(_("new"), "new", "plus"),
    "changed": Sign(_("changed"), "waiting", "pencil"),
    "unchanged": Sign(_("unchanged"), "none", "minus"),
    "there_already": Sign(_("there already"), "none", "minus"),
    "missing": Sign(_("not in the file"), "waiting", "user-off"),
    "needs_fix": Sign(_("needs fixing"), "bad", "alert-circle"),
    "left": Sign(_("left the list"), "none", "user-off"),
    "skipped": Sign(_("not a person"), "none", "circle-dashed"),
    # a stated figure beside ours
    "agrees": Sign(_("the same here"), "registered", "circle-check"),
    # identity checks
    "identity_matched": Sign(_("NIK matches the civil registry"), "registered", "shield-check"),
    "identity_not_matched": Sign(_("NIK does not match the civil registry"), "bad", "alert-circle"),
    "identity_unchecked": Sign(_("NIK not checked yet"), "none", "circle-dashed"),
    # cards
    "card_none": Sign(_("card not received"), "waiting", "hourglass"),
    "card_received": Sign(_("card received, not handed over"), "listed", "circle-half-2"),
    "card_handed": Sign(_("card handed over"), "registered", "circle-check"),
    "certificate_holds": Sign(_("this certificate holds"), "registered", "shield-check"),
    "certificate_revoked": Sign(_("this certificate was revoked"), "bad", "ban"),
    # uploads
    "staged": Sign(_("not saved yet"), "waiting", "hourglass"),
    "unmatched": Sign(_("columns to be matched"), "waiting", "help-circle"),
    "reading": Sign(_("being read"), "waiting", "hourglass"),
    "saving": Sign(_("being saved"), "waiting", "hourglass"),
    "applied": Sign(_("saved"), "registered", "circle-check"),
    "corrected": Sign(_("taken over"), "none", "check"),
    "undoing": Sign(_("being undone"), "waiting", "hourglass"),
    "undone": Sign(_("undone"), "none", "arrow-back-up"),
    "redoing": Sign(_("being brought back"), "waiting", "hourglass"),
    "discarded": Sign(_("discarded"), "none", "ban"),
    "failed": Sign(_("could not be read"), "bad", "alert-circle"),
    # a city's file
    "names_asked": Sign(_("names to be settled"), "waiting", "help-circle"),
    "answered": Sign(_("answered before"), "listed", "circle-check"),
    "handed_out": Sign(_("handed out"), "listed", "circle-check"),
    "compared": Sign(_("compared"), "registered", "circle-check"),
    "unconfirmed": Sign(_("not confirmed yet"), "waiting", "hourglass"),
    # BPJS's lists
    "list_unplaced": Sign(_("contribution group to be chosen"), "waiting", "help-circle"),
    "list_ready": Sign(_("read, not in force yet"), "waiting", "hourglass"),
    "list_replaced": Sign(_("replaced"), "none", "minus"),
    "list_withdrawn": Sign(_("withdrawn"), "none", "ban"),
    "list_refused": Sign(_("cannot be used"), "bad", "alert-circle"),
    "list_known": Sign(_("here already"), "none", "minus"),
    "list_held": Sign(_("not put in force"), "bad", "alert-circle"),
    # claims
    "claim_reported": Sign(_("reported"), "waiting", "flag"),
    "claim_filed": Sign(_("filed with BPJS"), "submitted", "send"),
    "claim_paid": Sign(_("paid"), "registered", "circle-check"),
    "claim_closed": Sign(_("closed"), "none", "ban"),
    "done_in_time": Sign(_("done in time"), "registered", "circle-check"),
    "done_late": Sign(_("done late"), "waiting", "alert-triangle"),
    "still_to_do": Sign(_("still to do"), "waiting", "hourglass"),
    "overdue": Sign(_("overdue"), "bad", "alert-circle"),
    # reconciling
    "difference_open": Sign(_("open"), "waiting", "hourglass"),
    "difference_sent": Sign(_("sent to the agency"), "waiting", "mail"),
    "difference_answered": Sign(_("answered by the agency"), "waiting", "help-circle"),
    "difference_decided": Sign(_("decided"), "registered", "circle-check"),
    "difference_carried": Sign(_("decided in an earlier month"), "none", "circle-check"),
    "month_ready": Sign(_("everything is decided"), "registered", "circle-check"),
    "month_closed": Sign(_("month closed"), "registered", "shield-check"),
    "month_open": Sign(_("not closed"), "none", "circle-dashed"),
    "month_no_list": Sign(_("no list of BPJS yet"), "none", "circle-dashed"),
    "not_yet": Sign(_("not yet"), "none", "circle-dashed"),
    "list_in_force": Sign(_("list in force"), "registered", "circle-check"),
    "roster_there": Sign(_("roster there"), "registered", "circle-check"),
    "roster_moved": Sign(_("roster changed since"), "waiting", "alert-triangle"),
    # what documents demand
    "demand_met": Sign(_("complied"), "registered", "circle-check"),
    "demand_open": Sign(_("not complied yet"), "waiting", "hourglass"),
    "demand_overdue": Sign(_("overdue"), "bad", "alert-circle"),
    "demand_exempt": Sign(_("does not apply"), "none", "minus"),
    "answer_done": Sign(_("done"), "registered", "circle-check"),
    "answer_partly": Sign(_("partly done"), "waiting", "circle-half-2"),
    "answer_not_done": Sign(_("not done"), "bad", "x"),
    "answer_exempt": Sign(_("does not apply"), "none", "minus"),
    "answer_none": Sign(_("no answer"), "none", "circle-dashed"),
    # official sheets
    "sheet_made": Sign(_("made, not uploaded yet"), "waiting", "hourglass"),
    "sheet_uploaded": Sign(_("uploaded to the portal"), "submitted", "send"),
    "sheet_answered": Sign(_("answered by the portal"), "registered", "circle-check"),
    "sheet_withdrawn": Sign(_("withdrawn"), "none", "ban"),
    "row_valid": Sign(_("valid"), "registered", "circle-check"),
    "row_refused": Sign(_("not valid"), "bad", "alert-circle"),
    "row_open": Sign(_("no answer yet"), "none", "circle-dashed"),
    # letters of reminders
    "letter_unsent": Sign(_("not sent yet"), "none", "circle-dashed"),
    "letter_sent": Sign(_("sent, no answer yet"), "waiting", "send"),
    "letter_overdue": Sign(_("answer overdue"), "bad", "alert-circle"),
    "letter_answered": Sign(_("answered"), "registered", "circle-check"),
    "letter_closed": Sign(_("closed without an answer"), "none", "lock"),
    # reports
    "report_waiting": Sign(_("being made"), "waiting", "hourglass"),
    "report_working": Sign(_("being made"), "waiting", "hourglass"),
    "report_ready": Sign(_("ready"), "registered", "circle-check"),
    "report_failed": Sign(_("could not be made"), "bad", "alert-circle"),
    # anything
    "no_data": Sign(_("no data"), "none", "circle-dashed"),
    "case_open": Sign(_("waiting for a decision"), "waiting", "hourglass"),
    "taspen": Sign(_("covered by Taspen"), "plain", "shield-check"),
    "contract_over": Sign(_("contract has run out"), "waiting", "alert-triangle"),
    "nil": Sign(_("nil"), "none", "circle"),
    "waiting": Sign(_("waiting for you"), "waiting", "hourglass"),
    "error": Sign(_("error"), "bad", "alert-circle"),
    # agencies
    "open": Sign(_("in existence"), "plain", "circle"),
    "planned": Sign(_("not yet begun"), "none", "hourglass"),
    "closed": Sign(_("closed"), "none", "ban"),
    "unverified": Sign(_("not verified"), "none", "help-circle"),
    # roles
    "in_force": Sign(_("in force"), "plain", "circle-check"),
    "role_planned": Sign(_("from later on"), "none", "hourglass"),
    "role_ended": Sign(_("over"), "none", "ban"),
    # invitations
    "not_invited": Sign(_("not invited"), "none", "circle-dashed"),
    "invited": Sign(_("invited"), "waiting", "mail"),
    "signed_in": Sign(_("signed in"), "listed", "login"),
    "no_link": Sign(_("not signed in, no link"), "none", "circle-dashed"),
    "uploaded": Sign(_("uploaded"), "registered", "circle-check"),
}


def sign(state: str) -> Sign:
    """The sign of a state; a state nobody drew is a programming error, so it fails loudly."""
    return SIGNS[str(state)]
