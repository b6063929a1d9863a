"""Working pages about reports, and the import of Word files."""

from django.urls import include, path

from reports.views.composing import (
    compose,
    edit_descriptions,
    edit_memo,
    edit_wording,
    upload_emblem,
)
from reports.views.imports import cancel_import, confirm_import, preview_import, upload
from reports.views.layouts import edit_layout, layout_list, remove_layout
from reports.views.report import (
    create_report,
    draft_file,
    draft_picture,
    move_report,
    report_list,
    report_page,
)

urlpatterns = [
    path("", include("reports.overview_urls")),
    path("reports/", report_list, name="reports"),
    path("reports/new/", create_report, name="create-report"),
    path("reports/<int:pk>/", report_page, name="report"),
    path("reports/<int:pk>/texts/", compose, name="edit-report-texts"),
    path("reports/<int:pk>/memo/", edit_memo, name="edit-memo"),
    path("reports/<int:pk>/memo/emblem/", upload_emblem, name="upload-emblem"),
    path("reports/<int:pk>/descriptions/", edit_descriptions, name="edit-descriptions"),
    path("reports/<int:pk>/wording/<int:measure>/", edit_wording, name="edit-wording"),
    path("layouts/", layout_list, name="layouts"),
    path("layouts/<int:pk>/", edit_layout, name="edit-layout"),
    path("layouts/<int:pk>/delete/", remove_layout, name="delete-layout"),
    path("reports/<int:pk>/draft.<str:format>", draft_file, name="report-draft"),
    path("reports/<int:pk>/pictures/<str:name>", draft_picture, name="report-picture"),
    path("reports/<int:pk>/<str:verb>/", move_report, name="move-report"),
    path("import/", upload, name="import"),
    path("import/<int:pk>/", preview_import, name="preview-import"),
    path("import/<int:pk>/confirm/", confirm_import, name="confirm-import"),
    path("import/<int:pk>/cancel/", cancel_import, name="cancel-import"),
]
