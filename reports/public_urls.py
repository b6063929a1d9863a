"""Public pages: the only ones without a login. They show publications and nothing else."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports.views.oit import oit_index
from reports.views.open_data import feed, open_data, robots, sitemap
from reports.views.public import (
    agency_page,
    embedded_page,
    old_version,
    published_file,
    published_page,
    published_picture,
)


class YearConverter:
    """A Buddhist-era year of four Arabic digits; ``int`` would accept Thai ones as well."""

    regex = "2[5-6][0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class PictureConverter(StringConverter):
    """The name of a picture: made from its content, see ``reports.pictures``."""

    regex = "[0-9a-f]{24}\\.(?:jpg|png)"


register_converter(YearConverter, "year")
register_converter(PictureConverter, "picture")

# Pages link each other as index.html, so that the same bytes work in a folder on a disk.
urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("<slug:public_slug>/", agency_page, name="public-agency"),
    path("<slug:public_slug>/index.html", agency_page, name="public-agency-index"),
    path("<slug:public_slug>/feed.xml", feed, name="public-feed"),
    path("<slug:public_slug>/<year:year>/data.<str:kind>", open_data, name="open-data"),
    path("<slug:public_slug>/<year:year>/oit/", oit_index, name="oit-index"),
    path("<slug:public_slug>/<year:year>/<slug:item>/", published_page, name="published"),
    path("<slug:public_slug>/<year:year>/<slug:item>/index.html", published_page,
         name="published-index"),
    path("<slug:public_slug>/<year:year>/<slug:item>/embed/", embedded_page,
         name="published-embedded"),
    path("<slug:public_slug>/<year:year>/<slug:item>.<str:format>", published_file,
         name="published-file"),
    path("<slug:public_slug>/<year:year>/<slug:item>/<picture:name>", published_picture,
         name="published-picture"),
    path("<slug:public_slug>/<year:year>/<slug:item>/v<int:version>/<picture:name>",
         published_picture, name="published-version-picture"),
    path("<slug:public_slug>/<year:year>/<slug:item>/v<int:version>/", old_version,
         name="published-version"),
    path("<slug:public_slug>/<year:year>/<slug:item>/v<int:version>/index.html", old_version,
         name="published-version-index"),
    path("<slug:public_slug>/<year:year>/<slug:item>/v<int:version>.<str:format>", published_file,
         name="published-version-file"),
]  # fmt: skip
