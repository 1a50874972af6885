"""Forms whose texts are judged here, never cut by the browser."""

from typing import Any

from django import forms


class UncutForm(forms.Form):
    """Says at the field what is too long. A browser cuts what is pasted, and says nothing."""

    def __getitem__(self, name: str) -> Any:
        """The field as it is shown, without the length that a browser would cut it to."""
        if name in self.fields:
            self.fields[name].widget.attrs.pop("maxlength", None)
        return super().__getitem__(name)
