"""Addresses of contributions.reminders."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
