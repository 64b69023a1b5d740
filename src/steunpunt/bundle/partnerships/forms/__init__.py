from steunpunt.bundle.partnerships.forms.seeking import KINDS, WantedForm, WhereForm

__all__ = ["KINDS", "WantedForm", "WhereForm"]
