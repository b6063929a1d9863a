"""Working pages about frameworks, results and disclosures."""

from django.urls import path

import ita_portal.converters  # noqa: F401 <be:year>
from assessments.views.analysis import analysis_page
from assessments.views.disclosure_lists import (
    carry_over_disclosures,
    disclosure_list,
    publish_disclosures,
)
from assessments.views.disclosures import disclosure_page
from assessments.views.frameworks import (
    add_framework,
    copy_framework,
    edit_framework,
    edit_part,
    framework_file,
    framework_list,
    framework_page,
)
from assessments.views.sheet import score_sheet, score_template_file, score_upload, use_edition
from assessments.views.suggestions import framework_suggestions
from assessments.views.years import indicator_page, score_year, score_years

urlpatterns = [
    path("scores/", score_years, name="scores"),
    path("scores/<be:year>/", score_year, name="score-year"),
    path("scores/<be:year>/edit/", score_sheet, name="score-sheet"),
    path("scores/<be:year>/upload/", score_upload, name="score-upload"),
    path("scores/<be:year>/template.xlsx", score_template_file, name="score-template"),
    path("scores/<be:year>/edition/", use_edition, name="use-edition"),
    path("scores/<be:year>/analysis/", analysis_page, name="analysis"),
    path("scores/<be:year>/indicators/<int:number>/", indicator_page, name="indicator"),
    path("scores/<be:year>/oit/", disclosure_list, name="disclosures"),
    path("scores/<be:year>/oit/carry-over/", carry_over_disclosures, name="carry-over-disclosures"),
    path("scores/<be:year>/oit/publish/", publish_disclosures, name="publish-disclosures"),
    path("scores/<be:year>/oit/<slug:code>/", disclosure_page, name="disclosure"),
    path("frameworks/", framework_list, name="frameworks"),
    path("frameworks/add/", add_framework, name="add-framework"),
    path("frameworks/<int:framework_id>/", framework_page, name="framework"),
    path("frameworks/<int:framework_id>/file.json", framework_file, name="framework-file"),
    path("frameworks/<int:framework_id>/copy/", copy_framework, name="copy-framework"),
    path("frameworks/<int:framework_id>/suggestions/", framework_suggestions,
         name="framework-suggestions"),
    path("frameworks/<int:framework_id>/facts/", edit_framework, name="edit-framework"),
    path("frameworks/<int:framework_id>/<slug:section>/add/", edit_part,
         name="add-framework-part"),
    path("frameworks/<int:framework_id>/<slug:section>/<int:row>/", edit_part,
         name="edit-framework-part"),
]  # fmt: skip
