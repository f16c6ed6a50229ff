"""What this package's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "people.delegation.added": _("added the delegation"),
        "people.delegation.changed": _("changed the delegation"),
        "people.workday.entered": _("entered a day on which it works or not, for"),
        "people.workday.withdrawn": _("withdrew a day on which it works or not, for"),
        "people.person.invited": _("invited"),
        "people.person.invited_again": _("sent the invitation again to"),
        "people.person.invitation_withdrawn": _("withdrew the invitation of"),
        "people.person.joined": _("accepted the invitation"),
        "people.person.role_changed": _("changed the role of"),
        "people.person.deactivated": _("closed the account of"),
        "people.person.reactivated": _("opened the account again of"),
        "people.person.second_factor_reset": _("removed the second factors of"),
        "people.person.preferences_saved": _("changed name, language or time zone"),
        "people.person.feed_made": _("made a private calendar address"),
        "people.person.feed_revoked": _("withdrew the private calendar address"),
        "people.person.signed_in": _("signed in"),
        "people.person.signed_out": _("signed out"),
        "people.person.sign_in_failed": _("failed to sign in"),
        "people.person.second_factor_added": _("added a second factor"),
        "people.person.second_factor_removed": _("removed a second factor"),
        "people.person.password_changed": _("changed the password"),
    }
)
