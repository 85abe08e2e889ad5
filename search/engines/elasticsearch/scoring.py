"""The match as a script: the exact likeness (L) of every practice from its row (`matching/row_vector.py`).

One number carries the whole order of a land: L in steps, then how many factors are known. Both are whole and
small enough for a 32-bit score, so nothing is lost on the way, and ties are ties.
"""

from typing import Any, Final

from matching import profile, ranking, row_vector, tables
from matching.row_vector import Program

# More than there are factors.
_STRIDE: Final = 32

# A distance outside every range is rare enough to pay for exp. Limiters add HALVING to the sum; its whole
# multiples are counted in the end. The rounding is `ranking.steps_of`: halves up, and a millionth for noise.
_SOURCE: Final = """
float[] row = doc['row'].vectorValue;
List numbers = params.numbers;
double sum = 0.0;
int at = 0;
for (int i = 0; i < numbers.size(); i += NUMBER_WIDTH) {
  double weight = (double) numbers.get(i);
  if (weight > 0.0) {
    double value = (double) numbers.get(i + 1);
    double below = (double) row[at] + (double) row[at + 1] - value;
    double above = value - ((double) row[at + 2] + (double) row[at + 3]);
    double distance = Math.max(below, above);
    if (distance > 0.0) {
      if (distance > (double) numbers.get(i + 3)) { sum += HALVING; }
      distance /= (double) numbers.get(i + 2);
      weight *= Math.exp(distance * distance * -0.6931471805599453);
    }
    sum += weight;
  }
  at += RANGE_WIDTH;
}
List columns = params.columns;
List values = params.values;
for (int i = 0; i < columns.size(); i += COLUMN_WIDTH) {
  sum += (double) values.get((int) columns.get(i + 1) + (int) row[(int) columns.get(i)]);
}
List shares = params.shares;
for (int i = 0; i < shares.size(); i += SHARE_WIDTH) {
  int mask = (int) row[(int) (double) shares.get(i)] & (int) (double) shares.get(i + 2);
  sum += (double) shares.get(i + 1) * Integer.bitCount(mask) / (double) shares.get(i + 3);
}
double halvings = Math.floor(sum / HALVING + TOLERANCE);
double L = Math.max(0.0, sum - halvings * HALVING) / (double) params.total * Math.pow(HALF, halvings);
int known = (int) row[KNOWN_AT] & (int) params.asked;
return Math.floor(L * L_STEPS + 0.500001) * STRIDE + Integer.bitCount(known);
"""


def _filled(source: str) -> str:
    names = ("KNOWN_AT", "NUMBER_WIDTH", "COLUMN_WIDTH", "SHARE_WIDTH", "RANGE_WIDTH")
    values = {name: getattr(row_vector, name) for name in names}
    values |= {"HALVING": tables.HALVING, "TOLERANCE": tables.HALVING_TOLERANCE}
    values |= {
        "L_STEPS": float(profile.LIKENESS_STEPS),
        "HALF": profile.LIMITER_FACTOR,
        "STRIDE": float(_STRIDE),
    }
    # Longer names first: one may begin another.
    for name in sorted(values, key=len, reverse=True):
        source = source.replace(name, repr(values[name]))
    return source


SOURCE: Final = _filled(_SOURCE)


def script(program: Program) -> dict[str, Any]:
    """Return the script of a `script_score` query for one question."""
    params = {name: getattr(program, name) for name in Program.__dataclass_fields__}
    return {"lang": "painless", "source": SOURCE, "params": params}


def lowest_score(likeness: float) -> float:
    """Return the lowest score of a practice with at least this likeness."""
    return float(ranking.steps_of(likeness) * _STRIDE)


def surpasses(score: float, likeness: float) -> bool:
    """Return whether a practice with this score stands before every one that has this likeness."""
    return score >= (ranking.steps_of(likeness) + 1) * _STRIDE
