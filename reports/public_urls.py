"""Public pages: the only ones without a login. They show publications and nothing else."""

from django.urls import path, register_converter

from reports.views.public import agency_page, old_version, published_file, published_page


class YearConverter:
    """A Buddhist-era year of four Arabic digits; ``int`` would accept Thai ones as well."""

    regex = "2[5-6][0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(YearConverter, "year")

urlpatterns = [
    path("<slug:public_slug>/", agency_page, name="public-agency"),
    path("<slug:public_slug>/<year:year>/<slug:item>/", published_page, name="published"),
    path("<slug:public_slug>/<year:year>/<slug:item>.<str:format>", published_file,
         name="published-file"),
    path("<slug:public_slug>/<year:year>/<slug:item>/v<int:version>/", old_version,
         name="published-version"),
    path("<slug:public_slug>/<year:year>/<slug:item>/v<int:version>.<str:format>", published_file,
         name="published-version-file"),
]  # fmt: skip
