"""Working pages about measures and their progress."""

from django.urls import path

from measures.views.bulk import bulk_update
from measures.views.drafts import drop_draft, save_draft
from measures.views.edit import edit_measure, new_measure
from measures.views.evidence import arrange, attach, describe, evidence_file
from measures.views.importing import confirm_measures, import_measures, measures_template
from measures.views.measure import measure_page
from measures.views.ordering import place_measure, take_out
from measures.views.overview import OverviewView
from measures.views.progress import save_progress
from measures.views.quick import quick_update
from measures.views.reminders import change_calendar, reminders
from measures.views.review import review_progress
from measures.views.rounds import move_round, new_plan, rounds
from measures.views.saved_views import delete_view, save_view
from measures.views.table import MeasureExportView, MeasureListView
from measures.views.undo import undo

urlpatterns = [
    path("", OverviewView.as_view(), name="overview"),
    path("measures/", MeasureListView.as_view(), name="measures"),
    path("measures/export.<str:format>", MeasureExportView.as_view(), name="export-measures"),
    path("measures/bulk/", bulk_update, name="bulk-update"),
    path("measures/import/", import_measures, name="import-measures"),
    path("measures/import/confirm/", confirm_measures, name="confirm-measures"),
    path("measures/template.xlsx", measures_template, name="measures-template"),
    path("measures/views/", save_view, name="save-view"),
    path("measures/views/<int:pk>/delete/", delete_view, name="delete-view"),
    path("measures/<int:pk>/", measure_page, name="measure"),
    path("measures/<int:pk>/edit/", edit_measure, name="edit-measure"),
    path("measures/<int:pk>/place/", place_measure, name="place-measure"),
    path("measures/<int:pk>/remove/", take_out, name="remove-measure"),
    path("measures/<int:pk>/progress/<str:round>/", save_progress, name="save-progress"),
    path("measures/<int:pk>/quick/<str:round>/", quick_update, name="quick-update"),
    path("measures/<int:pk>/review/<str:round>/<str:verb>/", review_progress,
         name="review-progress"),
    path("measures/<int:pk>/evidence/<str:round>/", attach, name="attach-evidence"),
    path("evidence/<int:use_pk>/", describe, name="describe-evidence"),
    path("evidence/<int:use_pk>/<str:verb>/", arrange, name="arrange-evidence"),
    path("evidence-files/<int:pk>/<str:size>/", evidence_file, name="evidence-file"),
    path("plans/<int:plan_pk>/measures/new/", new_measure, name="new-measure"),
    path("plans/new/", new_plan, name="new-plan"),
    path("plans/<int:plan_pk>/rounds/", rounds, name="rounds"),
    path("plans/<int:plan_pk>/rounds/<str:round>/<str:verb>/", move_round, name="move-round"),
    path("reminders/", reminders, name="reminders"),
    path("reminders/calendar/<str:verb>/", change_calendar, name="change-calendar"),
    path("undo/", undo, name="undo"),
    path("drafts/<str:key>/", save_draft, name="save-draft"),
    path("drafts/<str:key>/drop/", drop_draft, name="drop-draft"),
]  # fmt: skip
