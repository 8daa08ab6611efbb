"""What the pages say of an upload that the worker has, and of work that came to nothing."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enrolment.models import Upload, UploadState
from enrolment.rosters.background import orders

Words = str | Promise


@dataclass(frozen=True)
class StateWords:
    """`title` of the page while it `waits` and while it runs; where it can be stopped until it begins: the
    button to `stop`, what is said when it was `stopped` or `late`, and that it is `whole` or not at all."""

    title: Words
    waits: Words
    noun: Words
    stop: Words = ""
    stopped: Words = ""
    late: Words = ""
    whole: Words = ""


WORDS = {
    UploadState.RECEIVED: StateWords(_("The file is being read"), _("Waits to be read"), _("rows")),
    UploadState.SAVING: StateWords(
        _("The list is being saved"),
        _("Waits to be saved"),
        _("steps"),
        stop=_("Stop: do not save"),
        stopped=_("Stopped: nothing was saved."),
        late=_("Saving had begun already. What it saves can be undone from this page."),
        whole=_("All of it is saved, or nothing; afterwards it can be undone."),
    ),
    UploadState.UNDOING: StateWords(
        _("The upload is being undone"),
        _("Waits to be undone"),
        _("steps"),
        stop=_("Stop: do not undo"),
        stopped=_("Stopped: nothing was undone."),
        late=_("Undoing had begun already. It can be taken back from this page."),
        whole=_("All of it is undone, or nothing; afterwards that can be taken back."),
    ),
    UploadState.REDOING: StateWords(
        _("The undoing is being taken back"),
        _("Waits to be brought back"),
        _("steps"),
        stop=_("Stop: leave it undone"),
        stopped=_("Stopped: the upload stays undone."),
        late=_("It had begun already. The upload can be undone again from this page."),
        whole=_("All of it is brought back, or nothing; afterwards it can be undone again."),
    ),
}

# Why nothing came of it: by the key under which it stands in the upload's answers, and the reason there.
NOTHING: dict[str, dict[str, Words]] = {
    orders.SAVE.nothing: {
        orders.MOVED: _(
            "Nothing was saved: somebody changed the list before it was this upload's turn. It was compared "
            "once more with the list as it is now; look at it and save again."
        ),
        orders.FAILED: _(
            "Nothing was saved: saving failed for a reason on our side, three times over. Try again; if it "
            "fails once more, tell whoever runs this installation."
        ),
        orders.INTERRUPTED: _(
            "Nothing was saved: saving was broken off again and again. The list is as it was before; try "
            "again."
        ),
    },
    orders.UNDO.nothing: {
        orders.MOVED: _(
            "Nothing was undone: somebody changed the list before it was this upload's turn. Look once more "
            "at what undoing would do now, and confirm it."
        ),
        orders.FAILED: _(
            "Nothing was undone: undoing failed for a reason on our side, three times over. Try again; if it "
            "fails once more, tell whoever runs this installation."
        ),
        orders.INTERRUPTED: _(
            "Nothing was undone: undoing was broken off again and again. The list is as it was before; try "
            "again."
        ),
    },
    orders.REDO.nothing: {
        orders.MOVED: _(
            "The upload is still undone: somebody changed the list before it was its turn. Look once more at "
            "what would come back now, and confirm it."
        ),
        orders.FAILED: _(
            "The upload is still undone: bringing it back failed for a reason on our side, three times over. "
            "Try again; if it fails once more, tell whoever runs this installation."
        ),
        orders.INTERRUPTED: _(
            "The upload is still undone: bringing it back was broken off again and again. The list is as it "
            "was before; try again."
        ),
        orders.HOPELESS: _("The upload is still undone: none of its workers can be brought back."),
    },
}


def words_of(upload: Upload) -> StateWords:
    """The words of an upload that the worker has."""
    return WORDS[UploadState(upload.state)]


def nothing_came(upload: Upload) -> str:
    """Why nothing came of what the worker was last asked to do with an upload; empty when something did."""
    order = orders.BY_STATE_BEFORE.get(UploadState(upload.state))
    why = upload.answers.get(order.nothing) if order else None
    return str(NOTHING[order.nothing].get(why, "")) if order and why else ""
