"""How the site runs: settings, addresses, middleware. Imports neither app."""
