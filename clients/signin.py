"""How staff sign in: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """allauth's rules with the door to open sign-up closed: members are invited by an owner."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never: an account comes with an invitation."""
        return False
