"""Working pages about measures and their progress."""

from django.urls import path

from measures.views.measure import measure_page, save_progress
from measures.views.overview import OverviewView
from measures.views.table import MeasureListView

urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    path("measures/", MeasureListView.as_view(), name="measures"),
    path("measures/<int:pk>/", measure_page, name="measure"),
    path("measures/<int:pk>/progress/<str:round>/", save_progress, name="save-progress"),
]
