"""Addresses of contributions.nation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
