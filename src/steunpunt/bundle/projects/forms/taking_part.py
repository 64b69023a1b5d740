"""What people fill in about projects and taking part: parsed, not saved."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects.actions.calling import Question
from steunpunt.bundle.projects.actions.deciding import Paper, Stand
from steunpunt.bundle.projects.actions.proposing import Changes, Proposal
from steunpunt.bundle.projects.choices import (
    Act,
    Origin,
    Outcome,
    Phase,
    ProjectState,
    Readers,
    RolloutState,
    TakenBy,
    Template,
    Verdict,
    words,
)
from steunpunt.bundle.projects.forms.fields import Choices, in_words, long_text
from steunpunt.foundation.ui.forms import NumberField, day_field


class ProposalForm(forms.Form):
    title = forms.CharField(label=_("Name of the project"), max_length=120)
    purpose = long_text(_("What it is for"), help_text=_("In a few sentences that everybody understands."))
    unit = forms.CharField(
        label=_("What is counted"),
        required=False,
        max_length=40,
        help_text=_("In the plural, such as mailboxes or licences."),
    )
    partnership = forms.TypedChoiceField(
        label=_("Within a partnership"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("All its members are asked, unless you choose boards below."),
    )
    boards = forms.TypedMultipleChoiceField(
        label=_("Boards that are asked"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these. Without a choice: all members of the partnership."),
    )
    origin = forms.ChoiceField(label=_("Where it comes from"), choices=in_words(words.ORIGINS))

    def __init__(self, *args: Any, partnerships: Choices, boards: Choices, has_origin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].choices = [("", _("no partnership")), *partnerships]  # type: ignore[attr-defined]
        self.fields["boards"].choices = boards  # type: ignore[attr-defined]
        if has_origin:
            del self.fields["origin"]
        else:
            kept = [
                (key, label) for key, label in words.ORIGINS.items() if key not in {Origin.OPPORTUNITY, Origin.OFFERED}
            ]
            self.fields["origin"].choices = kept  # type: ignore[attr-defined]

    def proposal(
        self,
        *,
        template: Template,
        round_id: int | None,
        domain: str,
        way: str,
        seen: Sequence[int],
        source: str,
        ref: str,
    ) -> Proposal:
        given = self.cleaned_data
        return Proposal(
            title=given["title"],
            purpose=given["purpose"],
            template=template,
            unit=given["unit"],
            partnership_id=given["partnership"],
            boards=given["boards"],
            origin=Origin.OPPORTUNITY if round_id else Origin(given.get("origin") or Origin.IDEA),
            round_id=round_id,
            domain=domain,
            way=way,
            origin_boards=seen,
            source=source,
            ref=ref,
        )


class ProjectForm(forms.Form):
    title = forms.CharField(label=_("Name of the project"), max_length=120)
    purpose = long_text(_("What it is for"))
    unit = forms.CharField(label=_("What is counted"), required=False, max_length=40)
    owner = forms.TypedChoiceField(label=_("Who runs it"), coerce=int, empty_value=None, required=False)
    years = forms.IntegerField(label=_("Costs over so many years"), min_value=1, max_value=20)
    discount = NumberField(
        label=_("Discount rate (%)"),
        min_value=0,
        max_value=99,
        max_digits=4,
        decimal_places=2,
        help_text=_("How much less a euro of next year is worth."),
    )
    notice_months = forms.IntegerField(label=_("Notice for leaving (months)"), min_value=0, max_value=36)

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]
        for phase, label in words.PHASES.items():
            self.fields[f"{phase}_from"] = day_field(_("%(phase)s: from") % {"phase": label}, required=False)
            self.fields[f"{phase}_to"] = day_field(_("%(phase)s: until") % {"phase": label}, required=False)

    @property
    def about(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.endswith(("_from", "_to"))]

    @property
    def phases(self) -> list[tuple[Any, Any, Any]]:
        return [(label, self[f"{phase}_from"], self[f"{phase}_to"]) for phase, label in words.PHASES.items()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for phase in Phase:
            first, last = given.get(f"{phase}_from"), given.get(f"{phase}_to")
            if bool(first) != bool(last) and not self.errors:
                self.add_error(f"{phase}_to", _("Give both days, or none."))
        return given

    def changes(self) -> Changes:
        given = self.cleaned_data
        dates: dict[Phase, tuple[date, date]] = {
            phase: (given[f"{phase}_from"], given[f"{phase}_to"]) for phase in Phase if given[f"{phase}_from"]
        }
        return Changes(
            title=given["title"],
            purpose=given["purpose"],
            unit=given["unit"],
            owner_id=given["owner"],
            years=given["years"],
            discount=given["discount"] / 100,
            notice_months=given["notice_months"],
            dates=dates,
        )


class OverForm(forms.Form):
    """What becomes of a project, and why."""

    state = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    reason = long_text(_("Why"), help_text=_("Whoever sees the project reads this."))

    def __init__(self, *args: Any, is_started: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [ProjectState.STOPPED, ProjectState.ENDED] if is_started else [ProjectState.DECLINED]
        self.fields["state"].choices = [(one.value, words.STATES[one]) for one in states]  # type: ignore[attr-defined]
        if not is_started:
            self.fields["state"].initial = ProjectState.DECLINED.value


class FollowingForm(forms.Form):
    """The document of a decision that stands already."""

    document = forms.FileField(
        label=_("The board's document"), help_text=_("Such as an extract from the minutes. It cannot be changed later.")
    )

    def paper(self) -> Paper:
        file = self.cleaned_data["document"]
        return Paper(name=file.name or "", content=file)


class BoardsForm(forms.Form):
    boards = forms.TypedMultipleChoiceField(
        label=_("Boards that are asked"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, boards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["boards"].choices = boards  # type: ignore[attr-defined]


class InterestForm(forms.Form):
    is_interested = forms.TypedChoiceField(
        label=_("Is your board interested?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes, tell us more")), ("no", _("Not now"))],
        widget=forms.RadioSelect,
    )
    units = forms.IntegerField(label=_("How many"), required=False, min_value=0, max_value=1_000_000)
    wishes = long_text(
        _("Wishes and questions"),
        required=False,
        help_text=_("Your own board and whoever runs the project read this."),
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            self.fields["units"].label = _("How many %(unit)s") % {"unit": unit}
        self.fields["units"].help_text = _("It counts in the cost preview of all; others do not see the number itself.")


class CallForm(forms.Form):
    text = long_text(_("What is proposed to the boards"), rows=8)
    deadline_on = day_field(_("Boards decide by"), help_text=_("The last day on which a board can decide."))
    min_boards = forms.IntegerField(
        label=_("It goes on with at least so many boards"), required=False, min_value=1, max_value=1000
    )
    min_share = NumberField(
        label=_("It goes on with at least so much of the volume (%)"),
        required=False,
        min_value=Decimal("0.1"),
        max_value=100,
        max_digits=4,
        decimal_places=1,
    )

    def question(self) -> Question:
        given = self.cleaned_data
        share = given["min_share"]
        return Question(
            text=given["text"],
            deadline_on=given["deadline_on"],
            min_boards=given["min_boards"],
            min_share=share / 100 if share is not None else None,
        )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What was decided"), choices=in_words(words.OUTCOMES), widget=forms.RadioSelect)
    taken_by = forms.ChoiceField(label=_("Who decided"), choices=in_words(words.TAKEN_BY))
    taken_on = day_field(_("On"))
    note = long_text(_("Why, and what was agreed"), required=False)

    def __init__(self, *args: Any, only_steering_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_steering_group:
            group = TakenBy.STEERING_GROUP
            self.fields["taken_by"].choices = [(group.value, words.TAKEN_BY[group])]  # type: ignore[attr-defined]

    def decided(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "outcome": Outcome(given["outcome"]), "taken_by": TakenBy(given["taken_by"])}


class StandForm(forms.Form):
    """What a board decided. Fields that do not belong to the act are left out."""

    act = forms.ChoiceField(label=_("What is it about"), choices=in_words(words.ACTS))
    verdict = forms.ChoiceField(
        label=_("What your board decided"), choices=in_words(words.VERDICTS), widget=forms.RadioSelect, required=False
    )
    condition = long_text(
        _("If what"), required=False, rows=2, help_text=_("Only with “yes, if”. Everybody who takes part reads it.")
    )
    reason = long_text(_("Reasons"), required=False, rows=3)
    readers = forms.ChoiceField(label=_("Who reads these reasons"), choices=in_words(words.READERS))
    decided_on = day_field(_("Decided on"), help_text=_("The day on which the board decided, as its document says."))
    leaves_on = day_field(_("The board leaves on"), required=False, help_text=_("The first day without."))
    document = forms.FileField(
        label=_("The board's document"),
        required=False,
        help_text=_(
            "Such as an extract from the minutes. It is seen by whom the reasons are for, never by other boards."
        ),
    )

    def __init__(self, *args: Any, act: Act | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = act
        if act is None:
            self.fields["verdict"].label = _("What the board decided")
            self.fields["document"].required = True
            self.fields["document"].help_text = _("Without it nothing can be written down for a board.")
            del self.fields["readers"]
            return
        del self.fields["act"]
        self.fields["verdict"].required = True
        if act is not Act.DECISION:
            del self.fields["verdict"], self.fields["condition"]
        if act is not Act.NOTICE:
            del self.fields["leaves_on"]

    def stand(self) -> Stand:
        given = self.cleaned_data
        act = self.asked or Act(given["act"])
        return Stand(
            act=act,
            decided_on=given["decided_on"],
            verdict=Verdict(given["verdict"]) if act is Act.DECISION and given.get("verdict") else None,
            condition=given.get("condition", ""),
            reason=given["reason"],
            readers=Readers(given["readers"]) if given.get("readers") else Readers.OWN,
            leaves_on=given.get("leaves_on") if act is Act.NOTICE else None,
        )

    def paper(self) -> Paper | None:
        file = self.cleaned_data.get("document")
        return Paper(name=file.name or "", content=file) if file else None


class TodoForm(forms.Form):
    title = forms.CharField(label=_("What will be done"), max_length=200)
    who = forms.CharField(label=_("Who"), required=False, max_length=80)
    due_on = day_field(_("By when"), required=False)


class RolloutForm(forms.Form):
    state = forms.ChoiceField(label=_("How far"), choices=in_words(words.ROLLOUT))
    planned_on = day_field(_("Live on"), required=False)
    note = forms.CharField(label=_("Remark"), required=False, max_length=300)

    def step(self) -> dict[str, Any]:
        return {**self.cleaned_data, "state": RolloutState(self.cleaned_data["state"])}
