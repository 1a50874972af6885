"""Paper: the only package that speaks to WeasyPrint, and only in a child process.

Import nothing here: the child starts by importing this package, and it must stay
free of Django, of settings and of secrets.
"""
