"""How passwords are kept: so that nobody can try them on a copy of the table."""

import hashlib
import hmac

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from portal.core.vault import secret_keys


class KeyedHasher(PBKDF2PasswordHasher):
    """PBKDF2 over an HMAC of the password, whose key is made of SECRET_KEY and lies in no table.

    The salt begins with the name of the key; under a key that is being given up the password is hashed anew at sign-in.
    """

    algorithm = "keyed_pbkdf2_sha256"

    def salt(self) -> str:
        return _name(_keys()[0]) + str(super().salt())

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Under a key that is gone, what no password gives: the sign-in fails like any other."""
        key = next((key for key in _keys() if salt.startswith(_name(key))), b"gone")
        keyed = hmac.new(key, password.encode(), hashlib.sha256).hexdigest()
        return str(super().encode(keyed, salt, iterations))

    def must_update(self, encoded: str) -> bool:
        return super().must_update(encoded) or not str(self.decode(encoded)["salt"]).startswith(_name(_keys()[0]))


def _keys() -> list[bytes]:
    return secret_keys("passwords")


def _name(key: bytes) -> str:
    return hashlib.sha256(b"name" + key).hexdigest()[:8]
