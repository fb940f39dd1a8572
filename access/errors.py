"""What can go wrong with access, each with the words an operator needs; pages translate by `code`."""


class AccessError(Exception):
    """Base of every error this package raises on purpose; its text is fit to be shown to an operator."""

    code = "access"


class UnknownAccount(AccessError):
    """No account has this name or number."""

    code = "unknown-account"


class AccountExists(AccessError):
    """Another account has this name, or one that differs only by case or diacritics."""

    code = "account-exists"


class InvalidName(AccessError):
    """The text cannot be the name of an account or of a token."""

    code = "invalid-name"


class InvalidDisplay(InvalidName):
    """The text cannot be the name that pages show for an account."""

    code = "invalid-display"


class WeakPassword(AccessError):
    """The password is too short, too long or too easy to guess.

    `code` is password-short, password-long, password-common, password-name or, where it was typed twice in two ways,
    password-differs.
    """

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class InvalidGrant(AccessError):
    """The text names no role, or no unit to hold it within."""

    code = "invalid-grant"


class LastAdministrator(AccessError):
    """The change would leave nobody who may administer."""

    code = "last-administrator"


class LinkRefused(AccessError):
    """The one-time link is unknown, used, withdrawn or too old; which of these is not said."""

    code = "link-refused"


class SignInRefused(AccessError):
    """The name, the password or the one-time code is wrong, or the account is locked; which of these is not said."""

    code = "sign-in-refused"


class MustWait(AccessError):
    """There were too many failures; `seconds` must pass before the next try."""

    code = "must-wait"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many failed log-ins; wait {seconds} seconds and try again.")
        self.seconds = seconds


class CodeNeeded(AccessError):
    """Name and password are right; a one-time code is needed beside them."""

    code = "code-needed"


class CodesAreOn(AccessError):
    """One-time codes are on already; they are turned off before they are set up anew."""

    code = "codes-are-on"


class NoKey(AccessError):
    """There is no key to seal a secret with."""

    code = "no-key"


class SealBroken(AccessError):
    """What was sealed cannot be opened with the keys there are."""

    code = "seal-broken"


class InvalidToken(AccessError):
    """A token cannot be made as asked, or none has this id."""

    code = "invalid-token"


class InvalidAnchor(AccessError):
    """The text does not name an entry of the audit and its hash."""

    code = "invalid-anchor"


class OfficeUnreachable(AccessError):
    """The office's sign-in provider did not answer, or answered with something that is no answer."""

    code = "office-unreachable"


class OfficeMisconfigured(AccessError):
    """What the provider says of itself does not fit the settings, or is not safe to use."""

    code = "office-misconfigured"


class OfficeRefused(AccessError):
    """The provider did not let the person in, or what it handed out does not hold."""

    code = "office-refused"


class UnknownReturn(AccessError):
    """Someone comes back from the provider who did not leave by this browser, or came back already, or too late."""

    code = "unknown-return"


class NotAdmitted(AccessError):
    """The provider knows the person; here they have no account, or a locked one."""

    code = "not-admitted"
