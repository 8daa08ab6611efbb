"""Addresses of the months of cities and branches."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
