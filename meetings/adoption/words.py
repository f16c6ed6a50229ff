"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.adoption.models import InterpretativeStatement, SignOff
from portal.audit.words import by_row, describe, name_things


def _sign_off(row: SignOff | InterpretativeStatement) -> str:
    return reverse("adoption:sign-off", args=[row.statement.slug])


name_things("SignOff", by_row(SignOff, "statement", _sign_off), _("a statement"))
name_things("InterpretativeStatement", by_row(InterpretativeStatement, "statement", _sign_off), _("a statement"))

describe(
    {
        "meetings.statement.silence_opened": _("put %(thing)s under silence"),
        "meetings.statement.silence_extended": _("put the end of the silence on %(thing)s to a later instant"),
        "meetings.statement.silence_broken": _(
            "objected in writing to %(thing)s under silence, which is negotiated again"
        ),
        "meetings.statement.silence_withdrawn": _("withdrew the silence on %(thing)s"),
        "meetings.statement.silence_adopted": _("found that nobody objected to %(thing)s under silence"),
        "meetings.statement.silence_undelivered": _(
            "did not adopt %(thing)s: not every party had been told of the silence"
        ),
        "meetings.statement.sign_off_opened": _("gave %(thing)s to the heads of delegation to sign"),
        "meetings.statement.signed_final": _("signed %(thing)s"),
        "meetings.statement.signed_ad_ref": _("signed %(thing)s ad referendum"),
        "meetings.statement.note_recorded": _("recorded a signed note under %(thing)s"),
        "meetings.statement.signed": _("was the last to sign %(thing)s: all parties have"),
        "meetings.statement.sign_off_revoked": _("took back the signature under %(thing)s"),
        "meetings.statement.sign_off_refused": _("did not sign %(thing)s, which is negotiated again"),
        "meetings.statement.signers_reminded": _("reminded those whose signature under %(thing)s is waited for"),
        "meetings.statement.left": _("opted out of %(thing)s, which the others sign anew"),
        "meetings.statement.interpreted": _("put a reading of its own beside %(thing)s"),
    }
)
