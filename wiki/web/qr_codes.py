"""Addresses as QR codes, drawn by ourselves: a picture within the page."""

from __future__ import annotations

import segno

MARGIN = 4
"""Empty modules around a code, as its standard asks (ISO/IEC 18004)."""


def picture(address: str) -> str:
    """Return a QR code as the address of a picture: dark on white, also on dark pages."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(scale=5, border=MARGIN, dark="#000", light="#fff")
