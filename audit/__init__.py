"""``python -m audit``: is every locked package reviewed, and what is inside?

``lock``     reads requirements/lock.txt
``review``   holds it against requirements/advisories.yml and reviewed.txt; no network
``online``   asks the advisory services, through pip-audit in an environment of its own
``bill``     the list of what is inside, as CycloneDX (``python -m audit sbom``)
"""
