"""An office's own picture, which goes into workbooks and pages."""

from __future__ import annotations

from io import BytesIO

SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def is_picture(data: bytes) -> bool:
    """Whether it is a PNG or a JPEG of which the size can be told: one that is cut off would end a whole run."""
    from xlsxwriter.image import Image

    if not data.startswith(SIGNATURES):
        return False
    try:
        return bool(Image(BytesIO(data)).width > 0)
    except Exception:  # the library raises whatever it meets: struct.error, its own, IndexError
        return False
