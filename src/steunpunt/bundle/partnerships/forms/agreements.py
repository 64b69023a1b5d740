"""What people fill in about agreements: parsed, not saved."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships.choices import AgreementKind, SignedPaper
from steunpunt.bundle.partnerships.forms.life import area, day

SPARE = 2
"""Empty articles at the end of the text, to write new ones in."""


class BeginForm(forms.Form):
    """Begin to write an agreement or an amendment."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind)
    title = forms.CharField(label=_("Title"), max_length=160)
    enters_on = day(_("Holds from"))


class TextForm(forms.Form):
    """The articles of an agreement; one that is emptied goes."""

    def __init__(self, *args: Any, articles: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(articles) + SPARE
        for number in range(1, self.count + 1):
            one = articles[number - 1] if number <= len(articles) else {"title": "", "text": ""}
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Article %(n)s, title") % {"n": number},
                max_length=120,
                required=False,
                initial=one["title"],
            )
            self.fields[f"text_{number}"] = area(_("Article %(n)s, text") % {"n": number}, rows=5)
            self.fields[f"text_{number}"].initial = one["text"]

    def articles(self) -> list[dict[str, str]]:
        given = [
            {
                "title": self.cleaned_data[f"title_{number}"].strip(),
                "text": self.cleaned_data[f"text_{number}"].replace("\r\n", "\n").strip(),
            }
            for number in range(1, self.count + 1)
        ]
        return [one for one in given if one["title"] or one["text"]]


class RemarkForm(forms.Form):
    """A remark on one article."""

    article = forms.TypedChoiceField(label=_("Article"), coerce=int)
    text = area(_("Remark"), required=True)

    def __init__(self, *args: Any, articles: Sequence[Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = [  # type: ignore[attr-defined]
            (number, f"{number}. {one['title']}") for number, one in enumerate(articles, start=1)
        ]


class WhyForm(forms.Form):
    """Why a text is withdrawn."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class SignForm(forms.Form):
    """Sign what is before you."""

    seen = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I read this text, and I sign it for my board."),
        help_text=_("Your name, the time, your mandate and the hash of the text go on record."),
    )


class SignedPaperForm(forms.Form):
    """A signature that a board gave elsewhere."""

    board = forms.TypedChoiceField(label=_("Board"), coerce=int)
    signer = forms.CharField(label=_("Who signed for the board"), max_length=160)
    basis = forms.CharField(
        label=_("Decision of the board"), max_length=200, help_text=_("Such as “council of 28 March 2011, item 7”.")
    )
    kind = forms.TypedChoiceField(
        label=_("What you bring"),
        coerce=SignedPaper,
        choices=SignedPaper,
        initial=SignedPaper.SCAN,
        widget=forms.RadioSelect,
    )
    paper_on = forms.DateField(
        label=_("Day on the paper"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Of a scan. An electronic signature says itself when it was put."),
    )
    document = forms.FileField(
        label=_("Signed paper"),
        required=False,
        help_text=_(
            "To sign electronically: download the PDF that was put up, sign it as it is, and bring it here. Its signatures are "
            "read and shown."
        ),
    )

    def __init__(self, *args: Any, boards: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = list(boards)  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """A PDF of which somebody wants to know whether it is the signed one."""

    file = forms.FileField(label=_("PDF of the agreement"), help_text=_("It is not kept: only its hash is reckoned."))
