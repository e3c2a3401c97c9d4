"""Who says it: the chain of voices over a claim, outermost first. Invariant: each voice is a phrase of the report that
governs the claim by a reporting word, "according to", or an open quotation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from sandtable.coding.asides import Aside, AsideReader
from sandtable.coding.frames import Lexicon, data
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrase, Phrases
from sandtable.coding.references import References
from sandtable.orbat import Actor
from sandtable.terms import MentionType, Voice, VoiceType

OPEN, CLOSE = "“«", "”»"
ACCORDING = frozenset({"according to", "per", "citing"})

SPEAKING = frozenset({"say", "tell", "add", "recall", "explain", "reply", "complain"})
RECKONINGS = frozenset({"estimate", "account", "count", "reckoning", "calculation", "tally", "assessment"})


@cache
def speech() -> Mapping[str, Any]:
    """Reporting verbs and the head nouns of each type of voice, from data."""
    return data("speech.toml")


@cache
def _voice_nouns() -> Mapping[str, VoiceType]:
    return {noun: VoiceType(kind) for kind, nouns in speech()["voices"].items() for noun in nouns}


class AttributionReader:
    """Finds the voices over predicates of one document."""

    def __init__(self, tree: Tree, phrases: Phrases, references: References, lexicon: Lexicon) -> None:
        self.tree = tree
        self.phrases = phrases
        self.references = references
        self.verbs = frozenset(speech()["verbs"])
        self.governors = self.verbs | lexicon.bare_speech
        self.asides = AsideReader(tree, self.verbs, self._can_speak)
        self.quoted = self._quotations()
        self.speaker_of_sentence = self._sentence_speakers()

    # -- quotations ---------------------------------------------------------------------------------------------

    def _quotations(self) -> list[tuple[int, int]]:
        """Character ranges inside quotation marks, over sentences, closed at the text's end where left open."""
        text = self.tree.document.text
        out: list[tuple[int, int]] = []
        start: int | None = None
        for match in re.finditer(r"[“”«»\"]+|\n\s*\n", text):
            mark = match.group()
            if mark[0] in OPEN or (mark[0] == '"' and start is None):
                start = match.end()
            elif start is not None and (mark[0] in CLOSE or mark[0] == '"'):
                out.append((start, match.start()))
                start = None
            elif start is not None and mark.isspace():
                nxt = text[match.end() : match.end() + 1]
                if nxt not in OPEN + '"':  # a paragraph inside one quotation opens with a mark of its own
                    out.append((start, match.start()))
                    start = None
        if start is not None:
            out.append((start, len(text)))
        return [(a, b) for a, b in out if b - a > 15]

    def in_quotes(self, start: int) -> tuple[int, int] | None:
        """The quotation that holds a character, or None."""
        for a, b in self.quoted:
            if a <= start < b:
                return a, b
        return None

    def _sentence_speakers(self) -> dict[int, int]:
        """Sentence to the speaker's head, for quotations over several sentences and statements after a colon."""
        document = self.tree.document
        out: dict[int, int] = {}
        last: int | None = None
        standing: int | None = None
        for sentence in document.sentences:
            body = document.text[sentence.start : sentence.end].rstrip()
            own = self._speaker_in(sentence.first, sentence.last)
            quoted = self.in_quotes(sentence.start + 1) or self.in_quotes(
                (sentence.start + sentence.end) // 2
            )
            colon = self.asides.colon(sentence.index)
            aside = self.asides.of(sentence.index)
            if colon is not None:
                last, own = colon[0], None
            elif own is None and aside is not None:
                own = aside.head
            if own is not None:
                last = own
            elif quoted is not None and last is not None:
                out[sentence.index] = last
            if standing is not None and quoted is None and sentence.index not in out:
                out[sentence.index] = standing
            if body.endswith(":") and own is not None:
                following = document.text[sentence.end : sentence.end + 4].strip()
                standing = None if following[:1] in (*OPEN, '"') else own
                last = own
        return out

    def _speaker_in(self, first: int, last: int) -> int | None:
        """The speaker of the first reporting verb of a token range."""
        for i in range(first, last):
            token = self.tree.token(i)
            if token.pos in ("VERB", "AUX") and (
                token.lemma in self.verbs or (token.lemma == "provide" and self._says(i))
            ):
                subject = self.tree.surface_subject(i)
                if subject is not None and self._can_speak(subject):
                    return subject
        return None

    def _says(self, i: int) -> bool:
        return any(
            self.tree.token(c).lemma in ("statement", "comment", "remark") for c in self.tree.kids(i, "obj")
        )

    def _can_speak(self, head: int) -> bool:
        phrase = self.phrases.of(head)
        token = self.tree.token(head)
        if self.tree.is_nobody(head):
            return False
        if token.pos == "NUM":
            return token.text.lower() == "one"
        if phrase.classes & {"actor", "person", "org", "force", "people"} or phrase.lemma in _voice_nouns():
            return True
        said = token.pos == "NOUN" and token.dep == "nsubj" and self.tree.token(token.head).lemma in SPEAKING
        return said and not phrase.classes  # whoever says is somebody

    # -- the chain ----------------------------------------------------------------------------------------------

    def of(self, at: int) -> tuple[Voice, ...]:
        """The voices over the predicate at `at`, outermost first."""
        heads = self._chain(at)
        token = self.tree.token(at)
        if not heads or (
            self.in_quotes(token.start) and all(self.in_quotes(self.tree.token(h).start) for h in heads)
        ):
            speaker = self.speaker_of_sentence.get(token.sentence)
            if speaker is not None:
                heads.append(speaker)
        seen: set[str] = set()
        out: list[Voice] = []
        aside = self.asides.of(token.sentence)
        if (
            aside is not None
            and aside.covers(at)
            and not any(aside.first <= self._spokesperson(h) < aside.last for h in heads)
        ):
            voices = [self._aside_voice(aside), *(self._voice(h) for h in aside.cited)]
            out += voices
            seen.update(v.name.lower() for v in voices)
        for head in reversed(heads):
            voice = self._voice(self._spokesperson(head))
            if voice.name.lower() not in seen:
                seen.add(voice.name.lower())
                out.append(voice)
        return tuple(out)

    def _aside_voice(self, aside: Aside) -> Voice:
        """The voice of an aside, in all its words."""
        start, end = self.tree.chars(*aside.speaker)
        text = self.tree.document.text[start:end]
        phrase = self.phrases.of(aside.head)
        actor = self.references.names.of(self.references.targets(aside.head)[0])
        return Voice(
            text,
            start,
            end,
            text if actor is None else actor.name,
            self._type(phrase),
        )

    def _chain(self, at: int) -> list[int]:
        """Speakers' heads, innermost first."""
        tree = self.tree
        out: list[int] = []
        i, came, last = at, "", at
        for _ in range(14):
            token = tree.token(i)
            out += [h for h in self._beside(i) if h not in out and not self._holds(h, at)]
            if (
                i != at
                and token.pos == "VERB"
                and token.lemma in self.governors
                and self._reports(i, came, last)
            ):
                speaker = self._speaker(i)
                own_clause = token.dep == "acl:relcl" and token.head == speaker  # "a fighter who says that"
                if (
                    speaker is not None
                    and speaker not in out
                    and (own_clause or not self._holds(speaker, at))
                ):
                    out.append(speaker)
            if token.head == i:
                break
            last = i
            came = token.dep if not (token.dep == "conj" and came in ("ccomp", "xcomp")) else came
            i = token.head
        return out

    def _reports(self, verb: int, came: str, below: int) -> bool:
        """Whether the verb says what stands below it, by the relation that leads there."""
        if came == "xcomp" and self.tree.token(verb).lemma in ("refuse", "decline"):
            return False  # whoever refuses to act does not say it
        if came in ("ccomp", "xcomp", "obl", "obj", "iobj", "nmod", "acl"):
            return True
        if came == "parataxis":
            return self.tree.token(verb).lemma in self.verbs
        marks = {self.tree.token(c).text.lower() for c in self.tree.kids(below, "mark", "case")}
        return came == "advcl" and bool(
            marks & {"of", "for", "as", "that", "from"}
        )  # "accused them of shelling"

    def speaker_over(self, i: int) -> int | None:
        """The innermost speaker over a token, in its sentence or its quotation."""
        heads = self._chain(i)
        return heads[0] if heads else self.speaker_of_sentence.get(self.tree.token(i).sentence)

    def _speaker(self, verb: int) -> int | None:
        tree = self.tree
        if tree.is_passive(verb):
            agents = tree.agents(verb)
            if agents:
                return agents[0]
            subject = tree.surface_subject(verb)
            return (
                subject
                if tree.token(verb).lemma == "quote" and subject is not None and self._can_speak(subject)
                else None
            )
        subject = tree.surface_subject(verb)
        return subject if subject is not None and self._can_speak(subject) else None

    def _beside(self, i: int) -> list[int]:
        """Voices that hang on a clause: "according to X", a reporting verb in parenthesis, "citing X"."""
        tree = self.tree
        out: list[int] = []
        for c in tree.token(i).children:
            token = tree.token(c)
            if token.dep in ("obl", "nmod", "obl:unmarked") and (
                tree.preposition(c) in ACCORDING
                or (tree.preposition(c) == "by" and token.lemma.lower() in RECKONINGS)
            ):
                out.append(c)
            elif token.dep == "conj" and token.lemma in self.verbs and self._aside(c):
                out += [k for k in tree.kids(c, "nsubj") if self._can_speak(k)]
            elif token.dep in ("parataxis", "advcl") and token.lemma in self.verbs and token.pos == "VERB":
                if tree.has(c, "ccomp"):
                    continue
                if (
                    token.dep == "advcl"
                    and not ({tree.token(k).text.lower() for k in tree.kids(c, "mark")} & {"as"})
                    and token.lemma not in ("cite", "quote")
                ):
                    continue
                if token.lemma in ("cite", "quote") and tree.has(c, "obj"):
                    out.append(tree.kids(c, "obj")[0])
                else:
                    agents = tree.agents(c)
                    own = (
                        agents
                        or tree.kids(c, "nsubj", "nsubj:pass")
                        or ([c - 1] if tree.token(c - 1).pos in ("NOUN", "PROPN", "PRON") else [])
                    )
                    if own and self._can_speak(own[0]):
                        out.append(own[0])
            elif token.dep in ("obl", "advcl", "xcomp") and token.lemma == "accord":
                out += tree.kids(c, "obl", "nmod")[:1]
        return out

    def _aside(self, c: int) -> bool:
        """Whether a coordinated reporting verb closes the sentence as an aside: "..., residents told us"."""
        tree = self.tree
        subjects = tree.kids(c, "nsubj")
        if not subjects or tree.has(c, "ccomp", "obj", "xcomp"):
            return False
        first, _ = tree.phrase(subjects[0])
        return first > 0 and tree.token(first - 1).text in (",", "–", "-", ";")

    def _holds(self, speaker: int, at: int) -> bool:
        """Whether the claim's predicate stands inside the speaker's own phrase."""
        i = at
        for _ in range(14):
            if i == speaker:
                return True
            head = self.tree.token(i).head
            if head == i:
                return False
            i = head
        return False

    def _spokesperson(self, head: int) -> int:
        """The person in apposition to a body that speaks: "the force's commander, Gen. John Smith, said"."""
        phrase = self.phrases.of(head)
        if "person" in phrase.classes or self.tree.token(head).pos == "PRON":
            return head
        verb = self.tree.token(head).head
        if not any(c > head for c in self.tree.kids(head, "appos")) or verb <= head:
            return head
        for i in range(verb - 1, head, -1):
            mention = self.phrases.mention_at.get(i)
            if (
                mention is not None
                and mention.type is MentionType.PERSON
                and self.tree.token(i).pos == "PROPN"
                and self.tree.token(i).dep != "nmod:desc"
            ):
                return i
        return head

    def _voice(self, head: int) -> Voice:
        phrase = self.phrases.of(head)
        targets = self.references.targets(head)
        meant = self.phrases.of(targets[0])
        named = self._name_of(targets[0])
        actor = self.references.names.of(named) or self._spoken_for(named)
        name = actor.name if actor is not None else self.phrases.of(named).text
        return Voice(phrase.text, phrase.start, phrase.end, name, self._type(meant))

    def _spoken_for(self, head: int) -> Actor | None:
        """Whose spokesman it is that goes without a name and without theirs: "its spokesman said"."""
        tree = self.tree
        if tree.token(head).lemma.lower() not in speech()["spokesmen"]:
            return None
        owners = [c for c in tree.kids(head, "nmod:poss") if tree.token(c).pos == "PRON"]
        for owner in owners:
            for target in self.references.targets(owner):
                actor = self.references.names.of(target)
                if actor is not None:
                    return actor
        return None

    def _name_of(self, head: int) -> int:
        """The name that stands beside an office: "coalition spokesman Col Wayne Marotto", "a spokesman for them, John Smith,"."""
        token = self.tree.token(head)
        if token.pos != "NOUN":
            return head
        beside = [
            c for c in self.tree.kids(head, "appos", "flat") if c > head and self.tree.token(c).pos == "PROPN"
        ]
        if beside:
            return beside[0]
        if "person" not in self.phrases.of(head).classes or token.head <= head:
            return head
        for i in range(head + 1, min(token.head, head + 8)):
            mention = self.phrases.mention_at.get(i)
            name = self.tree.token(i)
            if name.pos in ("VERB", "AUX"):
                return head
            if (
                mention is not None
                and mention.type is MentionType.PERSON
                and name.pos == "PROPN"
                and name.dep in ("nsubj", "appos", "flat", "dep", "list")
                and not any(self.tree.token(k).pos == "ADP" for k in range(head + 1, i))
            ):
                return i
        return head

    def _type(self, phrase: Phrase) -> VoiceType:
        known = _voice_nouns().get(phrase.lemma)
        if known is not None and not (
            known is VoiceType.OFFICIAL and phrase.actor is not None and phrase.actor.kind == "armed-group"
        ):
            return known
        for c in self.tree.kids(phrase.head):
            of_title = _voice_nouns().get(self.tree.token(c).lemma.lower())
            if of_title is not None and self.tree.token(c).dep in (
                "compound",
                "appos",
                "flat",
                "nmod:desc",
                "amod",
            ):
                return of_title
        if phrase.actor is not None:
            if phrase.actor.kind in ("armed-group", "unit", "coalition"):
                return VoiceType.PARTY
            if phrase.actor.kind in ("state", "government", "armed-force", "service", "office", "person"):
                return VoiceType.OFFICIAL
            return VoiceType.OUTLET if "news" in phrase.actor.nouns else VoiceType.PARTY
        if phrase.mention is not None and phrase.mention.type is MentionType.PERSON:
            return VoiceType.OFFICIAL
        return VoiceType.UNNAMED
