"""Addresses of an agency's months."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
