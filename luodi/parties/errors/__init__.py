"""The refusals of the parties room."""

from typing import ClassVar

from luodi.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from luodi.parties.errors.feeds import FeedNotFound, FeedsRateExceeded
from luodi.parties.errors.tokens import TokenInvalid, TokenNotFound, TokenRefused

__all__ = [
    "AccountOutOfUse",
    "AdministratorNotFound",
    "CodeKeyUnreadable",
    "CodeRefused",
    "CodesToSetUp",
    "ConfirmationNeeded",
    "FeedNotFound",
    "FeedsRateExceeded",
    "IdentityRefused",
    "IdentityUnknown",
    "IdentityUnproven",
    "LastAdministrator",
    "LoginNotFound",
    "LoginTaken",
    "MembershipRefused",
    "NotAskedAgain",
    "OwnAccount",
    "PasswordToChange",
    "PasswordWrong",
    "PersonInvalid",
    "PersonNotFound",
    "ProviderRefused",
    "ProviderUnreachable",
    "RequestForged",
    "RoleRefused",
    "RolesConflict",
    "SignInClosed",
    "SignInNeeded",
    "SignInRefused",
    "SignInStale",
    "TokenInvalid",
    "TokenNotFound",
    "TokenRefused",
    "UnitEndRefused",
    "UnitExists",
    "UnitFileUnreadable",
    "UnitInvalid",
    "UnitNotFound",
    "UnitSucceeded",
]


class UnitNotFound(NotFound):
    """No unit has this number."""

    code: ClassVar[str] = "unit_not_found"
    message: ClassVar[str] = "There is no unit number %(number)s. Look for it in the list of units."


class UnitExists(Conflict):
    """Two units of one name would stand in a region at the same time."""

    code: ClassVar[str] = "unit_exists"
    message: ClassVar[str] = (
        "%(name)s already stands in %(region)s. Use it, or end it before another takes its name."
    )


class UnitInvalid(InvalidInput):
    """What was given does not describe a unit."""

    code: ClassVar[str] = "unit_invalid"
    message: ClassVar[str] = (
        "“%(name)s” cannot be registered. A unit needs a name of at most 200 characters, a level "
        "(national, province, city or county), and a region unless it is national."
    )


class UnitSucceeded(Conflict):
    """A unit ends once, on a day when it stands, in favour of one that stands then."""

    code: ClassVar[str] = "unit_succession_refused"
    message: ClassVar[str] = (
        "%(name)s cannot give way to %(successor)s on %(day)s: both must stand on that day, "
        "and the first must not have ended before. Check the dates of both."
    )


class UnitEndRefused(Conflict):
    """A unit ends once, after the day on which it began."""

    code: ClassVar[str] = "unit_end_refused"
    message: ClassVar[str] = (
        "%(name)s cannot end on %(day)s: it must have begun before and not have ended yet. "
        "Check its dates."
    )


class PersonNotFound(NotFound):
    """No person has this number."""

    code: ClassVar[str] = "person_not_found"
    message: ClassVar[str] = (
        "There is no person number %(number)s. Look for the person in the list of people."
    )


class PersonInvalid(InvalidInput):
    """What was given does not describe a person."""

    code: ClassVar[str] = "person_invalid"
    message: ClassVar[str] = (
        "“%(login)s” cannot be added. A person needs a name of at most 100 characters and a login "
        "name or e-mail address of at most 150 characters without blanks."
    )


class LoginTaken(Conflict):
    """A login name belongs to one person for good."""

    code: ClassVar[str] = "login_taken"
    message: ClassVar[str] = "The login name %(login)s is taken. Choose another one."


class OwnAccount(NotAllowed):
    """Nobody gives himself roles, certifies himself or restores his own access."""

    code: ClassVar[str] = "own_account"
    message: ClassVar[str] = (
        "You may not do this for your own account. Ask another administrator to do it."
    )


class RolesConflict(Conflict):
    """Who audits changes nothing."""

    code: ClassVar[str] = "roles_conflict"
    message: ClassVar[str] = (
        "%(name)s cannot hold these roles together: an auditor holds no other role. "
        "Withdraw the other roles first."
    )


class RoleRefused(Conflict):
    """A role is granted once to an account in use, and withdrawn from one who holds it."""

    code: ClassVar[str] = "role_refused"
    message: ClassVar[str] = (
        "This role of %(name)s cannot be changed so: it is held already, is not held, "
        "or the account is deactivated. Look at the roles of the person again."
    )


class LastAdministrator(Conflict):
    """Without an administrator nobody could grant a role again."""

    code: ClassVar[str] = "last_administrator"
    message: ClassVar[str] = (
        "%(name)s is the last administrator. Make someone else an administrator first."
    )


class MembershipRefused(Conflict):
    """A membership lies within the days of its unit, and is open once."""

    code: ClassVar[str] = "membership_refused"
    message: ClassVar[str] = (
        "%(name)s cannot join or leave %(unit)s on %(day)s. "
        "The unit must stand on that day, and the person join once and leave later."
    )


class SignInRefused(NotAllowed):
    """Login name, password and code do not belong together; which of them is wrong is not said."""

    code: ClassVar[str] = "sign_in_refused"
    message: ClassVar[str] = (
        "Login name, password or one-time code is wrong. Try again, or ask an administrator."
    )


class SignInClosed(DomainError):
    """Too many failures in a row, for an account or from an address."""

    code: ClassVar[str] = "sign_in_closed"
    message: ClassVar[str] = (
        "There were too many failed attempts. Try again in %(minutes)s minutes."
    )
    status: ClassVar[int] = 429


class AccountOutOfUse(NotAllowed):
    """Said only to someone who knows the password."""

    code: ClassVar[str] = "account_out_of_use"
    message: ClassVar[str] = (
        "This account is out of use: it was deactivated, not used for 90 days, "
        "or not certified for a year. Ask an administrator to certify it again."
    )


class PasswordWrong(InvalidInput):
    """The present password was not given rightly by someone signed in."""

    code: ClassVar[str] = "password_wrong"
    message: ClassVar[str] = "The present password is wrong. Type it again."


class CodeRefused(InvalidInput):
    """A one-time code that the key does not give now, or that was used before."""

    code: ClassVar[str] = "code_refused"
    message: ClassVar[str] = (
        "This one-time code is wrong or was used before. "
        "Check the clock of your device, and type the code it shows next."
    )


class CodeKeyUnreadable(Conflict):
    """The key was sealed under a secret that the site does not know any more."""

    code: ClassVar[str] = "code_key_unreadable"
    message: ClassVar[str] = (
        "Your one-time codes cannot be checked, because the secret key of this site was changed. "
        "Ask an administrator for a new password, and set the codes up again."
    )


class ProviderUnreachable(DomainError):
    """The OpenID Connect provider gives no answer, or none that can be used."""

    code: ClassVar[str] = "provider_unreachable"
    message: ClassVar[str] = (
        "The unified sign-in service does not answer at the moment. "
        "Try again in a few minutes, or sign in with your password."
    )
    status: ClassVar[int] = 503


class ProviderRefused(NotAllowed):
    """The provider did not let the person through, or the person turned back there."""

    code: ClassVar[str] = "provider_refused"
    message: ClassVar[str] = (
        "Signing in was cancelled or refused at the unified sign-in service. "
        "Start again, or sign in with your password."
    )


class SignInStale(NotAllowed):
    """The provider's answer does not belong to a sign-in that this browser has open."""

    code: ClassVar[str] = "sign_in_stale"
    message: ClassVar[str] = (
        "This sign-in was not begun in this browser, was finished before or took too long. "
        "Start again from the sign-in page."
    )


class IdentityUnproven(NotAllowed):
    """Signature, issuer, audience, time or nonce of the ID token is not as it must be."""

    code: ClassVar[str] = "identity_unproven"
    message: ClassVar[str] = (
        "The answer of the unified sign-in service could not be verified, so you were not signed "
        "in. Start again; if this goes on, tell an administrator."
    )


class IdentityUnknown(NotAllowed):
    """Nobody here is bound to the identity, and no verified e-mail address says who it is."""

    code: ClassVar[str] = "identity_unknown"
    message: ClassVar[str] = (
        "The unified sign-in service knows you, but no account of this site is bound to your "
        "identity there. Ask an administrator to bind it to your account."
    )


class NotAskedAgain(NotAllowed):
    """A fresh confirmation was asked for, and the provider did not say that it got one."""

    code: ClassVar[str] = "not_asked_again"
    message: ClassVar[str] = (
        "The unified sign-in service did not ask you again to show who you are. "
        "Sign out there and start again, or use your password."
    )


class IdentityRefused(Conflict):
    """An identity is bound to one person, and a person to one identity of the provider."""

    code: ClassVar[str] = "identity_refused"
    message: ClassVar[str] = (
        "The identity of %(name)s cannot be changed so: it is bound to somebody already, "
        "%(name)s has another one, or none to release. Look at the account again."
    )


class AdministratorNotFound(NotFound):
    """No administrator has this login name."""

    code: ClassVar[str] = "administrator_not_found"
    message: ClassVar[str] = (
        "No administrator has the login name %(login)s. Check how it is written."
    )


class LoginNotFound(NotFound):
    """Nobody has this login name."""

    code: ClassVar[str] = "login_not_found"
    message: ClassVar[str] = (
        "Nobody has the login name %(login)s. Check how it is written in the list of people."
    )


class UnitFileUnreadable(InvalidInput):
    """Neither a list of objects in JSON nor a workbook."""

    code: ClassVar[str] = "unit_file_unreadable"
    message: ClassVar[str] = (
        "%(file)s is neither a JSON list of units nor an Excel workbook (.xlsx). "
        "Export the units to see the form that is expected."
    )


class SignInNeeded(DomainError):
    """An operation of the API that nobody asked for by name."""

    code: ClassVar[str] = "sign_in_needed"
    message: ClassVar[str] = (
        "This needs someone with an account. Send a token in the header “Authorization: Bearer …”; "
        "you make one on the page of your account."
    )
    status: ClassVar[int] = 401


class PasswordToChange(NotAllowed):
    """A generated password opens nothing but the page to change it."""

    code: ClassVar[str] = "password_to_change"
    message: ClassVar[str] = (
        "Your password was made by Luodi. Choose one of your own on the page of your account first."
    )


class CodesToSetUp(NotAllowed):
    """Who may publish must set up one-time codes before anything else."""

    code: ClassVar[str] = "codes_to_set_up"
    message: ClassVar[str] = (
        "Your roles need one-time codes. Set them up on the page of your account first."
    )


class ConfirmationNeeded(NotAllowed):
    """What weighs most is done by a person who has just shown the password."""

    code: ClassVar[str] = "confirmation_needed"
    message: ClassVar[str] = (
        "This needs your password, shown within the last 15 minutes; a token does not stand for "
        "it. Sign in in the browser once more, and do it there."
    )


class RequestForged(NotAllowed):
    """A change under a session's cookie, without proof that a page of this site asked for it."""

    code: ClassVar[str] = "request_forged"
    message: ClassVar[str] = (
        "Nothing shows that this request comes from a page of this site. Send the value of the "
        "cookie “csrftoken” in the header “X-CSRFToken” too, or use a token."
    )
