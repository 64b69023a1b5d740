"""How firm a ranking is: before publication to choose a method, after award to explain it; never to change it in between.

`shares` are, for each offer, which part of the points for each criterion it has (0 to 1; see `rules.ranking.shares`).
"""
