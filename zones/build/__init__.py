"""Turns data carried by registry packages into the files of `zones/data`. Not part of the site.

They run in an environment installed from `requirements-data.lock`, each as `python -m zones.build.<name>`,
and write the same bytes every time.
"""
