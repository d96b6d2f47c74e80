"""Routes that Django itself answers; everything else goes through ``gloss.asgi``."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.views import TokenView

urlpatterns = [path("api/oauth/token", csrf_exempt(TokenView.as_view()))]
