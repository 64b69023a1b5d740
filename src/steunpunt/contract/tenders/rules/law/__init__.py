"""The law of public contracts as dated data: what held on a day, where it stands, when somebody read it, and how sure that is.

Nothing here decides for a buyer: what is unsettled, or was not checked, comes out as a warning.
"""
