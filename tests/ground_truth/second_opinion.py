"""The description of the scan, followed to the letter in exact fractions, without any code of the platform.

Slow and plain on purpose: it is here to disagree when the platform is wrong. A questionnaire is what YAML gives; boards
are as in a worked case: `id`, `type`, `municipality`, `inhabitants`, `ict_users`, `answers`, `self` and `issue`.
"""

from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 40


def full_scan(questionnaire, boards):
    return {board["id"]: _one_board(questionnaire, board, boards) for board in boards}


def _one_board(questionnaire, board, boards):
    peers = nearest(board, boards)
    domains = {}
    for domain in questionnaire["domains"]:
        own = score(domain, board)
        if own is None:
            continue
        theirs = []
        for peer in peers:
            other = score(domain, peer)
            if other["score"] is not None and other["coverage"] >= Fraction(6, 10):
                theirs.append(other["score"])
        row = dict(own, level=None if own["score"] is None else own["score"] / 20, n_peers=len(theirs))
        row |= dict.fromkeys(("peer_median", "peer_p25", "peer_p75", "percentile_rank"))
        if len(theirs) >= 5:
            row["peer_median"] = type_7(theirs, Fraction(1, 2))
            row["peer_p25"] = type_7(theirs, Fraction(1, 4))
            row["peer_p75"] = type_7(theirs, Fraction(3, 4))
            if own["score"] is not None:
                below = sum(1 for value in theirs if value < own["score"])
                equal = sum(1 for value in theirs if value == own["score"])
                row["percentile_rank"] = Fraction(100) * (below + Fraction(equal, 2)) / len(theirs)
        row["status"] = status(row)
        row["insight"] = insight(row, board["self"][domain["code"]], board["issue"][domain["code"]])
        domains[domain["code"]] = row
    answer = {"peers": [peer["id"] for peer in peers], "domains": domains}
    if board["type"] == "ocmw":
        answer["channel"] = {
            domain["code"]: channel(domain, board, boards)
            for domain in questionnaire["domains"]
            if domain["code"] in domains
        }
    return answer


def score(domain, board):
    asked = [question for question in domain["questions"] if board["type"] in question["who"]]
    if not asked:
        return None
    applicable = [question for question in asked if board["answers"].get(question["id"]) != "nvt"]
    total = sum(question["weight"] for question in applicable)
    if total == 0:
        return dict.fromkeys(("score", "coverage", "lower", "upper", "dont_know_share"))
    answered, points, unknown = 0, 0, 0
    for question in applicable:
        answer = board["answers"].get(question["id"])
        if answer == "wn":
            unknown += question["weight"]
        for option in question["options"]:
            if option["code"] == answer:
                answered += question["weight"]
                points += question["weight"] * option["level"]
    return {
        "score": Fraction(100 * points, 5 * answered) if answered else None,
        "coverage": Fraction(answered, total),
        "lower": Fraction(100 * points, 5 * total),
        "upper": Fraction(100 * points, 5 * total) + Fraction(100 * (total - answered), total),
        "dont_know_share": Fraction(unknown, total),
    }


def nearest(board, boards):
    same = [other for other in boards if other["type"] == board["type"]]
    logs = [(Decimal(other["inhabitants"]).ln(), Decimal(other["ict_users"]).ln()) for other in same]
    z_scored = list(zip(*(_z_scores(column) for column in zip(*logs, strict=True)), strict=True))
    own = z_scored[[other["id"] for other in same].index(board["id"])]
    found = []
    for other, place in zip(same, z_scored, strict=True):
        ratio = Fraction(other["inhabitants"], board["inhabitants"])
        if other["id"] != board["id"] and Fraction(1, 2) <= ratio <= 2:
            squared = (place[0] - own[0]) ** 2 + (place[1] - own[1]) ** 2
            found.append((round(squared.sqrt(), 20), other["id"], other))
    return [other for _, _, other in sorted(found, key=lambda each: each[:2])[:10]]


def _z_scores(column):
    mean = sum(column) / len(column)
    spread = (sum((value - mean) ** 2 for value in column) / len(column)).sqrt()
    return [(value - mean) / spread if spread else Decimal(0) for value in column]


def type_7(values, p):
    ordered = sorted(values)
    place = 1 + (len(ordered) - 1) * p
    whole = place.numerator // place.denominator
    following = ordered[min(whole, len(ordered) - 1)]
    return ordered[whole - 1] + (place - whole) * (following - ordered[whole - 1])


def status(row):
    if row["coverage"] is None or row["coverage"] < Fraction(6, 10):
        return "onvoldoende ingevuld"
    compared = row["n_peers"] >= 5
    if row["score"] < 40 or (compared and row["score"] < row["peer_p25"]):
        return "verbeterpunt"
    if row["score"] >= 60 and (not compared or row["score"] >= row["peer_median"]):
        return "sterk"
    return "op peil"


def insight(row, self_estimate, issue):
    if row["dont_know_share"] is not None and row["dont_know_share"] >= Fraction(1, 4):
        return "blinde vlek"
    if row["status"] == "verbeterpunt":
        return "bekend knelpunt" if issue or self_estimate <= 2 else "nieuw aan het licht"
    if row["status"] == "sterk":
        return "onderschat" if self_estimate <= 2 else "bevestigd sterk"
    return ""


def channel(domain, board, boards):
    def level(other):
        found = score(domain, other)["score"]
        return None if found is None else found / 20

    own = level(board)
    (home,) = (
        other for other in boards if other["type"] == "gemeente" and other["municipality"] == board["municipality"]
    )
    gemeente = level(home)
    if own is None or gemeente is None:
        return {"potential_GO": None, "potential_OO": None, "delta": None, "verdict": None}
    levels = [level(other) for other in boards if other["type"] == "ocmw" and other["id"] != board["id"]]
    gains = [_pair(own, other) for other in levels if other is not None]
    go = _prior(domain, "GO") / 3 * _pair(own, gemeente)
    oo = _prior(domain, "OO") / 3 * (sum(gains) / len(gains) if gains else 0)
    if go < Fraction(15, 100) and oo < Fraction(15, 100):
        verdict = "geen nood"
    elif abs(go - oo) < Fraction(1, 10):
        verdict = "beide mogelijk"
    else:
        verdict = "met de eigen gemeente" if go > oo else "tussen OCMW's"
    return {"potential_GO": go, "potential_OO": oo, "delta": go - oo, "verdict": verdict}


def _prior(domain, scope):
    asked = [question for question in domain["questions"] if "ocmw" in question["who"]]
    weight = sum(question["weight"] for question in asked)
    return Fraction(sum(question["weight"] * question["tags"][scope] for question in asked), weight)


def _pair(one, other):
    need = min(max(Fraction(0), Fraction(7, 2) - each) / 5 for each in (one, other))
    return max(need / Fraction(7, 10), _help(one, other), _help(other, one))


def _help(helper, helped):
    ahead = min(max((helper - helped) / Fraction(5, 2), Fraction(0)), Fraction(1))
    good = min(max(helper - Fraction(5, 2), Fraction(0)), Fraction(1))
    return ahead * good
