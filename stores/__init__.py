"""Where conversations and locks are kept: SQLite or PostgreSQL, memory or Redis.

``tracker``    the conversations: save, read, export, delete, purge
``lock``       one turn at a time for each person, in one process or over Redis
``retention``  ``python -m stores.retention --days 30`` deletes what is too old
"""
