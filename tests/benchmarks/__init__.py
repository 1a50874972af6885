"""How fast it is: one table per database, printed by `make bench`."""
