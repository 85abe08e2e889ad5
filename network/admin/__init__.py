"""Shows the network in the admin, each person what their countries have."""
