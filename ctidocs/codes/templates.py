"""Codes of what is wrong in a Word template."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_templates() -> Iterable[Code]:
    """The codes of render/tag_check.py with the modules it gathers, render/leftovers.py and lint.py."""
    yield from _of_names()
    yield from _of_writing()
    yield from _of_blocks()
    yield from _of_places()
    yield from _of_leftovers()


def _of_names() -> Iterable[Code]:
    yield Code(
        "unknown-tag",
        _("A tag names a field that the document does not have."),
        "cti-plan.docx:brødtekst!12: {{ forløb.medarbjder }}",
        _("Correct the name. The message names the nearest; ctidocs fields lists them all."),
    )
    yield Code(
        "list-without-loop",
        _("A tag prints a list of rows as if it were one value."),
        "cti-plan.docx:brødtekst!7: {{ plan.mål }}",
        _("Go through the list with for and endfor, as the message shows."),
    )
    yield Code(
        "not-a-list",
        _("A loop goes through something that is one value or one row."),
        "cti-plan.docx:brødtekst!9: {% for m in forløb %}",
        _("Print the field without a loop."),
    )
    yield Code(
        "field-left-out",
        _("A tag names a sheet or a group, but not which of its fields."),
        "cti-plan.docx:brødtekst!3: {{ forløb }}",
        _("Write the field after a dot."),
    )
    yield Code(
        "space-in-tag",
        _("A name in a tag is written as the column's header is, with spaces or signs."),
        "cti-plan.docx:brødtekst!4: {{ forløb.fase 1 start }}",
        _("Write small letters, and _ for each space or sign."),
    )
    yield Code(
        "unknown-filter",
        _("There is no filter or test of that name."),
        "cti-plan.docx:brødtekst!4: {{ fase.slut|kortt }}",
        _("Correct the name. The message names the nearest, or all of them."),
    )
    yield Code(
        "formatted-tag",
        _("A tag for formatted text prints a field that is plain text."),
        "cti-plan.docx:brødtekst!4: {{r fase.navn }}",
        _("Write the tag without its r or p."),
    )


def _of_writing() -> Iterable[Code]:
    yield Code(
        "half-tag",
        _("A tag has lost one of its ends, or has two that do not fit."),
        "cti-plan.docx:brødtekst!5: {{ hende.navn }",
        _("Write both ends, in the same paragraph."),
    )
    yield Code(
        "unreadable-tag",
        _("A tag cannot be understood."),
        "cti-plan.docx:brødtekst!5: {% for m %}",
        _("Write it as the message shows."),
    )
    yield Code(
        "wrong-quotes",
        _("A word in a tag has quotation marks that cannot be used there, or only one."),
        "cti-plan.docx:brødtekst!6: {% if m.status == „nået“ %}",
        _("Write the same straight quotation marks on both sides."),
    )
    yield Code(
        "unknown-tag-word",
        _("A tag does not begin with if, for, endif or another word that is known."),
        "cti-plan.docx:brødtekst!8: {% fro m in plan %}",
        _("Correct the word. A p, tr or tc stands right after the percent sign."),
    )
    yield Code(
        "refused-tag",
        _("A tag calculates, calls something or fetches something. A template only prints."),
        "cti-plan.docx:brødtekst!8: {{ hende.navn.upper() }}",
        _("Print the field alone, or with a filter."),
    )
    yield Code(
        "too-many-tags",
        _("The template has so many tags that it cannot be right."),
        "cti-plan.docx:brødtekst!900",
        _("Take out what is not needed, or begin anew from the template that came with the program."),
    )


def _of_blocks() -> Iterable[Code]:
    yield Code(
        "missing-end",
        _("A condition has no endif, or a loop no endfor."),
        "cti-plan.docx:brødtekst!14: {%p if bevidninger %}",
        _("Write the end where it is to stop, with the same p, tr or tc."),
    )
    yield Code(
        "stray-end",
        _("An endif, endfor or else belongs to nothing."),
        "cti-plan.docx:brødtekst!20: {%p endif %}",
        _("Delete it, or write the beginning that it belongs to."),
    )
    yield Code(
        "torn-block",
        _("The two ends of a condition or loop are written differently, or stand in different places."),
        "cti-plan.docx:brødtekst!20: {% endif %} – {%p if bevidninger %}",
        _("Write both with the same p, tr or tc, in the same cell or text box."),
    )
    yield Code(
        "too-deep",
        _("Loops stand inside each other more than three deep."),
        "cti-plan.docx:brødtekst!30: {% for s in r %}",
        _("Take out the innermost loop."),
    )


def _of_places() -> Iterable[Code]:
    yield Code(
        "text-beside-tag",
        _("Something stands beside a tag that takes its whole paragraph, row or cell away."),
        "cti-plan.docx:brødtekst!14: {%p if bevidninger %} Bevidninger",
        _("Give the tag a paragraph, row or cell of its own, or write it without p, tr or tc."),
    )
    yield Code(
        "outside-table",
        _("A tag for table rows or cells stands outside a table."),
        "cti-plan.docx:brødtekst!14: {%tr for m in plan %}",
        _("Write it with p, or move it into the table."),
    )
    yield Code(
        "tag-not-filled",
        _("A tag stands where nothing is filled: a comment, a chart, a property other than the title, an address."),
        "cti-plan.docx:kommentarer: {{ hende.navn }}",
        _("Move it into the text, the header or the footer."),
    )
    yield Code(
        "unusable-template",
        _("The file cannot be used as a template."),
        "cti-plan.docx: den er beskyttet med en adgangskode",
        _("Do what the message says, or take the template that came with the program."),
    )


def _of_leftovers() -> Iterable[Code]:
    yield Code(
        "tracked-changes",
        _("The template has tracked changes. Papers are made as if all were accepted."),
        "cti-plan.docx:brødtekst",
        _("Accept or reject them in Word, and turn tracking off."),
        Level.WARNING,
    )
    yield Code(
        "template-comments",
        _("The template has comments. Papers leave them out."),
        "cti-plan.docx:kommentarer: 2",
        _("Delete them in Word."),
        Level.WARNING,
    )
    yield Code(
        "outside-link",
        _("The template is tied to another template or to data elsewhere. Papers leave that out."),
        "cti-plan.docx: attachedTemplate",
        _("Put it into the template itself, or take it off."),
        Level.WARNING,
    )
    yield Code(
        "missing-style",
        _("A paragraph, a word or a table has a style that the template does not have."),
        "cti-plan.docx:brødtekst!3: Citat",
        _("Give it one of the template's own styles."),
        Level.WARNING,
    )
    yield Code(
        "hard-to-read",
        _("The sentences of one of her papers are long and have long words (LIX over 35)."),
        "cti-plan-hende.docx: LIX 41,2",
        _("Write shorter sentences, and shorter words."),
        Level.WARNING,
    )
    yield Code(
        "author-name",
        _("The file's properties say who wrote or last saved the template. Papers leave it out."),
        "cti-plan.docx:egenskaber",
        _("Nothing, unless you send the template to others."),
        Level.INFO,
    )
    yield Code(
        "unused-fields",
        _("The document has fields that the template does not use."),
        "cti-plan.docx: papir.kode",
        _("Nothing, if it is meant so."),
        Level.INFO,
    )
    yield Code(
        "new-fields",
        _("The program's own template uses fields that the team's changed copy does not."),
        "cti-plan.docx: fase.måneder",
        _("Take over what you want."),
        Level.INFO,
    )
