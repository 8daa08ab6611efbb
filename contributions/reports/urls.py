"""Addresses of contributions.reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
