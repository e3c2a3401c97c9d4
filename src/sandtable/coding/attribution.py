"""Who says it: the chain of voices over a claim, outermost first. Invariant: each voice is a phrase of the report that
governs the claim by a reporting word, "according to", or an open quotation."""

from __future__ import annotations

from sandtable.coding.asides import DOING, AsideReader
from sandtable.coding.frames import Lexicon
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.coding.quotations import OPEN, Quotations
from sandtable.coding.references import References
from sandtable.coding.speakers import Speakers, speech
from sandtable.language.document import Sentence
from sandtable.terms import Voice

ACCORDING = frozenset({"according to", "per", "citing"})

ORDERING = frozenset({"order", "instruct", "command", "direct", "authorise", "authorize", "forbid", "ban"})
RECKONINGS = frozenset({"estimate", "account", "count", "reckoning", "calculation", "tally", "assessment"})
TELLINGS = frozenset({"account", "telling", "version", "words", "word"})


class AttributionReader:
    """Finds the voices over predicates of one document."""

    def __init__(self, tree: Tree, phrases: Phrases, references: References, lexicon: Lexicon) -> None:
        self.tree = tree
        self.speakers = Speakers(tree, phrases, references)
        self.verbs = frozenset(speech()["verbs"])
        self.governors = self.verbs | lexicon.bare_speech
        self.asides = AsideReader(tree, self.verbs, self.speakers.can_speak)
        self.quotations = Quotations(tree.document.text)
        self.speaker_of_sentence = self._sentence_speakers()

    def _sentence_speakers(self) -> dict[int, int]:
        """Sentence to the speaker's head, for quotations over several sentences and statements after a colon."""
        document = self.tree.document
        out: dict[int, int] = {}
        last: int | None = None
        standing: int | None = None
        for sentence in document.sentences:
            body = document.text[sentence.start : sentence.end].rstrip()
            own = self._speaker_in(sentence)
            quoted = self.quotations.around(sentence.start + 1) or self.quotations.around(
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

    def _speaker_in(self, sentence: Sentence) -> int | None:
        """The speaker of the first reporting verb of a sentence, in a sentence all of which is quoted of none."""
        around = self.quotations.around(sentence.start + 1)
        if around is not None and around[1] >= sentence.end - 2:
            return None
        for i in range(sentence.first, sentence.last):
            token = self.tree.token(i)
            if token.pos in ("VERB", "AUX") and (
                token.lemma in self.verbs or (token.lemma == "provide" and self._says(i))
            ):
                subject = self.tree.surface_subject(i)
                if subject is not None and self.speakers.can_speak(subject):
                    return subject
        return None

    def _says(self, i: int) -> bool:
        return any(
            self.tree.token(c).lemma in ("statement", "comment", "remark") for c in self.tree.kids(i, "obj")
        )

    def of(self, at: int, innermost: int | None = None) -> tuple[Voice, ...]:
        """The voices over the predicate at `at`, outermost first; `innermost`: the head of the one who is known to say it."""
        heads = self._chain(at) if innermost is None else [innermost]
        token = self.tree.token(at)
        if not heads or (
            self.quotations.around(token.start)
            and all(self.quotations.around(self.tree.token(h).start) for h in heads)
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
            and not any(aside.first <= self.speakers.person(h) < aside.last for h in heads)
        ):
            others = [c for c in self._beside_them(aside.head) if c in range(*aside.speaker)]
            first = self.speakers.voice(aside.head) if others else self.speakers.of_aside(aside)
            voices = [first, *(self.speakers.voice(h) for h in (*others, *aside.cited))]
            out += voices
            seen.update(v.name.lower() for v in voices)
        for head in reversed(heads):
            for h in (self.speakers.person(head), *self._beside_them(head)):
                voice = self.speakers.voice(h)
                if voice.name.lower() not in seen:
                    seen.add(voice.name.lower())
                    out.append(voice)
        return tuple(out)

    def _beside_them(self, head: int) -> list[int]:
        """Those who say it with a speaker: "residents and a militia officer said"."""
        return [c for c in self.tree.conjuncts(head)[1:] if self.speakers.can_speak(c)]

    def _chain(self, at: int) -> list[int]:
        """Speakers' heads, innermost first."""
        tree = self.tree
        out: list[int] = []
        i, came, last, aside = at, "", at, False
        for _ in range(14):
            token = tree.token(i)
            out += [h for h in self._beside(i) if h not in out and not tree.document.under(at, h)]
            if (
                i != at
                and token.pos == "VERB"
                and token.lemma in self.governors
                and self._reports(i, came, last)
                and not (aside and token.lemma in ORDERING)
            ):
                speaker = self._speaker(i)
                own_clause = token.dep == "acl:relcl" and token.head == speaker  # "a fighter who says that"
                if (
                    speaker is not None
                    and speaker not in out
                    and (own_clause or not tree.document.under(at, speaker))
                ):
                    out.append(speaker)
            if token.head == i:
                break
            last = i
            aside |= (
                token.dep == "acl:relcl"
            )  # who "ordered a curfew in the town, which they hold" does not say that they do
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
                if tree.token(verb).lemma == "quote"
                and subject is not None
                and self.speakers.can_speak(subject)
                else None
            )
        subject = tree.surface_subject(verb)
        return subject if subject is not None and self.speakers.can_speak(subject) else None

    def _beside(self, i: int) -> list[int]:
        """Voices that hang on a clause: "according to X", a reporting verb in parenthesis, "citing X"."""
        tree = self.tree
        out: list[int] = []
        for c in tree.token(i).children:
            token = tree.token(c)
            if token.dep in ("obl", "nmod", "obl:unmarked", "obl:agent") and (
                tree.preposition(c) in ACCORDING
                or (tree.preposition(c) == "by" and token.lemma.lower() in RECKONINGS)
                or (tree.preposition(c) == "in" and token.lemma.lower() in TELLINGS)
            ):
                teller = self._teller(c)
                if teller is not None:
                    out.append(teller)
            elif token.dep == "advcl" and self._put(c):
                out += tree.kids(c, "nsubj")[:1]
            elif token.dep == "conj" and token.lemma in self.verbs and self._aside(c):
                out += [k for k in tree.kids(c, "nsubj") if self.speakers.can_speak(k)]
            elif token.dep in ("parataxis", "advcl") and token.lemma in self.verbs and token.pos == "VERB":
                if tree.has(c, "ccomp") or (token.lemma in DOING and tree.has(c, "obj", "xcomp")):
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
                    if own and self.speakers.can_speak(own[0]):
                        out.append(own[0])
            elif token.dep in ("obl", "advcl", "xcomp") and token.lemma == "accord":
                out += tree.kids(c, "obl", "nmod")[:1]
        return out

    def _teller(self, telling: int) -> int | None:
        """Who tells it "in the army's account", "in the words of a diplomat"; who says it "according to residents" is the phrase
        itself, and a telling that is nobody's is told by nobody."""
        tree = self.tree
        if tree.token(telling).lemma.lower() not in RECKONINGS | TELLINGS:
            return telling
        owners = [
            c for c in tree.kids(telling, "nmod:poss", "nmod") if tree.preposition(c) in ("", "of", "by")
        ]
        if owners and self.speakers.can_speak(owners[0]):
            return owners[0]
        return telling if tree.preposition(telling) != "in" else None

    def _put(self, verb: int) -> bool:
        """Whether a clause tells whose words these are: "as one resident put it", "as the general has it"."""
        tree = self.tree
        marked = any(tree.token(c).text.lower() == "as" for c in tree.kids(verb, "mark"))
        it = any(tree.token(c).text.lower() in ("it", "things", "matters") for c in tree.kids(verb, "obj"))
        own = tree.kids(verb, "nsubj")
        return (
            marked
            and it
            and tree.token(verb).lemma in ("put", "have", "tell", "see")
            and bool(own)
            and self.speakers.can_speak(own[0])
        )

    def _aside(self, c: int) -> bool:
        """Whether a coordinated reporting verb closes the sentence as an aside: "..., residents told us"."""
        tree = self.tree
        subjects = tree.kids(c, "nsubj")
        if not subjects or tree.has(c, "ccomp", "obj", "xcomp"):
            return False
        first, _ = tree.phrase(subjects[0])
        return first > 0 and tree.token(first - 1).text in (",", "–", "-", ";")
