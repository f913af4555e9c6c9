"""The site's addresses with those that only debug mode has."""

from django.urls import path

from luodi.site import urls, views

handler404 = urls.handler404
urlpatterns = [*urls.urlpatterns, path("ui/", views.patterns, name="patterns")]
