"""What a sign-in provider publishes of itself, checked before anything of it is used.

Only what is named here is taken over: Authlib passes the rest on as options of its client, and a document that said
"verify": false would switch TLS off.
"""

from collections.abc import Mapping
from typing import Any

from access.errors import OfficeMisconfigured
from settings import is_safe_address

PUBLISHED_AT = "/.well-known/openid-configuration"
ALGORITHMS = ("RS256", "ES256")
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OFFERED = ("userinfo_endpoint", "end_session_endpoint")


def checked(document: object, issuer: str) -> dict[str, Any]:
    """What is used of a discovery document; raise `OfficeMisconfigured`."""
    if not isinstance(document, dict) or document.get("issuer") != issuer:
        named = document.get("issuer") if isinstance(document, dict) else None
        raise OfficeMisconfigured(
            f"The provider at {issuer} calls itself {str(named)[:200]!r}; "
            "set TOANCANH_OIDC_ISSUER to that, letter for letter."
        )
    taken = {name: _address(document, name, issuer) for name in (*NEEDED, *OFFERED) if name in (*NEEDED, *document)}
    offered = document.get("id_token_signing_alg_values_supported") or ["RS256"]
    algorithms = [one for one in ALGORITHMS if one in offered]
    if not algorithms:
        raise OfficeMisconfigured(f"The provider at {issuer} signs by {offered}; expected {' or '.join(ALGORITHMS)}.")
    challenges = document.get("code_challenge_methods_supported")
    if challenges is not None and "S256" not in challenges:
        raise OfficeMisconfigured(f"The provider at {issuer} knows no PKCE by S256; it knows {challenges}.")
    return {"issuer": issuer, **taken, "id_token_signing_alg_values_supported": algorithms}


def signing_keys(document: object) -> dict[str, Any]:
    """The published keys that an ID token may be signed by; others, such as those to encrypt with, are left out."""
    listed = document.get("keys") if isinstance(document, dict) else None
    keys = [one for one in listed if _signs(one)] if isinstance(listed, list) else []
    if not keys:
        raise OfficeMisconfigured("The provider publishes no RSA or elliptic key to check its signatures by.")
    return {"keys": keys}


def _signs(key: object) -> bool:
    return isinstance(key, dict) and key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"


def _address(document: Mapping[str, Any], name: str, issuer: str) -> str:
    """An address of the provider; plain HTTP only where the issuer itself is on this machine."""
    address = document.get(name)
    plain = isinstance(address, str) and address.startswith("http:") and not issuer.startswith("http:")
    if not isinstance(address, str) or plain or not is_safe_address(address):
        raise OfficeMisconfigured(
            f"The provider at {issuer} names {str(address)[:200]!r} as {name}; expected https://…"
        )
    return address


def way_to_show_the_secret(document: Mapping[str, Any]) -> dict[str, str]:
    """In the body where the provider takes it in no header."""
    ways = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    posts = "client_secret_post" in ways and "client_secret_basic" not in ways
    return {"token_endpoint_auth_method": "client_secret_post"} if posts else {}
