"""What registers and papers share as text: ja and nej, and the characters an Office file can hold."""

import re

YES, NO, UNKNOWN = "ja", "nej", "uoplyst"

# What XML 1.0 cannot hold, lone surrogates among them, and a surrogate that Excel wrote as an escape.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[dD][89a-fA-F][0-9a-fA-F]{2}_")


def has_forbidden_character(text: str) -> bool:
    """Whether no Word, Excel or PDF file can hold this text as it is."""
    plain = text.isascii() and text.isprintable() and "_x" not in text  # almost every text; three times as fast
    return not plain and _FORBIDDEN.search(text) is not None
