"""Addresses of contributions.snapshots."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
