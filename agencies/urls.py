"""Addresses of places, people and records."""

urlpatterns: list = []
