"""Addresses of stated figures beside ours."""

from django.urls import path

import agencies.converters  # noqa: F401 - registers <region:code> and <agency:code>
from contributions.stated import views

_figures = "regions/<region:code>/figures/"

urlpatterns = [
    path(f"{_figures}over-time/", views.region_figures_over_time, name="region_figures_over_time"),
    path(
        f"{_figures}over-time.xlsx",
        views.region_figures_over_time_export,
        name="region_figures_over_time_export",
    ),
    path(f"{_figures}<int:pk>/", views.stated_figure, name="stated_figure"),
    path("agencies/<agency:code>/declared/<int:pk>/", views.declared_figure, name="declared_figure"),
    path("figures/<int:pk>/", views.stated_figure_open, name="stated_figure_open"),
]
