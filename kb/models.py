"""People who write and look after the site."""
