"""The workers' own logs beside the register's (B13): a contact that stands in two files counts twice."""

from collections.abc import Iterable

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.schema import CONTACTS
from ctidocs.register.schema.around import Contact


def contacts_in_two_files(look: Look) -> Iterable[Problem]:
    """Each row of a worker's own log that stands word for word in another file, mostly moved and not deleted."""
    first: dict[Contact, Place] = {}
    for record in look.records(CONTACTS):
        earlier = first.setdefault(record.values, record.place)
        if earlier.file != record.place.file:
            message = _("the same contact stands in {place} too, so it counts twice").format(place=earlier)
            hint = _("delete one of the two rows")
            yield look.problem(CONTACTS, record, "case_id", "contact-twice", message, hint, Level.WARNING)


LOG_RULES = (contacts_in_two_files,)
