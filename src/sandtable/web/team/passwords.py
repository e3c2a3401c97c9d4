"""Passwords. Invariant: only argon2id hashes leave here; a password is checked in the same time whether or not there is such
an account, and is never kept, shown or told of.

Parameters: argon2-cffi's own, which are RFC 9106's second choice (64 MiB, three passes).
"""

from __future__ import annotations

import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sandtable.ledger import Account, account_key

SHORTEST, LONGEST = 12, 1000  # characters
# What no keyboard types: controls, halves of a letter, and letters that are none.
_UNFIT = frozenset({"Cc", "Cs", "Cn"})


class PasswordError(ValueError):
    """A password that cannot be taken. The message says why, without it."""


class Passwords:
    """Hashes and checks. May be shared between threads."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("the password of nobody at all")

    def hash(self, password: str, name: str) -> str:
        """The hash of a new password of an account. Raises PasswordError where it is too short, too long, or the name."""
        password = unicodedata.normalize("NFC", password)
        if not SHORTEST <= len(password) <= LONGEST:
            raise PasswordError(
                f"a password has {SHORTEST} to {LONGEST:,} characters: some words in a row are good"
            )
        if any(unicodedata.category(sign) in _UNFIT for sign in password):
            raise PasswordError("a password has no control characters: use letters, digits, signs and spaces")
        if account_key(name) in account_key(password) or len(set(password)) < 5:
            raise PasswordError("this password is guessed at once: leave the name out, and repeat less")
        return self._hasher.hash(password)

    def fits(self, account: Account | None, password: str) -> bool:
        """Whether it is the password of an account that may be used. It takes as long where there is none."""
        against = self._nobodys
        if account is not None and account.enabled:
            against = account.password
        try:
            self._hasher.verify(against, unicodedata.normalize("NFC", password))
        except (VerificationError, InvalidHashError):
            return False
        return against is not self._nobodys

    def rehashed(self, account: Account, password: str) -> str | None:
        """The hash anew where today's parameters are dearer than those of the account's hash; else None."""
        if not self._hasher.check_needs_rehash(account.password):
            return None
        return self._hasher.hash(unicodedata.normalize("NFC", password))
