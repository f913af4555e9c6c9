"""Web copies of one plan, found by MinHash over five-character shingles of the repaired text.

Computed with NumPy: six times as fast as datasketch (docs/decisions/0006).
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]

SIZE = 128
_SHINGLE = 5
_BANDS = 16
_ALIKE = 0.7
_UNIMPORTANT = re.compile(r"[\W_]+")
_RANDOM = np.random.default_rng(20_260_101)
_FACTORS: Words = _RANDOM.integers(1, 2**63, SIZE, dtype=np.uint64) | np.uint64(1)
_OFFSETS: Words = _RANDOM.integers(0, 2**63, SIZE, dtype=np.uint64)
_POWERS: Words = np.array([pow(0x100000001B3, k, 2**64) for k in range(_SHINGLE)], dtype=np.uint64)


def signature_of(text: str) -> bytes:
    """128 minima, 32 bits each; texts of equal words but other marks and spaces sign alike."""
    squeezed = _UNIMPORTANT.sub("", text).ljust(_SHINGLE, " ")
    codes = np.frombuffer(squeezed.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    count = len(codes) - _SHINGLE + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for place in range(_SHINGLE):
        hashes += codes[place : place + count] * _POWERS[place]
    hashes ^= hashes >> np.uint64(31)
    hashes *= np.uint64(0x9E3779B97F4A7C15)
    hashes ^= hashes >> np.uint64(29)
    hashes = np.unique(hashes)
    minima = [
        ((hashes * a + b) >> np.uint64(32)).min() for a, b in zip(_FACTORS, _OFFSETS, strict=True)
    ]
    return np.array(minima, dtype="<u4").tobytes()


def similarity(left: bytes, right: bytes) -> float:
    """The estimated share of shingles that two signed texts have in common."""
    return float(np.mean(np.frombuffer(left, "<u4") == np.frombuffer(right, "<u4")))


def clusters(ids: Sequence[str], signatures: Sequence[bytes]) -> dict[str, str]:
    """Maps each document that has a near-duplicate to its cluster, named by its least id."""
    if not ids:
        return {}
    order = sorted(range(len(ids)), key=lambda index: ids[index])
    table = np.frombuffer(b"".join(signatures[index] for index in order), "<u4").reshape(-1, SIZE)
    parents = list(range(len(ids)))
    width = SIZE // _BANDS
    for band in range(_BANDS):
        keys = np.ascontiguousarray(table[:, band * width : (band + 1) * width])
        _join_equal(keys.view(f"V{4 * width}").ravel(), table, parents)
    roots = [_root(parents, place) for place in range(len(ids))]
    shared = {root for place, root in enumerate(roots) if root != place}
    return {
        ids[order[place]]: ids[order[root]] for place, root in enumerate(roots) if root in shared
    }


def _join_equal(
    keys: npt.NDArray[np.void], table: npt.NDArray[np.uint32], parents: list[int]
) -> None:
    """Joins documents of one key to their first, so a thousand copies cost a thousand looks."""
    first: dict[bytes, int] = {}
    for place, key in enumerate(keys.tolist()):
        leader = first.setdefault(key, place)
        if leader == place or _root(parents, leader) == _root(parents, place):
            continue
        if np.mean(table[leader] == table[place]) >= _ALIKE:
            low, high = sorted((_root(parents, leader), _root(parents, place)))
            parents[high] = low


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
