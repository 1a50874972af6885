"""How staff sign in: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """allauth's rules with the door to open sign-up closed: members are invited by an owner."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never: an account comes with an invitation."""
        return False

    def is_safe_url(self, url: Any) -> bool:
        """Whether one may be sent there; what cannot be read as an address is not safe."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False
