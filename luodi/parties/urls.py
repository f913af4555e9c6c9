"""The addresses of the parties room."""

from django.urls import path

from luodi.parties import people, views

app_name = "parties"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change_password"),
    path("account/codes/", views.set_up_codes, name="set_up_codes"),
    path("people/", people.person_list, name="person_list"),
    path("people/<int:number>/", people.person_detail, name="person_detail"),
    path("people/<int:number>/change/", people.person_change, name="person_change"),
]
