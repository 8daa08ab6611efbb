"""Addresses of what documents demand and who complied."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
