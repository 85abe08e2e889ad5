"""Lists the addresses of signing in and of the second factor, all below `/admin/`."""

from allauth.account.views import account_inactive, logout, reauthenticate
from django.urls import include, path

from kb.accounts.clearing import ClearSecondFactor
from kb.accounts.invitations import InvitationView
from kb.accounts.password_reset import PasswordResetConfirmView, PasswordResetView
from kb.accounts.sign_in import SignInView

sign_in = SignInView.as_view()

urlpatterns = [
    # With limits, and with the status that tells of them. Wagtail and allauth know the page by a name each.
    path("login/", sign_in, name="wagtailadmin_login"),
    path("login/", sign_in, name="account_login"),
    path("password_reset/", PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        PasswordResetConfirmView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    # Below `confirm/`, so that no log keeps the link.
    path("invitation/confirm/<str:token>/", InvitationView.as_view(), name="account_invitation"),
    # Of allauth's pages those that are used; nobody signs up here, and addresses stand in the account.
    path("sign-out/", logout, name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("confirm-access/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("users/<int:pk>/second-factor/", ClearSecondFactor.as_view(), name="clear_second_factor"),
]
