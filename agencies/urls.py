"""Working pages about the agency itself."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
