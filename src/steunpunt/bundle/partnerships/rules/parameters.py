"""Every number of the method, in one place. Source: the project's own method, tried on the Flemish boards of 2011."""

SCALE_WEIGHT, COMMON_WEIGHT, COMPLEMENT_WEIGHT, TIE_WEIGHT = 0.35, 0.30, 0.25, 0.10
"""What same scale, common needs, being able to help one another and sharing something already weigh in an affinity."""

CROWD_COST = 0.02
"""What coordination takes off the affinity of a group for each board above two."""
GROUP_COST = 0.30
"""What it takes to have a group at all."""

TARGET_LEVEL, TOP_LEVEL = 3.5, 5
"""A board needs something below the target; levels run from 0 to the top."""
HELP_GAP, HELPER_FROM = 2.5, 2.5
"""A helper helps fully when it is so far ahead, and from this level on."""

MOST_GROUPS = 400_000
"""More feasible groups than this are not weighed one by one: a smaller size is, and the page says so."""
"""At eight boards a group all of Flanders has some 35,000."""

SOLVER_SECONDS = 60
"""After which the best division so far is given, said not to be proven."""

DIVISIONS, BEST_OF_EACH = 3, 5
"""So many divisions are shown side by side, and so many groups for one board."""
