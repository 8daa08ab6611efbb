"""Addresses of rates."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
