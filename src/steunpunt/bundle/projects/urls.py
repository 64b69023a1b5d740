from django.urls import path

from steunpunt.bundle.projects.views import calling, case, listing, money, needs, places, project, risks, rollout

app_name = "projects"
HERE = "samenwerken/projecten/"
ONE = f"{HERE}<int:project_id>/"
urlpatterns = [
    path(HERE, listing.project_list, name="list"),
    path(f"{HERE}nieuw/", listing.propose, name="propose"),
    path(f"{HERE}behoeften/", needs.need_list, name="needs"),
    path(f"{HERE}behoeften/nieuw/", needs.need_new, name="need_new"),
    path(f"{HERE}behoeften/<int:need_id>/", needs.need, name="need"),
    path(f"{HERE}behoeften/<int:need_id>/ook/", needs.need_join, name="need_join"),
    path(f"{HERE}behoeften/<int:need_id>/sluiten/", needs.need_close, name="need_close"),
    path("samenwerken/verbanden/<int:group_id>/geld/", money.together, name="together"),
    path(ONE, project.detail, name="detail"),
    path(f"{ONE}wijzigen/", project.edit, name="edit"),
    path(f"{ONE}starten/", project.start, name="start"),
    path(f"{ONE}fase/", project.phase, name="phase"),
    path(f"{ONE}besturen/", project.invite, name="invite"),
    path(f"{ONE}documenten/", project.documents, name="documents"),
    path(f"{ONE}fasen/", places.places, name="places"),
    path(f"{ONE}geschiedenis/", project.history, name="history"),
    path(f"{ONE}actiepunten/", project.todo_add, name="todo_add"),
    path(f"{ONE}actiepunten/<int:todo_id>/", project.todo_done, name="todo_done"),
    path(f"{ONE}belangstelling/", project.interest, name="interest"),
    path(f"{ONE}oproep/", calling.open_call, name="open_call"),
    path(f"{ONE}oproep/uitkomst/", calling.close_call, name="close_call"),
    path(f"{ONE}beslissing/", calling.decide, name="decide"),
    path(f"{ONE}beslissing/ontwerp.pdf", calling.draft_decision, name="draft_decision"),
    path(f"{ONE}ondertekenen/", calling.sign, name="sign"),
    path(f"{ONE}uitstap/", calling.leave, name="leave"),
    path(f"{ONE}papier/<int:participation_id>/", calling.on_paper, name="on_paper"),
    path(f"{ONE}kosten/", money.costs, name="costs"),
    path(f"{ONE}kosten/nieuw/", money.cost_line, name="cost_new"),
    path(f"{ONE}kosten/<int:line_id>/", money.cost_line, name="cost_line"),
    path(f"{ONE}kosten/<int:line_id>/weg/", money.cost_line_drop, name="cost_line_drop"),
    path(f"{ONE}kosten/raming/<int:participation_id>/", money.estimate, name="estimate"),
    path(f"{ONE}afweging/", case.case, name="case"),
    path(f"{ONE}afweging/<int:line_id>/weg/", case.case_drop, name="case_drop"),
    path(f"{ONE}risicos/", risks.risk_list, name="risks"),
    path(f"{ONE}risicos/nieuw/", risks.raise_risk, name="risk_new"),
    path(f"{ONE}risicos/<int:risk_id>/", risks.risk, name="risk"),
    path(f"{ONE}uitrol/", rollout.rollout, name="rollout"),
    path(f"{ONE}uitrol/<int:participation_id>/", rollout.rollout_step, name="rollout_step"),
]
