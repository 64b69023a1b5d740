from django.urls import path

from steunpunt.exchange.knowledge.views import people

app_name = "knowledge"
urlpatterns = [
    path("kennis/mensen/", people.people, name="people"),
    path("kennis/mensen/ik/", people.me, name="me"),
    path("kennis/mensen/ons-bestuur/", people.board, name="board"),
    path("kennis/mensen/<int:profile_id>/", people.person, name="person"),
    path("kennis/onderwerpen/", people.topics, name="topics"),
    path("kennis/onderwerpen/nieuw/", people.topic_new, name="topic_new"),
    path("kennis/onderwerpen/<int:topic_id>/", people.topic, name="topic"),
    path("kennis/onderwerpen/<int:topic_id>/intrekken/", people.retire, name="retire"),
]
