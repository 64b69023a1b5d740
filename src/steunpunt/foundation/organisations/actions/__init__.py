"""The verbs of organisations."""

from steunpunt.foundation.organisations.actions.keeping import (
    change_organisation,
    end_organisation,
    end_relation,
    leave_group,
    merge_organisations,
    move_organisation,
    register_organisation,
    relate_organisations,
    rename_organisation,
)
from steunpunt.foundation.organisations.actions.loading import load_boundaries, load_organisations, load_reference

__all__ = [
    "change_organisation",
    "end_organisation",
    "end_relation",
    "leave_group",
    "load_boundaries",
    "load_organisations",
    "load_reference",
    "merge_organisations",
    "move_organisation",
    "register_organisation",
    "relate_organisations",
    "rename_organisation",
]
