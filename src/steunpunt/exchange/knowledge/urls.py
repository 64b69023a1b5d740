from django.urls import path

from steunpunt.exchange.knowledge.views import people, threads, together

app_name = "knowledge"
THREAD = "kennis/vragen/<int:thread_id>/"
ANSWER = "kennis/antwoorden/<int:answer_id>/"
GROUP = "samenwerken/verbanden/<int:group_id>/kennis/"
ROLE = "kennis/rollen/<int:role_id>/"
HELP = "kennis/hulp/<int:help_request_id>/"
urlpatterns = [
    path("kennis/vragen/", threads.threads, name="threads"),
    path("kennis/vragen/nieuw/", threads.ask, name="ask"),
    path("kennis/vragen/gelijkend/", threads.alike, name="alike"),
    path(THREAD, threads.thread, name="thread"),
    path(f"{THREAD}antwoord/", threads.answer, name="answer"),
    path(f"{THREAD}nakijken/", threads.check, name="check"),
    path(f"{THREAD}intrekken/", threads.withdraw, name="withdraw"),
    path(f"{ANSWER}wijzigen/", threads.change_answer, name="change_answer"),
    path(f"{ANSWER}aannemen/", threads.accept, name="accept"),
    path("kennis/mensen/", people.people, name="people"),
    path("kennis/mensen/ik/", people.me, name="me"),
    path("kennis/mensen/ons-bestuur/", people.board, name="board"),
    path("kennis/mensen/<int:profile_id>/", people.person, name="person"),
    path("kennis/onderwerpen/", people.topics, name="topics"),
    path("kennis/onderwerpen/nieuw/", people.topic_new, name="topic_new"),
    path("kennis/onderwerpen/<int:topic_id>/", people.topic, name="topic"),
    path(GROUP, together.together, name="together"),
    path(f"{GROUP}voorstel/", together.propose, name="propose"),
    path(f"{GROUP}hulpvragen/", together.help_requests, name="help_requests"),
    path(f"{GROUP}hulp/", together.ask_help, name="ask_help"),
    path(f"{GROUP}uren/", together.hours, name="hours"),
    path(f"{ROLE}opnemen/", together.take_up, name="take_up"),
    path(f"{ROLE}neerleggen/", together.lay_down, name="lay_down"),
    path(HELP, together.help_request, name="help"),
    path(f"{HELP}uren/", together.log, name="log"),
    path(f"{HELP}<slug:what>/", together.act, name="act"),
]
