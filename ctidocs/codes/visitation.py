"""Codes of referrals, of the committee's decisions, and of the key workbook."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_visitation() -> Iterable[Code]:
    """The codes of check/visitation.py and check/keys.py."""
    yield from _of_target_group()
    yield from _of_decisions()
    yield from _of_keys()


def _of_target_group() -> Iterable[Code]:
    yield Code(
        "age-to-check",
        _("By her year of birth she turned 18 in the year of the referral."),
        "Visitation!F4: 2007 – indstillet 3.2.2025",
        _("Check that she was 18 on the day of the referral."),
        Level.WARNING,
    )
    yield Code(
        "other-municipality",
        _("The acting municipality is not one of the project's municipalities."),
        "Visitation!G4: 851 Aalborg",
        _("Check it. If it is right, add it to Projektkommuner in Opsætning."),
        Level.WARNING,
    )
    yield Code(
        "outside-target-group",
        _("The referral is approved, but fewer criteria are met than the programme asks for."),
        "Visitation!AF4: godkendt – 1 af 6 kriterier opfyldt",
        _("Check the six answers. If they are right, say in Begrundelse why she was taken in."),
        Level.WARNING,
    )
    yield Code(
        "target-group-undecided",
        _("So many criteria are not answered that nobody can say whether she is in the target group."),
        "Visitation!L4: uoplyst",
        _("Answer ja or nej. The message names the criteria."),
        Level.WARNING,
    )
    yield Code(
        "under-age",
        _("By her year of birth she was under 18 when she was referred."),
        "Visitation!F4: 2012 – indstillet 3.2.2025",
        _("Correct the year of birth or the date of the referral."),
    )


def _of_decisions() -> Iterable[Code]:
    yield Code(
        "bad-number-series",
        _("The register's own series of numbers cannot be read."),
        "Opsætning!B9: fra 1 til 499",
        _("Write it as 001–499; several series with commas between."),
    )
    yield Code(
        "begun-though-declined",
        _("Phase 1 has begun, but she chose something other than CTI."),
        "Forløb!O4: 1.2.2025 – Kvindens valg: intet",
        _("Correct Kvindens valg in Visitation, or clear Fase 1 start."),
        Level.WARNING,
    )
    yield Code(
        "begun-though-refused",
        _("Phase 1 has begun, but the referral was refused or withdrawn. Both cannot be right."),
        "Forløb!O4: 1.2.2025 – Udvalgets beslutning: afslag",
        _("Correct the decision, or clear Fase 1 start. A new referral has a number and a row of its own."),
    )
    yield Code(
        "begun-without-approval",
        _("Phase 1 has begun, but the committee's approval is not in Visitation, so the reports leave her out."),
        "Forløb!O4: 1.2.2025 – Udvalgets beslutning: udskudt",
        _("Add the referral to Visitation, or correct Udvalgets beslutning."),
        Level.WARNING,
    )
    yield Code(
        "choice-after-refusal",
        _("The referral was refused, and yet it says what she chose."),
        "Visitation!AJ4: intet – Udvalgets beslutning: afslag",
        _("Write what she is offered under Tilbud ved afslag, and clear Kvindens valg."),
        Level.WARNING,
    )
    yield Code(
        "consent-after-decision",
        _("Her consent to the referral is dated after the committee's decision."),
        "Visitation!AA4: 20.3.2025 – besluttet 12.3.2025",
        _("Check the two dates."),
        Level.WARNING,
    )
    yield Code(
        "outside-number-series",
        _("The case number is not one that this register gives out; the other partner may have it too."),
        "Visitation!A4: 25-614 – Nummerserie 001–499",
        _("Correct the number, or the series in Opsætning."),
        Level.WARNING,
    )
    yield Code(
        "plan141-late",
        _("The plan under § 141 is dated more than three months after she moved into the shelter."),
        "Visitation!AC4: 2.5.2025 – indflyttet 10.1.2025",
        _("Check the two dates."),
        Level.WARNING,
    )


def _of_keys() -> Iterable[Code]:
    yield Code(
        "anonymous-named",
        _("She is anonymous in Visitation, but her full name or her CPR stands in the key workbook."),
        "Nøgle!C4: (navnet)",
        _("Clear the name and the number, or correct Anonym in Visitation."),
        Level.WARNING,
    )
    yield Code(
        "cpr-century",
        _("By its seventh digit the CPR number is that of somebody born in the 1800s."),
        "Nøgle!D4: (et CPR-nummer fra 1860)",
        _("Check the number."),
        Level.WARNING,
    )
    yield Code(
        "cpr-date",
        _("The first six digits of the CPR number are no day of birth that can be."),
        "Nøgle!D4: (et CPR-nummer, der begynder med 310298)",
        _("Correct the number."),
    )
    yield Code(
        "cpr-may-be-real",
        _("The workspace has sample data, but the CPR number may be a real person's."),
        "Nøgle!D4: (et CPR-nummer, der passer med modulus 11)",
        _("Use a number that fails modulus 11 and is not of 1 January, or set Eksempeldata to nej."),
    )
