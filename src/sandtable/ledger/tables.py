"""The tables of a ledger. Invariant: equal to what the migrations build (a test compares them), and only ever added to."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

APPLICATION_ID = 0x53414E44  # "SAND", in the header of every SQLite ledger
REVISION = 4  # of the newest migration; in SQLite also the file's user_version
VERSION_TABLE = "sandtable_ledger_version"


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC. A datetime without a zone is taken as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC without a zone, which both databases compare alike."""
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


class ExactText(TypeDecorator[str]):
    """Text kept to the character. PostgreSQL has no NUL in text, so there a NUL is written as `\\0` and `\\` as `\\\\`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Escape for PostgreSQL alone."""
        if value is None or dialect.name != "postgresql":
            return value
        return value.replace("\\", "\\\\").replace("\0", "\\0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Undo the escape: split on the doubled sign first, so that a literal `\\0` survives."""
        if value is None or dialect.name != "postgresql" or "\\" not in value:
            return value
        return "\\".join(part.replace("\\0", "\0") for part in value.split("\\\\"))


metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("published", Date),
    Column("known_on", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("title", ExactText),
    Column("publisher", ExactText),
    Column("url", ExactText),
    Column("language", String),
    Column("source_id", ExactText),
    Column("text", ExactText, nullable=False),  # last, so that heads are read without it
    Index("reports_known", "known_on"),
)

# One row each time a report is read anew. The newest supersedes the older ones, which stay.
readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("report_id", String, ForeignKey("reports.id"), nullable=False),
    Column("digest", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("readings_report", "report_id", "recorded_at", "id"),
    Index("readings_digest", "digest", unique=True),
)

# `words` is the claim's id less the coder: report, kind, spans of evidence, trigger and roles. Decisions follow it.
# `added`: when an analyst added the claim to the reading, which did not have it; null for what was read.
claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reading_id", Integer, ForeignKey("readings.id"), nullable=False),
    Column("id", String, nullable=False),
    Column("words", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("factuality", String, nullable=False),
    Column("earliest", String),
    Column("latest", String),
    Column("confidence", Float, nullable=False),
    Column("coder", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("added", Instant),
    Index("claims_id", "id"),
    Index("claims_words", "words"),
    Index("claims_reading", "reading_id", "kind"),
    Index("claims_kind", "kind", "reading_id"),
)

# `kind`, `known_on` and `reading_id` repeat what claims and reports say, so that one index answers "claims about".
claim_roles = Table(
    "claim_roles",
    metadata,
    Column("claim_seq", Integer, ForeignKey("claims.seq"), primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("reading_id", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("entity_id", ExactText),
    Column("entity_type", String),
    Column("name", ExactText, nullable=False),
    Column("kind", String, nullable=False),
    Column("known_on", Date, nullable=False),
    Index("claim_roles_about", "entity_id", "kind", "known_on", "claim_seq", "reading_id"),
    Index("claim_roles_entities", "entity_type", "entity_id", "reading_id", "claim_seq"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

warnings = Table(
    "warnings",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("code", String, nullable=False),
    Column("message", ExactText, nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
)

# `batch`: the number of the first of the decisions that were made in one act; `undoes`: that of the decision that this one undid.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("claim_id", String, nullable=False),
    Column("words", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("who", ExactText, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("why", ExactText, nullable=False),
    Column("kind", String),
    Column("edited", Text),
    Column("batch", Integer),
    Column("undoes", Integer),
    Index("decisions_words", "words", "decided_at", "id"),
    Index("decisions_batch", "batch"),
)

decision_roles = Table(
    "decision_roles",
    metadata,
    Column("decision_id", Integer, ForeignKey("decisions.id"), primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("role", String, nullable=False),
    Column("entity_id", ExactText),
    Column("entity_type", String),
    Column("name", ExactText, nullable=False),
    Index("decision_roles_about", "entity_id", "decision_id"),
)

# Texts that recur in gists, by number. `key` is a digest, since an index row in PostgreSQL holds no long text.
names = Table(
    "names",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("text", ExactText, nullable=False),
    Index("names_key", "key", unique=True),
)

# What a question about many claims asks of each, so that it need not open them: see `gists`.
gists = Table(
    "gists",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True, autoincrement=False),
    Column("claims", LargeBinary, nullable=False),
    Column("parts", LargeBinary, nullable=False),
    Column("runs", LargeBinary, nullable=False),
)

# One row each time an account is made or changed; the newest of a key stands. `since` is the number of the row from which its
# sessions count: those opened under an earlier one are over.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", ExactText, nullable=False),  # the name, folded: no two accounts' names are alike
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # as argon2 writes it
    Column("enabled", Boolean, nullable=False),
    Column("since", Integer, nullable=False),
    Column("changed_by", ExactText, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("why", ExactText, nullable=False),
    Index("accounts_key", "key", "id"),
)

# `token` is a sha256: who reads the ledger cannot take a session over.
sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("token", String, nullable=False),
    Column("account_key", String, nullable=False),
    Column("since", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Index("sessions_token", "token", unique=True),
)

# That a session was used, or ended, at a time.
session_marks = Table(
    "session_marks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("session_id", Integer, ForeignKey("sessions.id"), nullable=False),
    Column("marked_at", Instant, nullable=False),
    Column("ended", Boolean, nullable=False),
    Index("session_marks_session", "session_id", "id"),
)

# Who did what. A decision's reason and verdict stand in `decisions`, under `decision_id`.
deeds = Table(
    "deeds",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("done_at", Instant, nullable=False),
    Column("who", ExactText, nullable=False),
    Column("act", String, nullable=False),
    Column("about", ExactText, nullable=False),
    Column("why", ExactText, nullable=False),
    Column("address", ExactText, nullable=False),
    Column("decision_id", Integer, ForeignKey("decisions.id")),
    Index("deeds_who", "who", "id"),
    Index("deeds_act", "act", "id"),
    Index("deeds_done", "done_at"),
)
