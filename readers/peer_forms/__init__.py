"""What all forms have in common by which readers send something: no account, no cookie, no script needed."""
