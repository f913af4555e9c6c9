"""A real OpenID Connect provider on 127.0.0.1, strict about its part, that can be told to cheat."""

import json
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "luodi", "a secret of both"


class Provider:
    """`claims` and `header` go over what is right; `says` replaces whole answers by path."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.other_key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.behave()

    def behave(self) -> None:
        """Back to what is right, with somebody whose mailbox is known at the desk."""
        self.claims: dict[str, Any] = {"email": "wang.min@example.cn", "email_verified": True}
        self.header: dict[str, Any] = {}
        self.key_used = self.key
        self.refuses = ""
        self.says: dict[str, tuple[int, str]] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes on to; somebody is signed in at the provider for an hour."""
        self.asked.append(query)
        if self.refuses:
            back = {"error": self.refuses, "state": query["state"]}
        else:
            code = secrets.token_urlsafe(8)
            self.codes[code] = query
            back = {"code": code, "state": query["state"]}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        known = b64decode(authorization.removeprefix("Basic ")).decode()
        if known != f"{CLIENT}:{SECRET}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = create_s256_code_challenge(form.get("code_verifier", ""))
        if (
            not asked
            or asked["code_challenge_method"] != "S256"
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        answer = {"access_token": "unused", "token_type": "Bearer", "expires_in": 60}
        return 200, answer | {"id_token": self.token(asked)}

    def token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        shown = now if asked.get("prompt") == "login" else now - 3600
        right = {
            "iss": self.issuer,
            "sub": "7",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            "auth_time": shown,
        }
        claims = {name: value for name, value in (right | self.claims).items() if value is not None}
        header = {"alg": "RS256", "kid": "one"} | self.header
        if header["alg"] == "none":
            parts = (urlsafe_b64encode(json.dumps(part).encode()) for part in (header, claims))
            return ".".join(part.decode().rstrip("=") for part in parts) + "."
        registry = JWSRegistry(algorithms=["RS256", "HS256"])
        return jwt.encode(header, claims, self.key_used, registry=registry)

    def page(self, path: str) -> tuple[int, str]:
        if path in self.says:
            return self.says[path]
        if path == "/.well-known/openid-configuration":
            told: dict[str, Any] = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }
            return 200, json.dumps(told)
        return 200, json.dumps({"keys": [self.key.as_dict(private=False)]})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/authorize":
                    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(query))
                    self.end_headers()
                else:
                    self.answer(*provider.page(parts.path))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                if "/token" in provider.says:
                    self.answer(*provider.says["/token"])
                else:
                    status, told = provider.exchange(form, self.headers.get("Authorization", ""))
                    self.answer(status, json.dumps(told))

            def answer(self, status: int, body: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()
    thread.join()
