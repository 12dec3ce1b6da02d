"""Who may use the server: whoever has the token, which the address of the first visit holds and then a cookie."""

from __future__ import annotations

import secrets

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from factcheck.tui.served.place import Place

REFUSED = "403: open the address that `factcheck serve` printed; it has the token in it.\n"


class Access:
    """Lets requests with the token pass, and websockets only from the pages of this server."""

    def __init__(self, place: Place, token: str = "") -> None:
        """Use `token`, or make one at random."""
        self._place = place
        self.token = token or secrets.token_urlsafe(24)
        self.cookie = f"factcheck-{place.port}"  # browsers send the cookies of all ports of a host
        """The name of the cookie."""

    @property
    def address(self) -> str:
        """The address of the first visit, with the token."""
        return f"{self._place.address}?token={self.token}"

    def allows(self, request: web.Request) -> bool:
        """Return whether a request has the token, and comes from no page of somebody else."""
        given = (request.query.get("token", ""), request.cookies.get(self.cookie, ""))
        known = any(secrets.compare_digest(token.encode(errors="replace"), self.token.encode()) for token in given)
        origin = request.headers.get(hdrs.ORIGIN, "").lower()
        return known and origin in {"", self._place.origin}

    def remember(self, response: web.StreamResponse) -> None:
        """Let the browser send the token by itself from now on, to this server only."""
        response.set_cookie(
            self.cookie,
            self.token,
            path=self._place.root,
            httponly=True,
            samesite="Strict",
            secure=self._place.is_secure,
        )

    def middleware(self) -> Middleware:
        """Return the check of every request, also of those for which there is no page."""

        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self.allows(request):
                return web.Response(status=403, text=REFUSED)
            return await handler(request)

        return check
