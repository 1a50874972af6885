"""What production refuses to start with."""

from django.core.exceptions import ImproperlyConfigured

DEMO_KEY = "two-wings-demo-key-known-to-everyone-never-for-real-people"


def refuse_unsafe(*, debug: bool, key: str, site_url: str) -> None:
    """Stop a production start that would expose people.

    Raises ImproperlyConfigured, naming the variable, for DEBUG, the demo key or an address without
    TLS.
    """
    if debug:
        raise ImproperlyConfigured(
            "DEBUG must be off in production: its error pages show what clients wrote."
        )
    if key == DEMO_KEY:
        raise ImproperlyConfigured(
            "SECRET_KEY must be a secret of at least 50 random characters in production: "
            "the demo's key is known to everyone."
        )
    if not site_url.startswith("https://"):
        raise ImproperlyConfigured(
            "SITE_URL must start with https:// in production: "
            "plain http would send health data unprotected."
        )
