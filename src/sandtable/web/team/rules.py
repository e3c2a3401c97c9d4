"""What each role may ask. Invariant: one table, the longest prefix that fits wins, and what is not in it may be read by whoever
is signed in and changed by an admin alone."""

from __future__ import annotations

from dataclasses import dataclass

from sandtable.ledger import AccountRole

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_ALL = READING | {"POST", "PUT", "PATCH", "DELETE"}
_CHANGING = _ALL - READING
_ANYBODY = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may ask, by some methods, an address or what stands below it. `role` None: anybody, signed in or not."""

    methods: frozenset[str]
    prefix: str
    role: AccountRole | None

    def fits(self, method: str, path: str) -> bool:
        """Whether it is about such a request."""
        return method in self.methods and (path == self.prefix or path.startswith(f"{self.prefix}/"))


RULES = (
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
    Rule(_ALL, "/accounts", AccountRole.ADMIN),
    Rule(_ALL, "/api/v1/accounts", AccountRole.ADMIN),
    Rule(_ALL, "/audit", AccountRole.ADMIN),
    Rule(_ALL, "/api/v1/audit", AccountRole.ADMIN),
)


def rule_of(method: str, path: str) -> Rule | None:
    """The rule of the table about a request, None where it has none."""
    fitting = [rule for rule in RULES if rule.fits(method, path)]
    return max(fitting, key=lambda rule: len(rule.prefix), default=None)


def role_needed(method: str, path: str) -> AccountRole | None:
    """What a request takes; None: nothing."""
    rule = rule_of(method, path)
    if rule is not None:
        return rule.role
    return AccountRole.READER if method in READING else AccountRole.ADMIN
