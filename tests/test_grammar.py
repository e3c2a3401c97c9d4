"""The tree's lookups on trees built by hand: who is subject of what, what is passive, where a phrase ends."""

from __future__ import annotations

from sandtable.coding.grammar import Tree
from sandtable.language.document import Document, Sentence, Token

NO_BLANK_BEFORE = frozenset({".", ",", "'s"})


def tree(*sentences: str) -> Tree:
    """A tree from sentences of lines `word pos dep head [tag]`, the head by its word (`word@2` for the second of that
    word, `-` for the root). The lemma is the word, or what follows a slash: `captured/capture`."""
    text, tokens, parts = "", [], []
    for index, sentence in enumerate(sentences):
        first = len(tokens)
        rows = [line.split() for line in sentence.strip().splitlines()]
        words = [row[0].partition("/")[0] for row in rows]
        for row, word in zip(rows, words, strict=True):
            text += " " if text and word not in NO_BLANK_BEFORE else ""
            lemma = row[0].partition("/")[2] or (word if row[1] == "PROPN" else word.lower())
            at = first + _place(words, row[3]) if row[3] != "-" else len(tokens)
            tag = row[4] if len(row) > 4 else ""
            token = Token(
                len(tokens), word, lemma, row[1], tag, row[2], at, len(text), len(text) + len(word), index
            )
            tokens.append(token)
            text += word
        for token in tokens[first:]:
            if token.head != token.i:
                tokens[token.head].children.append(token.i)
        root = next(t.i for t in tokens[first:] if t.head == t.i)
        parts.append(Sentence(index, first, len(tokens), tokens[first].start, tokens[-1].end, root))
    return Tree(Document(text, tokens, parts, [], []))


def _place(words: list[str], head: str) -> int:
    word, _, nth = head.partition("@")
    return [i for i, w in enumerate(words) if w == word][int(nth or 1) - 1]


def at(t: Tree, word: str) -> int:
    return next(token.i for token in t.tokens if token.text == word)


def subject(t: Tree, word: str) -> str | None:
    found = t.surface_subject(at(t, word))
    return None if found is None else t.token(found).text


def words(t: Tree, span: tuple[int, int]) -> str:
    start, end = t.chars(*span)
    return t.document.text[start:end]


ACTIVE = """
Troops NOUN nsubj captured
captured/capture VERB root - VBD
Goma PROPN obj captured
"""

PASSIVE = """
Goma PROPN nsubj:pass captured
was AUX aux:pass captured
captured/capture VERB root - VBN
by ADP case troops
troops NOUN obl:agent captured
"""


def test_offsets_of_the_helper_are_exact() -> None:
    t = tree(ACTIVE, PASSIVE)
    assert all(t.document.text[k.start : k.end] == k.text for k in t.tokens)
    assert len(t.document.sentences) == 2


def test_active_and_passive() -> None:
    active, passive = tree(ACTIVE), tree(PASSIVE)
    assert not active.is_passive(at(active, "captured"))
    assert passive.is_passive(at(passive, "captured"))
    assert subject(active, "captured") == "Troops"
    assert subject(passive, "captured") == "Goma"


def test_a_reduced_relative_is_passive_and_its_noun_the_subject() -> None:
    t = tree("""
        villages NOUN nsubj burned
        shelled/shell VERB acl villages VBN
        by ADP case troops
        troops NOUN obl:agent shelled
        burned/burn VERB root - VBD
    """)
    assert t.is_passive(at(t, "shelled"))
    assert not t.is_passive(at(t, "burned"))
    assert subject(t, "shelled") == "villages"


def test_a_participle_before_its_noun_is_passive() -> None:
    t = tree("""
        captured/capture VERB amod towns VBN
        towns NOUN root -
    """)
    assert t.is_passive(at(t, "captured"))


def test_a_present_participle_is_active() -> None:
    t = tree("""
        troops NOUN root -
        holding/hold VERB acl troops VBG
        Goma PROPN obj holding
    """)
    assert not t.is_passive(at(t, "holding"))
    assert subject(t, "holding") == "troops"


def test_a_coordinated_participle_shares_the_voice_and_the_subject() -> None:
    t = tree("""
        Goma PROPN nsubj:pass shelled
        was AUX aux:pass shelled
        shelled/shell VERB root - VBN
        and CCONJ cc captured
        captured/capture VERB conj shelled VBN
    """)
    assert t.is_passive(at(t, "captured"))
    assert subject(t, "captured") == "Goma"


def test_a_coordinated_verb_with_an_object_is_active_again() -> None:
    t = tree("""
        rebels NOUN nsubj:pass driven
        were AUX aux:pass driven
        driven/drive VERB root - VBN
        and CCONJ cc lost
        lost/lose VERB conj driven VBN
        Goma PROPN obj lost
    """)
    assert not t.is_passive(at(t, "lost"))
    assert subject(t, "lost") == "rebels"


RELATIVE_SUBJECT = """
The DET det rebels
rebels NOUN nsubj fled
who PRON nsubj captured
captured/capture VERB acl:relcl rebels VBD
Goma PROPN obj captured
fled/flee VERB root - VBD
"""

RELATIVE_OBJECT = """
The DET det town
town NOUN nsubj burned
that PRON obj captured
rebels NOUN nsubj captured
captured/capture VERB acl:relcl town VBD
burned/burn VERB root - VBD
"""


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    t = tree(RELATIVE_SUBJECT)
    assert t.antecedent(at(t, "who")) == at(t, "rebels")
    assert subject(t, "captured") == "rebels"
    assert t.antecedent(at(t, "rebels")) is None


def test_a_relative_pronoun_stands_for_the_first_word_too() -> None:
    t = tree("""
        Rebels NOUN nsubj fled
        who PRON nsubj captured
        captured/capture VERB acl:relcl Rebels VBD
        Goma PROPN obj captured
        fled/flee VERB root - VBD
    """)
    assert subject(t, "captured") == "Rebels"


def test_a_relative_object_leaves_the_subject_alone() -> None:
    t = tree(RELATIVE_OBJECT)
    assert t.antecedent(at(t, "that")) == at(t, "town")
    assert subject(t, "captured") == "rebels"


def test_the_antecedent_of_a_possessive_pronoun_inside_the_clause() -> None:
    t = tree("""
        militia NOUN root -
        whose PRON nmod:poss fighters
        fighters NOUN nsubj captured
        captured/capture VERB acl:relcl militia VBD
        Goma PROPN obj captured
    """)
    assert t.antecedent(at(t, "whose")) == at(t, "militia")
    assert subject(t, "captured") == "fighters"


def test_an_object_controls_the_infinitive() -> None:
    t = tree("""
        Rwanda PROPN nsubj ordered
        ordered/order VERB root - VBD
        rebels NOUN obj ordered
        to PART mark withdraw
        withdraw VERB xcomp ordered VB
    """)
    assert subject(t, "withdraw") == "rebels"


def test_verbs_of_promise_keep_the_subject() -> None:
    t = tree("""
        Rwanda PROPN nsubj promised
        promised/promise VERB root - VBD
        rebels NOUN obj promised
        to PART mark withdraw
        withdraw VERB xcomp promised VB
    """)
    assert subject(t, "withdraw") == "Rwanda"


def test_without_an_object_the_subject_controls() -> None:
    t = tree("""
        Rwanda PROPN nsubj began
        began/begin VERB root - VBD
        to PART mark withdraw
        withdraw VERB xcomp began VB
    """)
    assert subject(t, "withdraw") == "Rwanda"


def test_who_is_called_upon_is_to_act() -> None:
    t = tree("""
        Rwanda PROPN nsubj called
        called/call VERB root - VBD
        on ADP case rebels
        rebels NOUN obl called
        to PART mark withdraw
        withdraw VERB xcomp called VB
    """)
    assert subject(t, "withdraw") == "rebels"


def test_who_is_accused_of_a_deed_did_it() -> None:
    t = tree("""
        Rwanda PROPN nsubj accused
        accused/accuse VERB root - VBD
        Burundi PROPN obj accused
        of SCONJ mark shelling
        shelling/shell VERB advcl accused VBG
        Goma PROPN obj shelling
    """)
    assert subject(t, "shelling") == "Burundi"


def test_a_participial_clause_has_the_subject_of_its_verb() -> None:
    t = tree("""
        Troops NOUN nsubj entered
        entered/enter VERB root - VBD
        Goma PROPN obj entered
        , PUNCT punct killing
        killing/kill VERB advcl entered VBG
        policemen NOUN obj killing
    """)
    assert subject(t, "killing") == "Troops"


def test_the_subject_runs_through_control_and_coordination() -> None:
    t = tree("""
        Troops NOUN nsubj arrived
        arrived/arrive VERB root - VBD
        and CCONJ cc began
        began/begin VERB conj arrived VBD
        to PART mark shell
        shell VERB xcomp began VB
        Goma PROPN obj shell
    """)
    assert subject(t, "shell") == "Troops"


def test_a_conjunct_with_its_own_subject_keeps_it() -> None:
    t = tree("""
        Troops NOUN nsubj arrived
        arrived/arrive VERB root - VBD
        and CCONJ cc fled
        rebels NOUN nsubj fled
        fled/flee VERB conj arrived VBD
    """)
    assert subject(t, "fled") == "rebels"


def test_whose_campaign_it_is() -> None:
    t = tree("""
        Uganda PROPN nmod:poss campaign
        's PART case Uganda
        campaign NOUN nsubj failed
        to PART mark retake
        retake VERB acl campaign VB
        Goma PROPN obj retake
        failed/fail VERB root - VBD
    """)
    assert subject(t, "retake") == "Uganda"


def test_a_campaign_without_owner_is_that_of_the_verb_that_has_it() -> None:
    t = tree("""
        Uganda PROPN nsubj launched
        launched/launch VERB root - VBD
        campaign NOUN obj launched
        to PART mark retake
        retake VERB acl campaign VB
        Goma PROPN obj retake
    """)
    assert subject(t, "retake") == "Uganda"


def test_a_statement_with_its_own_mark_lends_no_subject() -> None:
    t = tree("""
        Rwanda PROPN nsubj said
        said/say VERB root - VBD
        that SCONJ mark raining
        raining/rain VERB ccomp said VBG
    """)
    assert subject(t, "raining") is None


def test_conjuncts_of_conjuncts() -> None:
    t = tree("""
        Troops NOUN nsubj took
        took/take VERB root - VBD
        Bria PROPN obj took
        , PUNCT punct Birao
        Birao PROPN conj Bria
        and CCONJ cc Ndele
        Ndele PROPN conj Bria
    """)
    assert [t.token(i).text for i in t.conjuncts(at(t, "Bria"))] == ["Bria", "Birao", "Ndele"]
    assert t.conjuncts(at(t, "Ndele")) == [at(t, "Ndele")]


def test_prepositions_of_several_words() -> None:
    t = tree("""
        Troops NOUN nsubj drove
        drove/drive VERB root - VBD
        rebels NOUN obj drove
        out ADP case Goma
        of ADP fixed out
        Goma PROPN obl drove
    """)
    assert t.preposition(at(t, "Goma")) == "out of"
    assert t.preposition(at(t, "rebels")) == ""


def test_the_word_before_the_hyphen() -> None:
    backed = """
        Rwanda PROPN compound backed
        - PUNCT punct Rwanda
        backed/back VERB amod rebels VBN
        rebels NOUN root -
    """
    t = tree(backed)
    assert t.hyphen_name(at(t, "backed")) == at(t, "Rwanda")
    assert t.hyphen_name(at(t, "rebels")) is None


def test_a_phrase_has_its_of_phrase_but_no_clause_nor_conjunct() -> None:
    t = tree("""
        the DET det army
        regular ADJ amod army
        army NOUN nsubj and
        of ADP case Chad
        Chad PROPN nmod army
        which PRON nsubj fled
        fled/flee VERB acl:relcl army VBD
        and CCONJ root -
        militia NOUN conj army
    """)
    assert words(t, t.phrase(at(t, "army"))) == "the regular army of Chad"
    assert words(t, t.core(at(t, "army"))) == "regular army"


def test_a_phrase_leaves_out_its_own_preposition_and_apposition() -> None:
    t = tree("""
        fled/flee VERB root - VBD
        near ADP case town
        the DET det town
        border NOUN compound town
        town NOUN obl fled
        , PUNCT punct Birao
        Birao PROPN appos town
    """)
    assert words(t, t.phrase(at(t, "town"))) == "the border town"
    assert words(t, t.core(at(t, "town"))) == "border town"


def test_the_core_of_a_name_is_the_whole_name() -> None:
    t = tree("""
        the DET det Bosco
        rebel NOUN compound Bosco
        general NOUN compound Bosco
        Bosco PROPN root -
        Ntaganda PROPN flat Bosco
        of ADP case M23
        M23 PROPN nmod Bosco
    """)
    assert words(t, t.core(at(t, "Bosco"))) == "rebel general Bosco Ntaganda"


def test_a_possessor_is_of_the_phrase_and_not_of_the_core() -> None:
    t = tree("""
        Chad PROPN nmod:poss army
        's PART case Chad
        army NOUN root -
    """)
    assert words(t, t.phrase(at(t, "army"))) == "Chad's army"
    assert words(t, t.core(at(t, "army"))) == "army"


def test_a_phrase_ends_with_its_sentence() -> None:
    t = tree(ACTIVE, "Burundi PROPN root -")
    assert words(t, t.phrase(at(t, "Burundi"))) == "Burundi"
    assert words(t, t.phrase(at(t, "Goma"))) == "Goma"


def test_a_cycle_of_control_ends() -> None:
    """A parser that errs may hang an infinitive under infinitives without end; the search gives up."""
    rows = ["w0 VERB root - VB"] + [f"w{i} VERB xcomp w{i - 1} VB" for i in range(1, 12)]
    t = tree("\n".join(rows))
    assert subject(t, "w11") is None
