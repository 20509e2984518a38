"""What in a paper's text could give her away: CPR, e-mail, phone, postal town, street, names, case numbers (F4).

A hint for a person who looks, not a proof: in doubt it tells of a phone number, and passes an everyday sentence.
Every pattern is bounded or possessive, so that a long text takes no longer than its length asks for.
"""

from ctidocs.traces.shapes import traces_in
from ctidocs.traces.trace import Kind, Trace, plain
from ctidocs.traces.watched import Watched, watch, watched_in

__all__ = ["Kind", "Trace", "Watched", "plain", "traces_in", "watch", "watched_in"]
