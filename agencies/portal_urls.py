"""Pages over all agencies, and the looks of each."""

from django.urls import path

from agencies.views.details import agency_logo, agency_theme
from agencies.views.portal import agency_list, move_agency, new_agency, portal_agency

urlpatterns = [
    path("", agency_list, name="agencies"),
    path("new/", new_agency, name="new-agency"),
    path("<int:pk>/", portal_agency, name="portal-agency"),
    path("<int:pk>/<str:verb>/", move_agency, name="move-agency"),
    path("theme/<slug:slug>.css", agency_theme, name="agency-theme"),
    path("logo/<slug:slug>/<str:name>", agency_logo, name="agency-logo"),
]
