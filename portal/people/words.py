"""What this package's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from portal.people.models import Delegation, User

name_things("User", by_row(User))
name_things("Delegation", by_row(Delegation))

describe(
    {
        "people.delegation.added": _("added the delegation %(thing)s"),
        "people.delegation.changed": _("changed the facts of the delegation %(thing)s"),
        "people.delegation.ways_chosen": _("chose the usual ways of news for %(thing)s"),
        "people.workday.entered": _("entered for %(thing)s a day on which it works or not"),
        "people.workday.withdrawn": _("withdrew for %(thing)s a day on which it works or not"),
        "people.workday.completed": _(
            "said that nothing is to be added for %(thing)s to the working days of the coming year"
        ),
        "people.person.invited": _("invited %(thing)s"),
        "people.person.invited_again": _("sent the invitation again to %(thing)s"),
        "people.person.invitation_withdrawn": _("withdrew the invitation of %(thing)s"),
        "people.person.joined": _("accepted the invitation"),
        "people.person.role_changed": _("changed the role of %(thing)s"),
        "people.person.deactivated": _("closed the account of %(thing)s"),
        "people.person.reactivated": _("opened the account of %(thing)s again"),
        "people.person.second_factor_reset": _("removed the second factors of %(thing)s"),
        "people.person.address_dead": _("learned that mail to %(thing)s comes back"),
        "people.person.address_works": _("said that the address of %(thing)s works again"),
        "people.person.preferences_saved": _("changed name, language or time zone"),
        "people.person.ways_chosen": _("chose by which ways news comes"),
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
