"""What tells machines of publications: the Atom feed of an agency, the map of the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from agencies.models import Agency
from reports.models import Publication

_NEWEST = 50


def agency_feed(agency: Agency, publications: Sequence[Publication]) -> bytes:
    """The agency's publications, newest first, corrections with their note."""
    home = f"{settings.SITE_URL}/{agency.slug}/"
    feed = Atom1Feed(
        title=f"รายงาน ITA ที่เผยแพร่ {agency.name}",
        link=home,
        description="",
        language="th",
        feed_url=f"{home}feed.xml",
        author_name=agency.name,
    )
    recent = sorted(publications, key=lambda each: each.published_at, reverse=True)[:_NEWEST]
    for publication in recent:
        address = f"{settings.SITE_URL}{publication.path}"
        feed.add_item(
            title=f"{publication.title} (ฉบับที่ {publication.version})",
            link=address,
            description=publication.note,
            unique_id=f"{address}v{publication.version}/",
            pubdate=publication.published_at,
            updateddate=publication.published_at,
        )
    return feed.writeString("utf-8").encode()


def site_map(publications: Iterable[Publication]) -> bytes:
    """The addresses of all newest publications and of the agencies that have them."""
    entries: dict[str, str] = {}
    for publication in publications:
        day = publication.published_at.date().isoformat()
        agency = f"/{publication.agency.slug}/"
        entries[agency] = max(day, entries.get(agency, day))
        entries[publication.path] = day
    urls = "".join(
        f"<url><loc>{escape(settings.SITE_URL + path)}</loc><lastmod>{day}</lastmod></url>"
        for path, day in entries.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    ).encode()
