"""Signing in and out. Invariant: a token is made here, by chance, at each sign-in, and never taken from the caller; a session
ends after 12 hours without use, and 14 days after it was opened in any case."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import cast

from fastapi import Request
from starlette.responses import Response

from sandtable.ledger import Account, Act, Ledger, Session, account_key
from sandtable.web.api.problems import Problem, unfit
from sandtable.web.team.attempts import Attempts, network_of
from sandtable.web.team.passwords import Passwords

IDLE, LONGEST = timedelta(hours=12), timedelta(days=14)
_MARKED_EVERY = timedelta(minutes=15)
OF_ACCOUNT, OF_ADDRESS = 10, 30  # failed sign-ins in a quarter of an hour
CSRF_HEADER = "Sandtable-CSRF"


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that was just opened, with what its cookie carries."""

    account: Account
    token: str


class Team:
    """Who may work at a desk. `asked` False: nobody is asked to sign in, whatever accounts there are; `secure`: it is
    reached over https alone."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        asked: bool = True,
        secure: bool = False,
        passwords: Passwords | None = None,
        attempts: Attempts | None = None,
    ) -> None:
        self.ledger, self.secure = ledger, secure
        self.passwords, self.attempts = passwords or Passwords(), attempts or Attempts()
        self._asked, self._exist = asked, False

    @property
    def cookie(self) -> str:
        """The name of the cookie. With the prefix a browser takes it over https from this host alone."""
        return "__Host-sandtable" if self.secure else "sandtable"

    @property
    def known_to_ask(self) -> bool:
        """Whether a session is needed, as far as is known without asking the ledger: accounts never go away."""
        return self._asked and self._exist

    def asks(self) -> bool:
        """Whether a session is needed: from the moment when there is an account."""
        if self._asked and not self._exist:
            self._exist = self.ledger.accounts.exist()
        return self._asked and self._exist

    def session(self, token: str, by_hand: bool = True) -> Session | None:
        """The session of a token; None where it is over. `by_hand`: it is marked as used."""
        found = self.ledger.sessions.find(token)
        now = datetime.now(UTC)
        if found is None or now - found.used > IDLE or now - found.opened > LONGEST:
            return None
        if by_hand and now - found.used > _MARKED_EVERY:
            self.ledger.sessions.used(found, now)
        return found

    def sign_in(self, name: str, password: str, address: str) -> Opened:
        """Open a session. Raises Problem where name and password do not belong together, and where too many tries were
        made; what it tells is the same for a name that nobody has."""
        keys = {f"account {account_key(name)}": OF_ACCOUNT, f"address {network_of(address)}": OF_ADDRESS}
        self._begin(keys)
        account = self.ledger.accounts.get(name)
        if not self.passwords.fits(account, password) or account is None:
            # A name that is no account's is not logged: people type their password there.
            reason = (
                "unknown name" if account is None else "wrong password" if account.enabled else "disabled"
            )
            self.ledger.audit.add(Act.SIGN_IN_FAILED, account.name if account else "", "", reason, address)
            says = "name and password do not belong together, or the account is disabled: an admin can give a new password"
            raise Problem(HTTPStatus.FORBIDDEN, "sign-in", says)
        self.attempts.forgive(*keys)
        rehashed = self.passwords.rehashed(account, password)
        if rehashed is not None:
            account = self.ledger.accounts.rehash(account, rehashed)
        opened = self.open(account)
        self.ledger.audit.add(Act.SIGN_IN, account.name, address=address)
        return opened

    def open(self, account: Account) -> Opened:
        """Open a session of an account."""
        opened = Opened(account, secrets.token_urlsafe(32))
        self.ledger.sessions.open(account, opened.token, datetime.now(UTC))
        return opened

    def sign_out(self, session: Session, address: str) -> None:
        """End a session."""
        self.ledger.sessions.end(session, datetime.now(UTC))
        self.ledger.audit.add(Act.SIGN_OUT, session.account.name, address=address)

    def own_password(self, account: Account, now: str, new: str, address: str) -> Opened:
        """Change one's own password: every session ends, and a new one is opened. Raises Problem where `now` is not it."""
        key = f"account {account.key}"
        self._begin({key: OF_ACCOUNT})
        if not self.passwords.fits(account, now):
            raise unfit([("body.now", "this is not your password")])
        self.attempts.forgive(key)
        hashed = self.passwords.hash(new, account.name)
        changed = self.ledger.accounts.change(account.name, by=account.name, password=hashed, address=address)
        return self.open(changed)

    def keep(self, answer: Response, opened: Opened) -> None:
        """Have the browser keep the token of a session, out of reach of scripts and of other sites."""
        answer.set_cookie(
            self.cookie, opened.token, max_age=int(LONGEST.total_seconds()), path="/", secure=self.secure,
            httponly=True, samesite="strict",
        )  # fmt: skip

    def forget(self, answer: Response) -> None:
        """Have the browser forget it."""
        answer.delete_cookie(self.cookie, path="/", secure=self.secure, httponly=True, samesite="strict")

    def _begin(self, keys: dict[str, int]) -> None:
        wait = self.attempts.begin(keys)
        if wait:
            minutes = -(-wait // 60)
            says = (
                f"too many failed sign-ins for this account or from this address: try again in {minutes} "
                f"minute{'s' if minutes > 1 else ''}"
            )
            raise Problem(
                HTTPStatus.TOO_MANY_REQUESTS, "attempts", says, {"seconds": wait}, {"Retry-After": str(wait)}
            )


def csrf_of(token: str) -> str:
    """What a page of a session sends back with each save: only who has seen a page of it can know it."""
    return hashlib.sha256(f"sandtable csrf {token}".encode()).hexdigest()


def team_of(request: Request) -> Team:
    """The team of the desk that a request came to."""
    return cast(Team, request.app.state.team)


def session_of(request: Request) -> Session | None:
    """The session of a request, None where nobody is asked to sign in."""
    return cast("Session | None", request.state.session)


def address_of(request: Request) -> str:
    """From where a request came."""
    return request.client.host if request.client else ""


def signed(request: Request, who: str | None) -> str:
    """Under whose name something is done: the account's, else the one that was sent. Raises Problem for another than the
    account's, and where nobody is named."""
    account = cast("Account | None", request.state.account)
    if account is None:
        if not who:
            raise unfit([("body.who", "say who does this: this desk has no accounts")])
        return who
    if who and who != account.name:
        raise unfit(
            [
                (
                    "body.who",
                    f"you are signed in as {account.name}: leave `who` out, or sign in as somebody else",
                )
            ]
        )
    return account.name
