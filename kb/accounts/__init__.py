"""Lets people in: signing in, forgotten passwords, and what keeps both from being guessed at."""
