"""Answers programs under `/api/v1/`: what is public, read only, described by `openapi.json`."""
