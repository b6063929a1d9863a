"""Working pages over many agencies."""

from django.urls import path

from reports.views.overseer import OversightFileView, OversightView

urlpatterns = [
    path("", OversightView.as_view(), name="oversight"),
    path("agencies.<str:format>", OversightFileView.as_view(), name="oversight-file"),
]
