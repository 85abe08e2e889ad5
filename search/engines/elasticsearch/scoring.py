"""The match as a script: the exact likeness (L) of every practice from its row (`matching/row_vector.py`).

One number carries the whole order of a land: the rank, which is L in steps and more than any steps for the
group "close", then how many factors are known. Both are whole and small enough for a 32-bit score, so nothing
is lost on the way, and ties are ties.
"""

from typing import Any, Final

from matching import profile, ranking, row_vector
from matching.column_scores import CLOSE_RANK
from matching.row_vector import Program

# More than there are factors.
_STRIDE: Final = 32

# A distance outside every range is rare enough to pay for exp. The rounding is `ranking.steps_of`: halves up,
# and a millionth for noise. The states of groups of factors decide only above the bound of "close", and only
# without a limiter, so they are worked out for few rows. They follow `reference.is_like`.
_SOURCE: Final = """
double scoreOfRange(float[] row, int at, List numbers, int i) {
  double value = (double) numbers.get(i + 1);
  double below = (double) row[at] + (double) row[at + 1] - value;
  double above = value - ((double) row[at + 2] + (double) row[at + 3]);
  double distance = Math.max(below, above);
  if (distance <= 0.0) { return 1.0; }
  if (distance > FAR) { return 0.0; }
  double halves = distance / (double) numbers.get(i + 2);
  double score = Math.exp(halves * halves * -0.6931471805599453);
  return distance > (double) numbers.get(i + 3) ? -1.0 - score : score;
}
double scoreOfShare(float[] row, List shares, int i) {
  int both = (int) row[(int) (double) shares.get(i)] & (int) (double) shares.get(i + 1);
  return Integer.bitCount(both) / (double) shares.get(i + 2);
}
void count(double[] sums, int group, double weight, double score) {
  sums[group] += weight * score;
  sums[GROUP_COUNT + group] += weight;
  if (score < NEAR_SCORE) { sums[2 * GROUP_COUNT + group] = 1.0; }
}
boolean isLike(float[] row, Map params, double rainShare) {
  int known = (int) row[KNOWN_AT];
  double[] sums = new double[3 * GROUP_COUNT];
  List numbers = params.numbers;
  int at = 0;
  for (int i = 0; i < numbers.size(); i += NUMBER_WIDTH) {
    double weight = (double) numbers.get(i);
    if ((double) numbers.get(i + 4) > 0.0) { weight *= rainShare; }
    if (weight > 0.0 && (known & (int) (double) numbers.get(i + 5)) != 0) {
      count(sums, (int) (double) numbers.get(i + 6), weight, scoreOfRange(row, at, numbers, i));
    }
    at += RANGE_WIDTH;
  }
  List classes = params.classes;
  List scores = params.scores;
  for (int i = 0; i < classes.size(); i += CLASS_WIDTH) {
    if ((known & (int) (double) classes.get(i + 3)) != 0) {
      int mask = (int) row[(int) (double) classes.get(i)];
      double score = (double) scores.get((int) (double) classes.get(i + 1) + mask);
      count(sums, (int) (double) classes.get(i + 4), (double) classes.get(i + 2), score);
    }
  }
  List shares = params.shares;
  for (int i = 0; i < shares.size(); i += SHARE_WIDTH) {
    if ((known & (int) (double) shares.get(i + 4)) != 0) {
      count(sums, (int) (double) shares.get(i + 5), (double) shares.get(i + 3), scoreOfShare(row, shares, i));
    }
  }
  int compared = 0;
  for (int group = 0; group < GROUP_COUNT; group++) {
    double weight = sums[GROUP_COUNT + group];
    if (weight > 0.0) {
      compared++;
      if (sums[group] / weight < NEAR_SCORE) { return false; }
    }
  }
  double climate = sums[GROUP_COUNT];
  double asked = (double) params.group_totals.get(0) + rainShare * (double) params.rain_total;
  return compared >= ENOUGH_GROUPS && climate > 0.0 && sums[2 * GROUP_COUNT] == 0.0
    && sums[0] / climate >= CLOSE_SCORE && climate / asked >= ENOUGH_KNOWN;
}
float[] row = doc['row'].vectorValue;
double rainShare = (double) params.rain_shares.get((int) row[WATER_AT]);
List numbers = params.numbers;
double sum = 0.0;
int applied = 0;
int at = 0;
for (int i = 0; i < numbers.size(); i += NUMBER_WIDTH) {
  double weight = (double) numbers.get(i);
  if (weight > 0.0) {
    if ((double) numbers.get(i + 4) > 0.0) { weight *= rainShare; }
    double score = scoreOfRange(row, at, numbers, i);
    if (score < 0.0) {
      if (weight > 0.0) { applied++; }
      score = -1.0 - score;
    }
    sum += weight * score;
  }
  at += RANGE_WIDTH;
}
List classes = params.classes;
List scores = params.scores;
for (int i = 0; i < classes.size(); i += CLASS_WIDTH) {
  int mask = (int) row[(int) (double) classes.get(i)];
  sum += (double) classes.get(i + 2) * (double) scores.get((int) (double) classes.get(i + 1) + mask);
}
List shares = params.shares;
for (int i = 0; i < shares.size(); i += SHARE_WIDTH) {
  sum += (double) shares.get(i + 3) * scoreOfShare(row, shares, i);
}
applied += Integer.bitCount((int) row[CONFLICTS_AT] & (int) params.denied);
int needed = (int) row[CROPS_AT];
if ((int) params.crops != UNTOLD && needed != 0 && (needed & (int) params.crops) == 0) { applied++; }
double asked = (double) params.other_total + rainShare * (double) params.rain_total;
double L = asked > 0.0 ? sum / asked * Math.pow(HALF, applied) : 0.0;
double rank = Math.floor(L * L_STEPS + 0.500001);
if ((int) params.grouped == 1 && applied == 0 && rank >= CLOSE_STEPS && isLike(row, params, rainShare)) {
  rank += CLOSE_RANK;
}
int known = Integer.bitCount((int) row[KNOWN_AT] & (int) params.asked_other);
if (rainShare > 0.0) { known += Integer.bitCount((int) row[KNOWN_AT] & (int) params.asked_rain); }
return rank * STRIDE + known;
"""


def _filled(source: str) -> str:
    names = ("KNOWN_AT", "CONFLICTS_AT", "CROPS_AT", "WATER_AT", "FAR", "UNTOLD")
    widths = ("NUMBER_WIDTH", "CLASS_WIDTH", "SHARE_WIDTH", "RANGE_WIDTH")
    values: dict[str, Any] = {name: getattr(row_vector, name) for name in (*names, *widths)}
    values |= {
        "GROUP_COUNT": len(profile.FACTOR_GROUPS),
        "ENOUGH_GROUPS": profile.ENOUGH_FACTOR_GROUPS,
        "ENOUGH_KNOWN": profile.FACTOR_GROUP_COVERAGE - profile.SCORE_TOLERANCE,
        "CLOSE_SCORE": profile.CLOSE_SCORE - profile.SCORE_TOLERANCE,
        "NEAR_SCORE": profile.NEAR_SCORE - profile.SCORE_TOLERANCE,
        "CLOSE_STEPS": float(ranking.steps_of(profile.CLOSE_LIKENESS)),
        "CLOSE_RANK": float(CLOSE_RANK),
        "L_STEPS": float(profile.LIKENESS_STEPS),
        "HALF": profile.LIMITER_FACTOR,
        "STRIDE": float(_STRIDE),
    }
    # Longer names first: one may begin another.
    for name in sorted(values, key=len, reverse=True):
        source = source.replace(name, repr(values[name]))
    return source


SOURCE: Final = _filled(_SOURCE)


# The lowest score of the group "close".
LOWEST_CLOSE: Final = float(CLOSE_RANK * _STRIDE)


def script(program: Program) -> dict[str, Any]:
    """Return the script of a `script_score` query for one question."""
    params = {name: getattr(program, name) for name in Program.__dataclass_fields__}
    return {"lang": "painless", "source": SOURCE, "params": params}


def lowest_score(likeness: float) -> float:
    """Return the lowest score of a practice with at least this likeness, in whatever group."""
    return float(ranking.steps_of(likeness) * _STRIDE)


def surpasses(score: float, likeness: float) -> bool:
    """Return whether a practice with this score stands before every one that has this likeness."""
    return score >= (ranking.steps_of(likeness) + 1) * _STRIDE
