"""Shows who takes part in the initiative: partners, countries, twin regions, events."""
