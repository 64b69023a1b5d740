"""Volumes over suppliers whose prices fall with volume, to the proven optimum by HiGHS (scipy.optimize.milp)."""
