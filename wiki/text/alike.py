"""Names that a reader takes for each other: what is left of one when looks alone count.

Capitals, accents, spaces and marks are let go of, and letters that look like Latin ones become
these, after Unicode's technical standard 39. Two names may look alike that way and still be two
people's: what follows from it is not decided here.
"""

import re
import unicodedata

_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
_ACCENT = re.compile("[\u0300-\u036f]")
_CYRILLIC = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкмнорстухвԁһԛԝӏ", "ABESIJKMHOPCTYXaesijkmhopctyxbdhqwl"
)
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχγσ", "ABEZHIKMNOPTYXaikvoptuxyo")
_OTHERS = str.maketrans("օոսհıɑɡøłđ", "onuhiagold")
_LIKE_LATIN = _CYRILLIC | _GREEK | _OTHERS
_IN_MANY_FONTS = str.maketrans("I1|0", "lllo")
_TOGETHER = (("rn", "m"), ("vv", "w"))


def unseen(name: str) -> str:
    """Return the characters of a name that nobody sees, such as a space without width."""
    return "".join(one for one in name if unicodedata.category(one) == "Cf" or _UNSEEN.match(one))


def looks(name: str) -> frozenset[str]:
    """Return what a name reads as: plainly, and where `I` is taken for `l` and `rn` for `m`."""
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", name)).translate(_LIKE_LATIN)
    hasty = _folded(bare.translate(_IN_MANY_FONTS))
    for pair, one in _TOGETHER:
        hasty = hasty.replace(pair, one)
    return frozenset({_folded(bare) or name, hasty or name})


def _folded(name: str) -> str:
    """Return the letters, digits and vowel signs of a name, without capitals."""
    seen = _UNSEEN.sub("", name)
    return "".join(one for one in seen if unicodedata.category(one)[0] in "LMN").casefold()
