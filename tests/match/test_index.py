"""Names near a name: the inverted index finds what comparing with each would find."""

from __future__ import annotations

from math import log

from hypothesis import given
from hypothesis import strategies as st

from tracker.match.index import Corpus, _Grams, bigrams

NAMES = st.lists(st.text("停车场新建公厕", min_size=1, max_size=6), min_size=1, max_size=40)


def nearest(texts: list[str], queries: list[str], limit: int) -> list[int]:
    """The same, said plainly: all texts scored against all queries, and put in order."""
    total = len(texts) + 1
    often = {gram: sum(gram in bigrams(text) for text in texts) for query in queries for gram in bigrams(query)}

    def score(text: str) -> float:
        shared = [sorted(bigrams(query) & bigrams(text)) for query in queries]
        return max(sum((log(total / often[gram]) for gram in grams), 0.0) for grams in shared)

    scored = [(-score(text), number) for number, text in enumerate(texts)]
    return [number for points, number in sorted(scored) if points][:limit]


@given(NAMES, st.lists(st.text("停车场新建公厕", min_size=1, max_size=6), min_size=1, max_size=3), st.integers(1, 12))
def test_the_nearest_are_found_best_first_and_ties_in_the_texts_order(
    texts: list[str], queries: list[str], limit: int
) -> None:
    assert _Grams(texts).search(queries, limit) == nearest(texts, queries, limit)


def test_a_corpus_of_nothing_has_nothing_near() -> None:
    corpus = Corpus([])
    assert corpus.find_figures(["停车场"]) == []
    assert corpus.find_told(["停车场"]) == []
