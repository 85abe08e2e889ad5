"""Holds the screens of the admin for partners."""
