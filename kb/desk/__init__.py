"""The start page of the admin: what waits for a person, and the weekly mail that tells it."""
