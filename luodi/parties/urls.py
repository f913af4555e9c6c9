"""The addresses of the parties room."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from luodi.parties import people, tokens, views


class Number(IntConverter):
    """A row's number; longer ones fit no database's column."""

    regex = "[0-9]{1,18}"


register_converter(Number, "number")

app_name = "parties"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change_password"),
    path("account/codes/", views.set_up_codes, name="set_up_codes"),
    path("account/tokens/", tokens.token_list, name="token_list"),
    path("account/tokens/<number:number>/", tokens.token_withdraw, name="token_withdraw"),
    path("people/", people.person_list, name="person_list"),
    path("people/<number:number>/", people.person_detail, name="person_detail"),
    path("people/<number:number>/change/", people.person_change, name="person_change"),
]
