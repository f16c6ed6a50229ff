"""Abstract models alone. With this module Django announces migrations to this app, which then stores the wall's keys."""

from portal.core.walled import Walled, WalledQuerySet

__all__ = ["Walled", "WalledQuerySet"]
