"""All addresses. Working pages lie below ``work/<agency>/`` behind the login; what is published
lies below ``<agency>/``, open to everybody, and comes last because it takes any first word."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from agencies.views.account import account
from agencies.views.home import HomeView, health
from measures.views.reminders import calendar_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("", HomeView.as_view(), name="home"),
    path("health/", health, name="health"),
    path("accounts/", account, name="account"),
    # The address of a person's mail is kept on the portal's own page, not a second time.
    re_path("^accounts/(?:email|confirm-email)/", RedirectView.as_view(pattern_name="account")),
    path("accounts/", include("allauth.urls")),
    path("portal/", include("agencies.portal_urls")),
    path("work/", include("reports.oversight_urls")),
    path("work/<slug:agency_slug>/", include("agencies.urls")),
    path("work/<slug:agency_slug>/", include("assessments.urls")),
    path("work/<slug:agency_slug>/", include("measures.coverage_urls")),
    path("work/<slug:agency_slug>/", include("measures.urls")),
    path("work/<slug:agency_slug>/", include("reports.check_urls")),
    path("work/<slug:agency_slug>/", include("reports.urls")),
    path("feed/<str:token>.ics", calendar_feed, name="calendar-feed"),
    path("", include("reports.public_urls")),
]

handler400 = "agencies.views.errors.bad_request"
handler403 = "agencies.views.errors.forbidden"
handler404 = "agencies.views.errors.not_found"
handler429 = "agencies.views.errors.too_many"  # asked for by the account package
handler500 = "agencies.views.errors.server_error"
