"""What rests in the database and only the portal may read: encrypted with keys made of SECRET_KEY, which the database lacks."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["InvalidToken", "secret_keys", "vault"]


def secret_keys(purpose: str) -> list[bytes]:
    """A key of 32 bytes for one purpose from each SECRET_KEY, the present one first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hmac.new(secret.encode(), b"portal: " + purpose.encode(), hashlib.sha256).digest() for secret in secrets]


def vault(purpose: str) -> MultiFernet:
    """Encrypts and proves what is kept for one purpose: what was sealed for another is refused with `InvalidToken`."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in secret_keys(purpose)])
