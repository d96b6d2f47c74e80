"""Agreement inside projects: who is compared, on what, and what comes of it.

Only the worker imports ``compute``, which needs numpy; the web process reads stored tables.
"""
