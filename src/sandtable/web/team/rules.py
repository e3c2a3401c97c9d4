"""What each role may ask. Invariant: one table, the rule with most parts that fits wins, and what is not in it may be read by whoever
is signed in and changed by an admin alone."""

from __future__ import annotations

from dataclasses import dataclass

from sandtable.ledger import AccountRole, Act

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_ALL = READING | {"POST", "PUT", "PATCH", "DELETE"}
_CHANGING = _ALL - READING
_ANYBODY = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may ask, by some methods, an address or what stands below it; `*` in it is any one part. `role` None: anybody,
    signed in or not. `by_hand` False: pages ask it by themselves, so it does not keep a session from ending unused. `act`: what
    it is in the audit log, once it was answered."""

    methods: frozenset[str]
    prefix: str
    role: AccountRole | None
    by_hand: bool = True
    act: Act | None = None

    def fits(self, method: str, path: str) -> bool:
        """Whether it is about such a request."""
        own, asked = self.prefix.split("/"), path.split("/")
        return (
            method in self.methods
            and len(asked) >= len(own)
            and all(one in ("*", part) for one, part in zip(own, asked, strict=False))
        )


RULES = (
    Rule(_ALL, "/api/v1/reports/*/presence", AccountRole.READER, by_hand=False),
    Rule(READING, "/static", _ANYBODY),
    Rule(READING, "/sign-in", _ANYBODY),
    Rule(frozenset({"POST"}), "/api/v1/session", _ANYBODY),
    Rule(frozenset({"DELETE"}), "/api/v1/session", AccountRole.READER),
    Rule(frozenset({"DELETE"}), "/api/v1/sessions", AccountRole.READER),
    Rule(_CHANGING, "/api/v1/account", AccountRole.READER),
    Rule(_CHANGING, "/api/v1/decisions", AccountRole.CODER),
    Rule(_CHANGING, "/api/v1/intake", AccountRole.CODER),
    Rule(_CHANGING, "/api/v1/decisions/bulk", AccountRole.EDITOR),
    Rule(_CHANGING, "/api/v1/reports", AccountRole.CODER),
    Rule(READING, "/api/v1/export", AccountRole.READER, act=Act.EXPORT),
    Rule(READING, "/api/v1/brief", AccountRole.READER, act=Act.EXPORT),
    Rule(_ALL, "/accounts", AccountRole.ADMIN),
    Rule(_ALL, "/api/v1/accounts", AccountRole.ADMIN),
    Rule(_ALL, "/audit", AccountRole.ADMIN),
    Rule(_ALL, "/api/v1/audit", AccountRole.ADMIN),
)


def rule_of(method: str, path: str) -> Rule | None:
    """The rule of the table about a request, None where it has none."""
    fitting = [rule for rule in RULES if rule.fits(method, path)]
    return max(fitting, key=lambda rule: rule.prefix.count("/"), default=None)


def role_needed(method: str, path: str) -> AccountRole | None:
    """What a request takes; None: nothing."""
    rule = rule_of(method, path)
    if rule is not None:
        return rule.role
    return AccountRole.READER if method in READING else AccountRole.ADMIN
