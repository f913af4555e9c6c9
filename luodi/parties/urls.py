"""The addresses of the parties room."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from luodi.parties import feeds, notices, openid, people, tokens, unit_files, units, views


class Number(IntConverter):
    """A row's number; longer ones fit no database's column."""

    regex = "[0-9]{1,18}"


register_converter(Number, "number")

app_name = "parties"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/openid/", openid.openid_start, name="openid_start"),
    path("sign-in/openid/back/", openid.openid_back, name="openid_back"),
    path("sign-in/openid/code/", openid.openid_code, name="openid_code"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change_password"),
    path("account/codes/", views.set_up_codes, name="set_up_codes"),
    path("account/preferences/", notices.preferences, name="preferences"),
    path("account/notices/", notices.notice_list, name="notice_list"),
    path("account/notices/read/", notices.notice_read, name="notice_read"),
    path("account/tokens/", tokens.token_list, name="token_list"),
    path("account/tokens/<number:number>/", tokens.token_withdraw, name="token_withdraw"),
    path("account/feeds/", feeds.feed_list, name="feed_list"),
    path("account/feeds/new/", feeds.feed_make, name="feed_make"),
    path("account/feeds/<number:number>/", feeds.feed_withdraw, name="feed_withdraw"),
    path("units/", units.unit_list, name="unit_list"),
    path("units/new/", units.unit_register, name="unit_register"),
    path("units/import/", unit_files.unit_import, name="unit_import"),
    path("units/units.<str:suffix>", unit_files.unit_export, name="unit_export"),
    path("units/<number:number>/", units.unit_detail, name="unit_detail"),
    path("units/<number:number>/names/", units.unit_names, name="unit_names"),
    path("units/<number:number>/rename/", units.unit_rename, name="unit_rename"),
    path("units/<number:number>/succession/", units.unit_succeed, name="unit_succeed"),
    path("units/<number:number>/end/", units.unit_end, name="unit_end"),
    path("people/", people.person_list, name="person_list"),
    path("people/<number:number>/", people.person_detail, name="person_detail"),
    path("people/<number:number>/change/", people.person_change, name="person_change"),
]
