"""Forms that write the files of the library."""

from .base import FileForm, ItemForm, RowForm, Section
from .kinds import FORMS

__all__ = ["FORMS", "FileForm", "ItemForm", "RowForm", "Section"]
