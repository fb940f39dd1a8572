"""The office's OpenID Connect provider: leaving for it, coming back from it, and whom it says came.

Authorization code with PKCE (S256), state and nonce; the ID token is checked against the provider's published keys.
Built on Authlib, whose client trusts what a provider publishes of itself: here that is checked first. Nothing is asked
of the provider before somebody wants to sign in by it, and nothing it hands out is kept.
"""

import json
import logging
import time
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App  # type: ignore[import-untyped]
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from flask import session
from joserfc.errors import JoseError

from access.discovery import PUBLISHED_AT, checked, signing_keys, way_to_show_the_secret
from access.errors import AccessError, OfficeRefused, OfficeUnreachable, UnknownReturn
from access.identity import Identity, claim, identity_of
from components.language import _
from settings import Settings

STATE_SECONDS = 600
MOST_STATES = 3  # log-ins that one browser has begun; all of them must fit into one cookie of 4 kB
LONGEST_TARGET, LONGEST_REASON = 600, 200
FRESH_SECONDS = 3600  # how long what the provider publishes is believed without asking again
RETRY_SECONDS = 10  # a provider that is away is not asked by every visitor
TIMEOUT = (3.05, 8)
LEEWAY_SECONDS = 30  # between its clock and ours
log = logging.getLogger(__name__)


class _States(FlaskIntegration):  # type: ignore[misc]  # the library has no types
    """What is kept in the browser's sealed cookie between leaving and coming back: little, and not for long."""

    def get_state_data(self, kept: MutableMapping[str, Any], state: str | None) -> dict[str, Any] | None:
        held = kept.get(self._key(state))
        return held["data"] if held and held["exp"] >= time.time() else None

    def set_state_data(self, kept: MutableMapping[str, Any], state: str, data: dict[str, Any]) -> None:
        begun = sorted((key for key in kept if key.startswith(self._key(""))), key=lambda key: kept[key]["exp"])
        for key in begun[: max(0, len(begun) - MOST_STATES + 1)]:
            kept.pop(key)
        kept[self._key(state)] = {"data": data, "exp": time.time() + STATE_SECONDS}

    def _key(self, state: str | None) -> str:
        return f"_state_{self.name}_{state or ''}"


class _CarefulSession(OAuth2Session):  # type: ignore[misc]  # the library has no types
    """Asks the provider itself and nobody it points to, and does not wait for long."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, default_timeout=TIMEOUT, **options)
        self.max_redirects = 0


class _Client(FlaskOAuth2App):  # type: ignore[misc]  # the library has no types
    """Authlib's client over what the provider publishes, checked, and asked again when it is old."""

    client_cls = _CarefulSession
    server_metadata: dict[str, Any]

    def __init__(self, issuer: str, **options: Any) -> None:
        super().__init__(_States("office"), "office", **options)
        self.issuer = issuer
        self._rests_until = float("-inf")

    def load_server_metadata(self) -> dict[str, Any]:
        if time.time() - self.server_metadata.get("_loaded_at", 0) < FRESH_SECONDS:
            return self.server_metadata
        if time.monotonic() < self._rests_until:
            raise OfficeUnreachable(f"{self.issuer} did not answer a moment ago; it is asked again soon.")
        try:
            document = self._asked(self.issuer.rstrip("/") + PUBLISHED_AT)
            published = checked(document, self.issuer)
        except Exception:
            self._rests_until = time.monotonic() + RETRY_SECONDS
            raise
        way = {} if self.client_secret is None else way_to_show_the_secret(document)
        self.server_metadata = {**published, **way, "_loaded_at": time.time()}
        return self.server_metadata

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:
        published = self.load_server_metadata()
        if force or "jwks" not in published:
            published["jwks"] = signing_keys(self._asked(published["jwks_uri"]))
        held: dict[str, Any] = published["jwks"]
        return held

    def _asked(self, address: str) -> Any:
        with self._get_session() as asking:
            answer = asking.request("GET", address, withhold_token=True)
            answer.raise_for_status()
            return answer.json()


class Office:
    """The provider that the settings name, as the door uses it."""

    def __init__(self, settings: Settings) -> None:
        logging.getLogger("authlib").setLevel(logging.INFO)  # below that it writes the verifier of PKCE down
        self.issuer, self._name = settings.oidc_issuer, settings.oidc_name
        self._client_id, self._groups_claim = settings.oidc_client_id, settings.oidc_groups_claim
        self._client = _Client(
            self.issuer,
            client_id=self._client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() or None,
            client_kwargs={"scope": settings.oidc_scopes, "code_challenge_method": "S256"},
        )

    def button(self) -> str:
        """What the log-in page offers."""
        if self._name:
            return _("Đăng nhập bằng {name}").format(name=self._name)
        return _("Đăng nhập bằng tài khoản của cơ quan")

    def offers_leaving(self) -> bool:
        """Whether one may log out of the provider from here; not while it does not answer."""
        try:
            with self._saying_what_is_wrong():
                return "end_session_endpoint" in self._client.load_server_metadata()
        except AccessError as problem:
            log.warning("whether the provider lets people log out is not known: %s", problem)
            return False

    def begin(self, back: str, target: str) -> str:
        """Where to send the browser, so that it comes back to `back` and then goes to `target`.

        Raises:
            OfficeUnreachable: The provider does not answer.
            OfficeMisconfigured: What it publishes of itself does not fit the settings, or is not safe.
        """
        with self._saying_what_is_wrong():
            begun = self._client.create_authorization_url(back)
            address = str(begun.pop("url"))
            kept = target if len(json.dumps(target)) <= LONGEST_TARGET else "/"
            self._client.save_authorize_data(redirect_uri=back, target=kept, **begun)
            return address

    def finish(self, said: Mapping[str, str]) -> tuple[Identity, str]:
        """Who came back with this query, and where they wanted to go.

        Raises:
            UnknownReturn: This browser did not leave, came back already, or too late.
            OfficeRefused: The provider refused them, or what it handed out does not hold.
            OfficeUnreachable: The provider does not answer.
        """
        state = said.get("state", "")
        begun = self._client.framework.get_state_data(session, state)
        if begun is None:
            raise UnknownReturn("Nobody left for the provider by this browser with the state that came back.")
        try:
            self._check_answer(said)
            with self._saying_what_is_wrong():
                claims = self._handed_out()
                return identity_of(claims, self.issuer, self._groups_claim), str(begun["target"])
        finally:
            self._client.framework.clear_state_data(session, state)

    def leave(self, back: str) -> str | None:
        """Where to send the browser to log out of the provider as well; None when it offers no such place."""
        if not self.offers_leaving():
            return None
        with self._saying_what_is_wrong():
            left = self._client.create_logout_url(post_logout_redirect_uri=back, client_id=self._client_id)
            return str(left["url"])

    def _check_answer(self, said: Mapping[str, str]) -> None:
        """What came back by the browser: an error, a code of another provider, or nothing."""
        if said.get("iss", self.issuer) != self.issuer:
            raise OfficeRefused(f"The answer came from {said['iss'][:200]!r}, expected {self.issuer}.")
        if "error" in said:
            raise OfficeRefused(f"The provider refused: {said['error'][:80]!r}.")
        if not said.get("code"):
            raise OfficeRefused("The provider sent neither a code nor an error.")

    def _handed_out(self) -> dict[str, Any]:
        """The claims of the ID token that the code of the present request is worth, checked; completed where asked."""
        expected = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        token = self._client.authorize_access_token(claims_options=expected, leeway=LEEWAY_SECONDS)
        if "userinfo" not in token:
            raise OfficeRefused("The provider handed out no ID token; is openid among the scopes it allows?")
        claims = dict(token["userinfo"])
        if self._is_complete(claims) or "userinfo_endpoint" not in self._client.server_metadata:
            return claims
        more = self._client.userinfo(token=token)
        if more.get("sub") != claims["sub"]:
            raise OfficeRefused("The provider told of another person than the one it let in.")
        verified = (claims if "email" in claims else more).get("email_verified")  # of this e-mail, not of another
        return {**more, **claims, "email_verified": verified}

    def _is_complete(self, claims: Mapping[str, Any]) -> bool:
        """Whether the ID token holds what is wanted; many providers tell the rest only when asked for it."""
        groups = not self._groups_claim or claim(claims, self._groups_claim) is not None
        return groups and "email" in claims

    @contextmanager
    def _saying_what_is_wrong(self) -> Iterator[None]:
        """Turn the errors of the libraries into ours; what the provider said stays in the log."""
        try:
            yield
        except requests.RequestException as problem:
            raise OfficeUnreachable(f"{self.issuer} does not answer as it should: {problem}") from problem
        except (AuthlibBaseError, JoseError) as problem:
            raise OfficeRefused(
                f"What {self.issuer} handed out does not hold: {str(problem)[:LONGEST_REASON]}."
            ) from problem
        except (ValueError, TypeError, KeyError, AttributeError) as problem:  # what it sent has another form
            raise OfficeRefused(f"{self.issuer} sent what cannot be read: {type(problem).__name__}.") from problem
