"""What a page gives to a phone so that it can seal entries while there is no network."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clients.models import PortalDevice
from clients.sealing import key_of

register = template.Library()


@register.simple_tag
def seal_to(device: PortalDevice) -> SafeString:
    """The attributes `data-seal-key`, `data-seal-id` and `data-device`."""
    key = key_of(settings.SECRET_KEY)
    return format_html(
        'data-seal-key="{}" data-seal-id="{}" data-device="{}"',
        key.public_text,
        key.uid,
        device.uid,
    )
