"""A clinic to look around in: invented people, ninety days of plausible practice, a fixed seed."""
