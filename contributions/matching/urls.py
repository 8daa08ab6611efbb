"""Addresses of the three-way reconciliation."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
