from django.urls import path

from steunpunt.foundation.access.views import account, colleagues, invitations, looking_in, my_data, registering

app_name = "access"
urlpatterns = [
    path("namens/", account.switch, name="switch"),
    path("mijn/", account.me, name="me"),
    path("mijn/gegevens/", account.details, name="details"),
    path("mijn/alles/", my_data.my_data, name="my_data"),
    path("mijn/api-sleutels/", account.keys, name="keys"),
    path("mijn/api-sleutels/<int:token_id>/intrekken/", account.key_revoke, name="key_revoke"),
    path("collegas/", colleagues.colleagues, name="colleagues"),
    path("collegas/uitnodigen/", colleagues.invite, name="invite"),
    path("collegas/<int:membership_id>/", colleagues.colleague, name="colleague"),
    path("collegas/<int:membership_id>/rollen/", colleagues.roles, name="roles"),
    path("collegas/<int:membership_id>/mandaat/", colleagues.mandate, name="mandate"),
    path("collegas/<int:membership_id>/vertrek/", colleagues.leave, name="leave"),
    path("collegas/<int:membership_id>/tweede-stap/", colleagues.second_step, name="second_step"),
    path("collegas/<int:membership_id>/meekijken/", looking_in.start, name="look_in"),
    path("meekijken/stoppen/", looking_in.stop, name="look_in_stop"),
    path("mandaten/<int:mandate_id>/einde/", colleagues.mandate_end, name="mandate_end"),
    path("uitnodigingen/<int:invitation_id>/opnieuw/", invitations.again, name="invitation_again"),
    path("uitnodigingen/<int:invitation_id>/intrekken/", invitations.withdraw, name="invitation_withdraw"),
    path("uitnodiging/<str:token>/", invitations.accept, name="accept"),
    path("besturen-zonder-beheerder/", invitations.without_administrator, name="without_administrator"),
    path("besturen/<int:organisation_id>/eerste-beheerder/", invitations.appoint, name="appoint"),
    path("leveranciers/inschrijven/", registering.register, name="register"),
    path("leveranciers/inschrijven/verstuurd/", registering.register_sent, name="register_sent"),
    path("leveranciers/bevestigen/<str:token>/", registering.confirm, name="register_confirm"),
    path("leveranciers/gevraagd/", registering.join_sent, name="join_sent"),
    path("collegas/vragen/<int:registration_id>/", registering.join_request, name="join_request"),
    path("collegas/vragen/<int:registration_id>/afwijzen/", registering.turn_down, name="turn_down"),
]
