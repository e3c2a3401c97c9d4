"""What is sent and answered about accounts, sessions and the audit log. Invariant: no password or hash is in any answer."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sandtable.ledger import Account, AccountRole, Act, Deed
from sandtable.web.api.answer_shapes import Shape
from sandtable.web.api.asking import Day, Verdict
from sandtable.web.api.wire import Json

AnyName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SentSignIn(_Sent):
    """Who signs in."""

    name: AnyName
    password: Password


class SentPassword(_Sent):
    """One's own password, as it is now and as it shall be."""

    now: Password
    new: Password


class SentAccount(_Sent):
    """A new account."""

    name: AnyName
    role: AccountRole
    password: Password
    why: Why = ""


class SentChange(_Sent):
    """What shall be other than it is; what is left out stays."""

    role: AccountRole | None = None
    password: Password | None = None
    enabled: bool | None = None
    why: Why = ""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.role is None and self.password is None and self.enabled is None:
            raise ValueError("say what is to change: role, password or enabled")
        return self


class AuditAsked(BaseModel):
    """Which deeds; of several parameters all must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cursor: int | None = Field(None, ge=1, le=2**31 - 1, description="Only older ones than this number.")
    limit: int = Field(50, ge=1, le=200)
    who: AnyName | None = Field(None, description="By this name, to the letter.")
    act: Act | None = None
    since: Day | None = Field(None, description="Done on this day (UTC) or later.")
    until: Day | None = Field(None, description="Done on this day (UTC) or earlier.")


class Session(Shape):
    """Who is signed in: null where the desk has no accounts. `csrf` goes into the header Sandtable-CSRF of every request that
    changes something."""

    schema_: Literal["sandtable.session/1"] = Field(alias="schema")
    name: str | None
    role: AccountRole | None
    csrf: str


class AccountShape(Shape):
    name: str
    role: AccountRole
    enabled: bool
    changed: str
    by: str
    why: str


class AccountsShape(Shape):
    schema_: Literal["sandtable.accounts/1"] = Field(alias="schema")
    accounts: list[AccountShape]


class DeedShape(Shape):
    """One entry. `about`: the id of a claim, the name of an account; `verdict` and `decision` of a decision alone."""

    number: int
    when: str
    who: str
    act: Act
    about: str
    why: str
    address: str
    verdict: Verdict | None
    decision: int | None


class AuditShape(Shape):
    schema_: Literal["sandtable.audit/1"] = Field(alias="schema")
    deeds: list[DeedShape]
    next: str | None


def session_to(account: Account | None, csrf: str) -> Json:
    """Who is signed in."""
    return {
        "schema": "sandtable.session/1",
        "name": account.name if account else None,
        "role": account.role.value if account else None,
        "csrf": csrf,
    }


def account_to(account: Account) -> Json:
    """An account as it stands."""
    return {
        "name": account.name,
        "role": account.role.value,
        "enabled": account.enabled,
        "changed": account.changed_at.isoformat(),
        "by": account.changed_by,
        "why": account.why,
    }


def deed_to(deed: Deed) -> Json:
    """An entry of the audit log."""
    return {
        "number": deed.number,
        "when": deed.when.isoformat(),
        "who": deed.who,
        "act": deed.act.value,
        "about": deed.about,
        "why": deed.why,
        "address": deed.address,
        "verdict": deed.verdict,
        "decision": deed.decision,
    }
