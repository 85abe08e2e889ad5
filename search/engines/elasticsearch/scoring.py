"""The match as a script: L of every practice, exactly, from its row of numbers (`search/core/packed.py`).

One number carries the whole order of a land: L in steps, then how many factors are known. Both are whole and
small enough for a 32-bit score, so nothing is lost on the way, and ties are ties.
"""

from typing import Any, Final, NamedTuple

from search.core import packed, profile, ranking
from search.core.packed import Program

# More than there are factors.
_STRIDE: Final = 32

# Every loop reads one of the program's flat lists; a score outside every range is rare enough to pay for exp.
# The rounding is `ranking.steps_of`, which counts halves up, and a millionth more for noise.
_SOURCE: Final = """
float[] row = doc['row'].vectorValue;
List numbers = params.numbers; List classes = params.classes;
List shares = params.shares; List switches = params.switches;
int known = (int) row[KNOWN_AT];
double sum = 0.0; double halves = 1.0;
for (int i = 0; i < numbers.size(); i += NUMBER_WIDTH) {
  double limit = (double) numbers.get(i + 5);
  if ((known & (int) (double) numbers.get(i)) == 0) {
    if (limit < NO_LIMIT) { halves *= HALF; }
  } else {
    int at = (int) (double) numbers.get(i + 1);
    double value = (double) numbers.get(i + 2);
    double weight = (double) numbers.get(i + 4);
    double below = (double) row[at] + (double) row[at + 1] - value;
    double above = value - ((double) row[at + 2] + (double) row[at + 3]);
    double distance = Math.max(below, above);
    if (distance > 0.0) {
      if (distance > limit) { halves *= HALF; }
      distance /= (double) numbers.get(i + 3);
      weight *= Math.exp(distance * distance * -0.6931471805599453);
    }
    sum += weight;
  }
}
for (int i = 0; i < classes.size(); i += CLASS_WIDTH) {
  int mask = (int) row[(int) (double) classes.get(i)];
  double best = 0.0;
  for (int j = i + 2; mask != 0; mask >>= 1) {
    if ((mask & 1) != 0) { best = Math.max(best, (double) classes.get(j)); }
    j += 1;
  }
  sum += (double) classes.get(i + 1) * best;
}
for (int i = 0; i < shares.size(); i += SHARE_WIDTH) {
  int mask = (int) row[(int) (double) shares.get(i)] & (int) (double) shares.get(i + 2);
  sum += (double) shares.get(i + 1) * Integer.bitCount(mask) / (double) shares.get(i + 3);
}
for (int i = 0; i < switches.size(); i += SWITCH_WIDTH) {
  int met = (int) row[(int) switches.get(i)] & (int) switches.get(i + 1);
  if ((met != 0) == ((int) switches.get(i + 2) == 1)) { halves *= HALF; }
}
double steps = Math.floor(sum / (double) params.total * halves * L_STEPS + 0.500001);
return steps * STRIDE + Integer.bitCount(known & (int) params.asked);
"""


def _filled(source: str) -> str:
    names = ("KNOWN_AT", "NUMBER_WIDTH", "NO_LIMIT", "CLASS_WIDTH", "SHARE_WIDTH", "SWITCH_WIDTH")
    values = {name: getattr(packed, name) for name in names}
    values |= {"L_STEPS": float(profile.L_STEPS), "HALF": profile.LIMITER_FACTOR, "STRIDE": float(_STRIDE)}
    for name, value in values.items():
        source = source.replace(name, repr(value))
    return source


SOURCE: Final = _filled(_SOURCE)


class Place(NamedTuple):
    """What a score says of a practice's place in the land's order."""

    steps: int
    known: int


def script(program: Program) -> dict[str, Any]:
    params = {
        "numbers": program.numbers,
        "classes": program.classes,
        "shares": program.shares,
        "switches": program.switches,
        "asked": program.asked,
        "total": program.total,
    }
    return {"lang": "painless", "source": SOURCE, "params": params}


def place_of(score: float) -> Place:
    return Place(*divmod(round(score), _STRIDE))


def least(L: float) -> float:
    """The lowest score of a practice with at least this L."""
    return float(ranking.steps_of(L) * _STRIDE)
