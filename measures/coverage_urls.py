"""Working pages between a result and the measures that answer it."""

from django.urls import path

import ita_portal.converters  # noqa: F401 <be:year>
from measures.views.coverage import coverage_page, explain_unplanned, make_measures

urlpatterns = [
    path("coverage/<be:year>/", coverage_page, name="coverage"),
    path("coverage/<be:year>/measures/", make_measures, name="measures-from-weak-points"),
    path("coverage/<be:year>/reason/", explain_unplanned, name="unplanned-weak-point"),
]
