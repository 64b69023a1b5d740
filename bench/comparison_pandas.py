"""The same from stored answers with pandas, as somebody who knows pandas well writes it: long tables, groupby, merge.

Small types and categories where pandas has them, no Python loop over boards, and the same k-d tree for the neighbours.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from bench import measured
from bench.comparison_data import DOMAINS, load

PEERS, FETCHED, MIN_PEERS, MIN_COVERAGE = 10, 16, 5, 0.6


def compare(folder: Path) -> Mapping[str, object]:
    scores = domain_scores(folder)
    peers = peer_pairs(folder)
    counting = scores.loc[scores["coverage"] >= MIN_COVERAGE, ["board", "domain", "score"]]
    pairs = peers.merge(counting.rename(columns={"board": "peer"}), on="peer")
    own = scores[["board", "domain", "score"]].rename(columns={"score": "own"})
    pairs = pairs.merge(own, on=["board", "domain"])
    pairs["half_below"] = (pairs["score"] < pairs["own"]) * 0.5 + (pairs["score"] <= pairs["own"]) * 0.5
    grouped = pairs.groupby(["board", "domain"])
    quartiles = grouped["score"].quantile([0.25, 0.5, 0.75]).unstack()  # noqa: PD010 - nothing to pivot here
    compared = pd.DataFrame(
        {
            "peers": grouped.size(),
            "p25": quartiles[0.25],
            "median": quartiles[0.5],
            "p75": quartiles[0.75],
            "rank": grouped["half_below"].mean() * 100,
        }
    )
    compared.loc[compared["peers"] < MIN_PEERS, ["p25", "median", "p75", "rank"]] = np.nan
    table = scores.set_index(["board", "domain"]).join(compared)
    table["peers"] = table["peers"].fillna(0).astype("int8")
    table.loc[table["score"].isna(), "rank"] = np.nan
    table = table.sort_index()
    columns = ["score", "coverage", "peers", "median", "p25", "p75", "rank"]
    return {column: table[column].to_numpy().reshape(-1, DOMAINS) for column in columns}


def domain_scores(folder: Path) -> pd.DataFrame:
    answers = pd.DataFrame(load(folder, "answers"))
    boards, questions = answers.shape
    long = pd.DataFrame(
        {
            "board": np.repeat(np.arange(boards, dtype="int32"), questions),
            "question": np.tile(np.arange(questions, dtype="int8"), boards),
            "answer": answers.to_numpy().ravel(),
        }
    )
    asked = load(folder, "asked")[load(folder, "types")]
    long = long[(long["answer"] != -2) & asked.ravel()]
    long["domain"] = load(folder, "domain_of").astype("int8")[long["question"]]
    long["weight"] = load(folder, "weights").astype("int16")[long["question"]]
    answered = long["answer"] >= 0
    long["points"] = long["weight"] * long["answer"].where(answered, 0)
    long["answered"] = long["weight"].where(answered, 0)
    sums = long.groupby(["board", "domain"])[["weight", "points", "answered"]].sum().reset_index()
    sums["score"] = 100 * sums["points"] / (5 * sums["answered"])
    sums["coverage"] = sums["answered"] / sums["weight"]
    every = pd.MultiIndex.from_product([range(boards), range(DOMAINS)], names=["board", "domain"]).to_frame(index=False)
    every = every.astype({"board": "int32", "domain": "int8"})
    return every.merge(sums[["board", "domain", "score", "coverage"]], how="left")


def peer_pairs(folder: Path) -> pd.DataFrame:
    boards = pd.DataFrame({name: load(folder, name) for name in ("types", "inhabitants", "ict_users")})
    found = [nearest(same_type) for _, same_type in boards.groupby("types")]
    return pd.concat(found, ignore_index=True)


def nearest(boards: pd.DataFrame) -> pd.DataFrame:
    scaled = np.log(boards[["inhabitants", "ict_users"]])
    scaled = (scaled - scaled.mean()) / scaled.std(ddof=0)
    fetched = min(FETCHED, len(boards))
    _, places = cKDTree(scaled).query(scaled, k=fetched)
    rows = boards.index.to_numpy()
    pairs = pd.DataFrame({"board": np.repeat(rows, fetched), "peer": rows[places.ravel()]})
    chosen = first_ten(pairs, boards, scaled)
    if fetched < len(boards):  # too few within the ratio, or a tie at the edge: look among all boards of the type
        furthest = distance(pd.DataFrame({"board": rows, "peer": rows[places[:, -1]]}), scaled).to_numpy()
        last = chosen.groupby("board")["distance"].agg(["size", "max"]).reindex(rows)
        doubtful = rows[~((last["size"] == PEERS) & (last["max"] < furthest)).to_numpy()]
        everybody = pd.DataFrame({"board": doubtful}).merge(pd.DataFrame({"peer": rows}), how="cross")
        again = first_ten(everybody, boards, scaled)
        chosen = pd.concat([chosen[~chosen["board"].isin(doubtful)], again])
    return chosen[["board", "peer"]].astype("int32")


def first_ten(pairs: pd.DataFrame, boards: pd.DataFrame, scaled: pd.DataFrame) -> pd.DataFrame:
    inhabitants = boards["inhabitants"]
    ratio = inhabitants.loc[pairs["board"]].to_numpy() / inhabitants.loc[pairs["peer"]].to_numpy()
    pairs = pairs[(pairs["board"] != pairs["peer"]) & (ratio >= 0.5) & (ratio <= 2)].copy()
    pairs["distance"] = distance(pairs, scaled)
    return pairs.sort_values(["board", "distance", "peer"]).groupby("board").head(PEERS)


def distance(pairs: pd.DataFrame, scaled: pd.DataFrame) -> pd.Series:
    apart = scaled.loc[pairs["board"]].to_numpy() - scaled.loc[pairs["peer"]].to_numpy()
    return pd.Series(np.hypot(*apart.T).round(9), index=pairs.index)


if __name__ == "__main__":
    measured.main(compare)
