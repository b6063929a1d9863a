"""Working pages that look over everything, and help where one stands."""

from django.urls import path

from reports.views.dashboard import dashboard, dashboard_file, unassigned
from reports.views.help import design, first_day, glossary, shortcuts
from reports.views.search import search_page

urlpatterns = [
    path("dashboard/", dashboard, name="dashboard"),
    path("dashboard.pdf", dashboard_file, name="dashboard-file"),
    path("dashboard/without/<slug:what>/", unassigned, name="dashboard-unassigned"),
    path("search/", search_page, name="search"),
    path("start/", first_day, name="first-day"),
    path("glossary/", glossary, name="glossary"),
    path("keys/", shortcuts, name="shortcuts"),
    path("design/", design, name="design"),
]
