"""Giving out what is kept: a file to be saved, never shown inside the portal."""

from django.http import FileResponse, Http404

from meetings.documents import storing


def give(key: str, name: str, content_type: str, size: int) -> FileResponse:
    """The kept file in pieces, `size` in bytes; 404 where there is no key, or the storage has lost it."""
    if not key:
        raise Http404
    try:
        response = FileResponse(storing.fetch(key), as_attachment=True, filename=name, content_type=content_type)
    except FileNotFoundError:
        raise Http404 from None
    response["Content-Length"] = str(size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    # Packed already, or sent as it came; compressing again would only hide its length.
    response["Content-Encoding"] = "identity"
    return response
