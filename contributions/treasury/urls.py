"""Addresses of the treasurer's pages."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
