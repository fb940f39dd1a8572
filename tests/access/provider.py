"""A real OpenID Connect provider on the loopback address: Authlib's own server, real keys, real HTTP.

It logs everybody in as `person`, and asks only where a test wants it to. `spoil` lets a test make it hand out what a
true one never would.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector, current_token
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "toan-canh", "the secret of the client"
RSA = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
EC = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
FRONT_CHANNEL = ("sub", "email", "email_verified", "name", "preferred_username", "groups", "amr")
Spoil = Callable[[dict[str, Any], str], str]


class Client(ClientMixin):
    """The one client that is registered: ours."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/login/office/back")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """A code until it is used, with what the request said."""

    asked: Any
    redirect_uri: str
    code_challenge: str | None
    code_challenge_method: str | None
    nonce: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return "openid profile email"

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Token(TokenMixin):
    """An access token; every one that was handed out is good for the person of this moment."""

    def check_client(self, client: Client) -> bool:
        return True

    def get_scope(self) -> str:
        return "openid profile email"

    def is_expired(self) -> bool:
        return False

    def is_revoked(self) -> bool:
        return False


@dataclass
class Provider:
    """The provider as a test steers it."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "nv-0001", "name": "Nguyễn Thị Lan"})
    key: RSAKey | ECKey = field(default_factory=lambda: RSA)
    algorithm: str = "RS256"
    published: list[RSAKey | ECKey] = field(default_factory=lambda: [RSA, EC])
    spoil: Spoil | None = None
    answers_with: str = ""  # error=… instead of a code
    asks: bool = False  # shows a page with a button, as for people
    in_id_token: tuple[str, ...] = FRONT_CHANNEL
    discovery: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)

    def claims(self) -> dict[str, Any]:
        return {name: value for name, value in self.person.items() if name in self.in_id_token}


def app_of(provider: Provider) -> Flask:
    """The provider as a Flask app."""
    made = Flask("provider")
    server = AuthorizationServer(made, query_client=lambda name: Client() if name == CLIENT else None, save_token=_drop)

    class ByCode(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

        def save_authorization_code(self, code: str, asked: Any) -> None:
            said = asked.payload.data
            method = said.get("code_challenge_method")
            provider.codes[code] = Code(
                asked, asked.payload.redirect_uri, said.get("code_challenge"), method, said.get("nonce")
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            provider.codes = {code: kept for code, kept in provider.codes.items() if kept is not authorization_code}

        def authenticate_user(self, authorization_code: Code) -> dict[str, Any]:
            return provider.person

    class IdToken(OpenIDCode):
        def exists_nonce(self, nonce: str, asked: Any) -> bool:
            return any(kept.nonce == nonce for kept in provider.codes.values())

        def get_client_algorithm(self, client: Client) -> str:
            return provider.algorithm

        def get_encode_header(self, client: Client) -> dict[str, str]:
            return {"alg": provider.algorithm, "kid": provider.key.kid or ""}

        def resolve_client_private_key(self, client: Client) -> Any:
            return provider.key

        def get_compatible_claims(self, asked: Any) -> dict[str, Any]:
            now = int(time.time())
            return {"iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}

        def generate_user_info(self, user: dict[str, Any], scope: str) -> dict[str, Any]:
            return provider.claims()

        def encode_id_token(self, token: dict[str, Any], asked: Any) -> str:
            whole = super().encode_id_token(token, asked)
            if provider.spoil is None:
                return str(whole)
            keys = {"first": RSA, "curve": EC, "second": provider.key}
            return provider.spoil(jwt.decode(whole, keys[provider.key.kid or ""], [provider.algorithm]).claims, whole)

    server.register_grant(ByCode, [CodeChallenge(required=True), IdToken(require_nonce=True)])
    _add_routes(made, server, provider)
    return made


def _drop(token: dict[str, Any], asked: Any) -> None:
    """Nothing is kept: the validator below takes any token."""


def _add_routes(made: Flask, server: AuthorizationServer, provider: Provider) -> None:
    protect = ResourceProtector()

    class AnyToken(BearerTokenValidator):
        def authenticate_token(self, token_string: str) -> Token:
            return Token()

    protect.register_token_validator(AnyToken())

    @made.before_request
    def note() -> None:
        provider.asked.append(request.path)

    @made.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        said = {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token",
            "jwks_uri": f"{provider.issuer}/keys",
            "userinfo_endpoint": f"{provider.issuer}/me",
            "end_session_endpoint": f"{provider.issuer}/leave",
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
            "verify": False,
        }
        return jsonify({**said, **provider.discovery})

    @made.get("/keys")
    def keys() -> Response:
        other = {"kty": "OKP", "crv": "X25519", "x": "AAAA", "use": "enc"}
        return jsonify({"keys": [other, *(key.as_dict(private=False) for key in provider.published)]})

    @made.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if provider.asks and request.method == "GET":
            return '<link rel="icon" href="data:,"><form method="post"><button>Log in</button></form>'
        if provider.answers_with:
            return redirect(
                f"{request.args['redirect_uri']}?error={provider.answers_with}&state={request.args['state']}"
            )
        grant = server.get_consent_grant(end_user=provider.person)
        return server.create_authorization_response(grant_user=provider.person, grant=grant)

    @made.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @made.post("/elsewhere")
    def elsewhere() -> Any:
        return redirect("/token", 307)

    @made.get("/me")
    @protect()
    def me() -> Response:
        assert current_token
        return jsonify(provider.person)

    @made.get("/leave")
    def leave() -> Any:
        return redirect(request.args["post_logout_redirect_uri"])


@contextmanager
def running(host: str = "127.0.0.1") -> Iterator[Provider]:
    """A provider that answers until the end of the block."""
    provider = Provider()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app_of(provider), threaded=True)
    provider.issuer = f"http://{host}:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
