"""Addresses of lists of payments."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
