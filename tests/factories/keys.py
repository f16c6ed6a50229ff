"""A security key of a person, as a browser would ask it: it signs what a page of the portal asks."""

import json
import secrets
from hashlib import sha256
from typing import Any

from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from portal.core.reader import reading_as

HOST = "testserver"


class SecurityKey:
    """Set up for a person as their second factor."""

    def __init__(self, person: Any) -> None:
        self.secret, self.name = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16)
        public = ES256.from_cryptography_key(self.secret.public_key())
        mine = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.name, public)
        shown = AttestationObject.create("none", self._data(0x45, mine), {})
        told = CollectedClientData.create("webauthn.create", b"challenge", f"https://{HOST}")
        said = {"clientDataJSON": websafe_encode(told), "attestationObject": websafe_encode(shown)}
        with reading_as(person.reader):
            WebAuthn.add(person, "Key", self._said(said))

    def answer(self, asked: dict[str, Any], *, person_present: bool = True) -> str:
        """What the key says to a page that asks it, as the page's form sends it."""
        challenge = asked["request_options"]["publicKey"]["challenge"]
        told = CollectedClientData.create("webauthn.get", challenge, f"https://{HOST}")
        data = self._data(0x05 if person_present else 0x00)
        signature = self.secret.sign(bytes(data) + sha256(told).digest(), ec.ECDSA(SHA256()))
        said = {"clientDataJSON": told, "authenticatorData": data, "signature": signature}
        return json.dumps(self._said({name: websafe_encode(each) for name, each in said.items()}))

    def _data(self, flags: int, mine: AttestedCredentialData | None = None) -> AuthenticatorData:
        return AuthenticatorData.create(sha256(HOST.encode()).digest(), flags, 1, mine or b"")

    def _said(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.name)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
