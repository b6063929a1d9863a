"""Working pages about the agency itself, for its administrator."""

from django.urls import path

from agencies.views.details import agency_details, change_logo
from agencies.views.divisions import division_list, division_page, move_division
from agencies.views.officials import official_list, official_page, remove_official
from agencies.views.people import move_person, people_list, person_page

urlpatterns = [
    path("agency/", agency_details, name="agency-details"),
    path("agency/logo/", change_logo, name="change-logo"),
    path("divisions/", division_list, name="divisions"),
    path("divisions/<int:pk>/", division_page, name="division"),
    path("divisions/<int:pk>/<str:verb>/", move_division, name="move-division"),
    path("people/", people_list, name="people"),
    path("people/<int:pk>/", person_page, name="person"),
    path("people/<int:pk>/<str:verb>/", move_person, name="move-person"),
    path("officials/", official_list, name="officials"),
    path("officials/<int:pk>/", official_page, name="official"),
    path("officials/<int:pk>/remove/", remove_official, name="remove-official"),
]
