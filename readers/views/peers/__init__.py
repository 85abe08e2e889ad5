"""Answers forms and pages of what peers tell, ask and answer."""
