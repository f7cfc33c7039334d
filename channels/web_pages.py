"""Serves the widget's files and the demo page, ready-made in memory.

The widget's one public address is ``/widget/specialty-guide-chat.js``. It is
tiny, is asked for anew on every visit, and names the other files by a version
that changes with their content; those may be kept for ever.
"""
from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from guide.red_flags import in_country
from guide.summary import Format
from guide.summary.page import STYLE

WIDGET = Path(__file__).resolve().parent.parent / "widget"
ENTRY = "specialty-guide-chat.js"
_PAGE = "index.html"
_STRINGS = "strings."  # how the files begin that hold what the widget says
_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Comments are for those who read the source; a slow phone need not fetch them.
_COMMENTS = re.compile(rb"^ *(?:/\*\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"

_SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
#: For answers with data: nothing may be kept, framed or run.
DATA_HEADERS = {
    **_SAFE_HEADERS,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Accel-Buffering": "no",
}
_PAGE_HEADERS = {
    **_SAFE_HEADERS,
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
}
# Module scripts are fetched with CORS; the files are public and carry no data.
_FILE_HEADERS = {
    **_SAFE_HEADERS,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


# The summary's page may have its own style, word for word, and nothing else.
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()


def summary_headers(form: Format) -> dict[str, str]:
    """The headers of a summary: a file to keep, and a page that can do nothing if it is opened instead."""
    return {
        **DATA_HEADERS,
        "Content-Disposition": f'attachment; filename="summary{form.suffix}"',
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'",
    }


class Asset(NamedTuple):
    """One file as it is sent: plain, compressed, and its fingerprint."""

    body: bytes
    zipped: bytes
    etag: str
    headers: dict[str, str]


def register(app: Sanic, demo_page: bool = True) -> None:
    """Add the widget's files, and the demo page at "/", to Rasa's server.

    ``WebInput`` calls this when Rasa mounts it, so ``rasa run`` serves them too.
    """
    assets = load(WIDGET)

    @app.route("/widget/<path:path>", methods=["GET", "HEAD"], name="widget_file")
    async def file(request: Request, path: str) -> HTTPResponse:
        asset = assets.get(path)
        return _sent(request, asset) if asset else raw(b"Not found", 404, _SAFE_HEADERS)

    if demo_page:

        # Rasa has put its own greeting at "/", and a route cannot be replaced;
        # a middleware answers before the route does.
        @app.middleware("request")
        async def page(request: Request) -> HTTPResponse | None:
            if request.path == "/" and request.method in ("GET", "HEAD"):
                return _sent(request, assets[_PAGE])
            return None


def load(folder: Path) -> dict[str, Asset]:
    """Read the widget's files once and prepare every form in which they are sent."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in _KINDS}
    files = {name: _COMMENTS.sub(b"", body) if name.endswith(".js") else body for name, body in files.items()}
    spoken = {name: in_country(files[name].decode()).encode() for name in files if name == _PAGE or name.startswith(_STRINGS)}
    files = {**files, **spoken}
    version = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
    assets = {}
    for name, body in files.items():
        kind = {"Content-Type": _KINDS[Path(name).suffix]}
        if name == _PAGE:
            assets[name] = _asset(body, {**_PAGE_HEADERS, **kind, "Cache-Control": _ASK_AGAIN})
        elif name == ENTRY:
            body = body.replace(b'"./', f'"./{version}/'.encode())
            assets[name] = _asset(body, {**_FILE_HEADERS, **kind, "Cache-Control": _ASK_AGAIN})
        else:
            assets[name] = _asset(body, {**_FILE_HEADERS, **kind, "Cache-Control": _ASK_AGAIN})
            assets[f"{version}/{name}"] = _asset(body, {**_FILE_HEADERS, **kind, "Cache-Control": _FOR_EVER})
    return assets


def _asset(body: bytes, headers: dict[str, str]) -> Asset:
    # Without a time stamp the same file is the same bytes on every worker.
    zipped = gzip.compress(body, 9, mtime=0)
    return Asset(body, zipped, f'"{hashlib.sha256(body).hexdigest()[:32]}"', headers)


def _sent(request: Request, asset: Asset) -> HTTPResponse:
    headers = {**asset.headers, "ETag": asset.etag, "Vary": "Accept-Encoding"}
    known = request.headers.get("if-none-match", "")
    if asset.etag in [tag.strip().replace("W/", "") for tag in known.split(",")]:
        headers.pop("Content-Type")
        return HTTPResponse(b"", 304, headers)
    body = asset.body
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = asset.zipped
        headers["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        headers["Content-Length"] = str(len(body))
        body = b""
    kind = headers.pop("Content-Type")
    return raw(body, 200, headers, content_type=kind)
