"""What organisations keep: public facts about public bodies, nothing about people."""

from steunpunt.foundation.privacy import Kept

_DATED = "valid_from valid_to"

KEPT = {
    "organisations.Organisation": Kept(
        public=f"{_DATED} kind name name_fr nis_code zone_code enterprise_number ovo_code uri province arrondissement "
        "website is_demo",
    ),
    "organisations.OrganisationName": Kept(public=f"{_DATED} organisation language name"),
    "organisations.Address": Kept(public=f"{_DATED} organisation kind street postal_code locality country"),
    "organisations.Relation": Kept(public=f"{_DATED} source target kind"),
    "organisations.Territory": Kept(public=f"{_DATED} organisation area_km2 latitude longitude postal_codes boundary"),
    "organisations.Border": Kept(public=f"{_DATED} first second shared_border_m"),
    "organisations.PopulationCount": Kept(public="organisation year inhabitants"),
    "organisations.FigureOfOthers": Kept(public="organisation kind year value source"),
}
