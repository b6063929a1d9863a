"""Working pages of the check before publishing."""

from django.urls import path

from reports.views.checks import (
    check_file,
    check_page,
    dismiss,
    measure_findings,
    repair,
    take_up,
)

urlpatterns = [
    path("check/", check_file, name="check-file"),
    path("measures/<int:pk>/check/", measure_findings, name="measure-findings"),
    path("reports/<int:pk>/check/", check_page, name="check-report"),
    path("reports/<int:pk>/check/repair/", repair, name="repair-findings"),
    path("reports/<int:pk>/check/dismiss/", dismiss, name="dismiss-finding"),
    path("reports/<int:pk>/check/take-up/", take_up, name="take-up-finding"),
]
